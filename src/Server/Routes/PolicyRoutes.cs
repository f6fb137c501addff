using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Notation;
using Evenhand.Runtime.Serving;
using Evenhand.Runtime.Serving.Keys;
using Evenhand.Runtime.Serving.Policies;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Limits;
using Evenhand.Server.Problems;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Node = Evenhand.Runtime.Serving.Node;

namespace Evenhand.Server.Routes;

/// <summary>Policy versions: listed, shown with their source, published.</summary>
internal sealed partial class PolicyRoutes(
    Node node,
    BodyReader bodies,
    TimeProvider clock,
    ILogger log
)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/policies", List).Describe("Policies", "List every policy version");
        routes
            .MapGet("/v1/policies/{name}/{version}", Show)
            .Describe("Policies", "Show a policy version with its source")
            .Fails(404);
        routes
            .MapPost("/v1/policies", (Delegate)PublishAsync)
            .Describe("Policies", "Publish a policy version, effective at its date")
            .WithDescription(
                "The body is the document, in Markdown. It is checked as `evenhand policy check` does; what is wrong "
                    + "comes back whole, with lines."
            )
            .Takes(typeof(string), Media.Markdown)
            .Fails(409, 413, 415, 422, 503);
    }

    private Ok<Page<PolicyView>> List()
    {
        var shelf = new Shelf(node.Policies(), clock);
        return TypedResults.Ok(
            Pages.Whole(shelf.All, each => PolicyViews.Of(each, shelf.IsInForce(each)))
        );
    }

    private Ok<PolicyView> Show(string name, string version)
    {
        var shelf = new Shelf(node.Policies(), clock);
        var found = shelf.Find(name, version) ?? throw Refusal.Missing("policy version");
        return TypedResults.Ok(PolicyViews.WithSource(found, shelf.IsInForce(found)));
    }

    private async Task<Created<PolicyView>> PublishAsync(HttpContext context)
    {
        Media.Of(context.Request, Media.Markdown);
        using var body = await bodies.ReadAsync(context, SourceText.MaxBytes);
        var published = await node.PublishAsync(Text(body), Doer.Of(Caller.Of(context).Key));
        var (name, version) = (published.Version.Name, published.Version.Version);
        var (hash, by) = (published.Version.Hash, Caller.Of(context).Key.Id);
        TellPublished(log, name, version, hash, by);
        var shelf = new Shelf(node.Policies(), clock);
        return TypedResults.Created(
            $"/v1/policies/{Uri.EscapeDataString(name)}/{Uri.EscapeDataString(version)}",
            PolicyViews.Of(published, shelf.IsInForce(published))
        );
    }

    private static string Text(Body body)
    {
        try
        {
            return Strict.GetString(body.Bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            throw new RequestException(Code.PolicyUnsound, "the document is no UTF-8");
        }
    }

    [LoggerMessage(
        EventId = 13,
        Level = LogLevel.Information,
        Message = "Policy {Name} {Version} ({Hash}) was published, by key {By}"
    )]
    private static partial void TellPublished(
        ILogger log,
        string name,
        string version,
        string hash,
        string by
    );
}
