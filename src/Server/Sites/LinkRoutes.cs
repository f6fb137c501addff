using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node;
using Evenhand.Node.Roles;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Problems;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites;

/// <summary>Signed links that open portal and console.</summary>
internal sealed class LinkRoutes(EvenhandNode node, SignIn signIn)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/v1/accounts/{account}/portal-links", OfAccount)
            .Describe(
                "Accounts",
                "Make a signed link by which the account's people open the portal"
            )
            .WithDescription(
                "It is good for an hour, for this account alone, and makes a session in the browser that opens it. Whoever "
                    + "has the link sees what the account's key reads: give it to people who are signed in with you."
            )
            .Fails(404);
        routes
            .MapPost("/v1/people/{person}/links", OfPersonAsync)
            .Describe("People", "Make a link by which a person signs in to the console, once")
            .WithDescription(
                "It is good for an hour and for one session, with the person's roles, in which the person can set a password. Whoever "
                    + "has the link acts in the person's name: who made it stands in the trail."
            )
            .Fails(404, 503);
    }

    private Created<SiteLink> OfAccount(string account) =>
        node.Account(new AccountId(account)) is null
            ? throw Refusal.NoAccount()
            : Answer(signIn.Portal.AddressOf(account, out var until), until);

    private async Task<Created<SiteLink>> OfPersonAsync(string person, HttpContext context)
    {
        if (node.People.Find(person) is null)
            throw Refusal.Missing("person");
        await node.People.SignIns.NoteLinkAsync(person, Doer.Of(Caller.Of(context).Key));
        return Answer(signIn.Links.AddressOf(person, out var until), until);
    }

    private static Created<SiteLink> Answer(string url, Moment until) =>
        TypedResults.Created(url, new SiteLink { Url = url, Until = Instants.Of(until) });
}
