using Evenhand.Node;
using Evenhand.Replay.Output;
using Evenhand.Server.Description;
using Evenhand.Server.Problems;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Portal;

/// <summary>Signed links that the vendor's app gives to an account's people.</summary>
internal sealed class PortalLinkRoutes(EvenhandNode node, PortalSessions sessions)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/v1/accounts/{account}/portal-links", Make)
            .Describe(
                "Accounts",
                "Make a signed link by which the account's people open the portal"
            )
            .WithDescription(
                "It is good for an hour, for this account alone, and makes a session in the browser that opens it. Whoever "
                    + "has the link sees what the account's key reads: give it to people who are signed in with you."
            )
            .Fails(404);

    private Created<PortalLink> Make(string account)
    {
        if (node.Account(account) is null)
            throw Refusal.NoAccount();
        var url = AddressOf(sessions, account, out var until);
        return TypedResults.Created(url, new PortalLink { Url = url, Until = until });
    }

    /// <summary>The address of a fresh link, from the server's root.</summary>
    public static string AddressOf(
        PortalSessions sessions,
        string account,
        out DateTimeOffset until
    )
    {
        var (link, end) = sessions.LinkTo(account);
        until = Instants.Of(end);
        return $"{PortalRoutes.Opening}?link={link}";
    }
}
