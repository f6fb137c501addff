using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node;
using Evenhand.Node.Roles;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Limits;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites;

/// <summary>Signed links that open portal and console.</summary>
internal sealed class LinkRoutes(EvenhandNode node, SignIn signIn, BodyReader bodies)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/v1/accounts/{account}/portal-links", OfAccountAsync)
            .Describe(
                "Accounts",
                "Make a signed link by which the account's people open the portal"
            )
            .WithDescription(
                "It is good for an hour, for this account alone, and makes a session in the browser that opens it. Whoever "
                    + "has the link sees what the account's key reads: give it to people who are signed in with you. Of the kind embed it is "
                    + "addresses of elements, each for a frame of a page of yours, and lets nobody do anything."
            )
            .Takes(typeof(LinkQuestion), Media.Json)
            .Fails(400, 404, 413, 415);
        routes
            .MapPost("/v1/people/{person}/links", OfPersonAsync)
            .Describe("People", "Make a link by which a person signs in to the console, once")
            .WithDescription(
                "It is good for an hour and for one session, with the person's roles, in which the person can set a password. Whoever "
                    + "has the link acts in the person's name: who made it stands in the trail."
            )
            .Fails(404, 503);
    }

    private async Task<Created<SiteLink>> OfAccountAsync(string account, HttpContext context)
    {
        var question = await AskedAsync(context);
        if (node.Account(new AccountId(account)) is null)
            throw Refusal.NoAccount();
        return question.Kind switch
        {
            null or "portal" => Answer(
                signIn.Portal.AddressOf(account, out var until) + OnTo(question.Clause),
                until
            ),
            "embed" => Frames(account, question),
            _ => throw Refusal.Malformed("kind is portal or embed", "/kind"),
        };
    }

    /// <summary>A link to the whole portal needs no body.</summary>
    private async Task<LinkQuestion> AskedAsync(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }
            ? new LinkQuestion()
            : await SmallBody.ReadAsync(context, bodies, WireJson.Wire.LinkQuestion);

    private Created<SiteLink> Frames(string account, LinkQuestion question)
    {
        var until = Moment.Never;
        var frames = ElementsOf(question)
            .ToDictionary(
                element => element,
                element =>
                    signIn.Embeds.AddressOf(
                        account,
                        element,
                        element == EmbedLinks.Allowance ? question.Clause : null,
                        out until
                    )
            );
        return Answer(frames.Values.First(), until, frames);
    }

    private static List<string> ElementsOf(LinkQuestion question)
    {
        var elements = question.Elements is { Count: > 0 } asked
            ? asked.Distinct().ToList()
            : [.. EmbedLinks.Elements.Where(each => each != EmbedLinks.Allowance)];
        if (elements.FirstOrDefault(each => !EmbedLinks.Elements.Contains(each)) is { } wrong)
            throw Refusal.Malformed(
                $"there is no element {wrong}: they are {string.Join(", ", EmbedLinks.Elements)}",
                "/elements"
            );
        return elements.Contains(EmbedLinks.Allowance) && question.Clause is not { Length: > 0 }
            ? throw Refusal.Malformed("an allowance is one of a clause: name it", "/clause")
            : elements;
    }

    /// <summary>The page that a link opens, where it is not the first.</summary>
    private static string OnTo(string? clause) =>
        clause is { Length: > 0 } ? $"&clause={Uri.EscapeDataString(clause)}" : "";

    private async Task<Created<SiteLink>> OfPersonAsync(string person, HttpContext context)
    {
        if (node.People.Find(person) is null)
            throw Refusal.Missing("person");
        await node.People.SignIns.NoteLinkAsync(person, Doer.Of(Caller.Of(context).Key));
        return Answer(signIn.Links.AddressOf(person, out var until), until);
    }

    private static Created<SiteLink> Answer(
        string url,
        Moment until,
        IReadOnlyDictionary<string, string>? frames = null
    ) =>
        TypedResults.Created(
            url,
            new SiteLink
            {
                Url = url,
                Until = Instants.Of(until),
                Frames = frames,
            }
        );
}
