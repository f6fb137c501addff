using Evenhand.Server.Description;
using Evenhand.Server.Formats;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>What changes, as it does: server-sent events, coarse, for whoever shows lists.</summary>
internal sealed class ChangeRoutes(ChangeStream changes)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/v1/changes",
                (string? account, string? after, HttpContext context) =>
                    changes.FollowAsync(context, account, after)
            )
            .Describe("Accounts", "Follow what changes, as server-sent events")
            .WithDescription(
                "Events of three types: change (data: the account and which of its lists read otherwise now), reset (what was missed "
                    + "is not known: read everything anew) and quiet (nothing changed for a while). The last id, sent back as "
                    + "Last-Event-ID or after=, goes on where a connection broke off, after a start of the server too; of what was missed "
                    + "for long it is told which accounts changed, and not what of them. A reset is told to whoever comes from another "
                    + "ledger, or from what a restore has undone. account=… for one; an account's key follows its own."
            )
            .Answers(typeof(string), Media.Happening)
            .WithMetadata(Compression.None)
            .Fails(400, 404);
}
