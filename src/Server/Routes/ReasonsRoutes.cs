using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Stored;
using Evenhand.Server.Description;
using Evenhand.Server.Formats;
using Evenhand.Server.Problems;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>Statements of reasons, byte for byte as they were made.</summary>
internal sealed class ReasonsRoutes(EvenhandNode node)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/v1/accounts/{account}/steps/{step}/reasons", ShowAsync)
            .Describe("Standing", "Show the statement of reasons of a step")
            .WithDescription(
                "As it was made when the account was told of the step: it is kept byte for byte and never made anew. As JSON, plain text or a "
                    + "page to print, by Accept or format=json|text|html; text and page in the language of language= where it was made in that (Content-Language "
                    + "says so), else in English. The entity tag is the SHA-256 of the form that is sent; the JSON names "
                    + "the hashes of all others, and a step and its notice name that of the JSON. Of a step that was taken again on other facts there "
                    + "are several: the first is shown, or the one whose JSON has the SHA-256 of sha256=, which follows the one that it names."
            )
            .Answers(typeof(ReasonsView))
            .Fails(400, 404);

    private async Task ShowAsync(
        string account,
        string step,
        string? format,
        string? sha256,
        string? language,
        HttpContext context
    )
    {
        var form = Forms.Of(context, format, Forms.Json, Forms.Text, Forms.Html);
        var kept =
            node.Standing.Reasons(new AccountId(account), step, sha256)
            ?? throw Refusal.Missing("statement of reasons");
        var papers = kept.In(LanguageOf(language));
        var bytes =
            form == Forms.Json ? kept.Json
            : form == Forms.Text ? papers.Text
            : papers.Html;
        var (answer, tag) = (context.Response, $"\"{KeptReasons.Hash(bytes)}\"");
        answer.Headers.ETag = tag;
        answer.Headers.CacheControl = "private, no-cache";
        if (context.Request.Headers.IfNoneMatch.Contains(tag))
        {
            answer.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        if (form == Forms.Html)
            answer.Headers.ContentSecurityPolicy = Browsers.Policy;
        if (form != Forms.Json)
            answer.Headers.ContentLanguage = papers.Language;
        answer.ContentType = $"{form.Media}; charset=utf-8";
        answer.ContentLength = bytes.Length;
        await answer.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static Language LanguageOf(string? tag) =>
        tag is null
            ? Language.English
            : Language.Find(tag)
                ?? throw Refusal.Malformed(
                    $"language is one of {string.Join(", ", Language.All)}",
                    "?language"
                );
}
