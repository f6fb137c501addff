using Evenhand.Server.Access;
using Evenhand.Server.Formats;
using Evenhand.Server.Routes;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites;

/// <summary>What changes, told to pages that lie open: as <c>GET /v1/changes</c> tells it to programs, for as long as the session goes on.</summary>
internal sealed class LiveRoutes(ChangeStream changes, SignIn signIn)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, PagesFor.Portal, signIn.Portal);
        Map(routes, PagesFor.Console, signIn.Console);
    }

    private void Map(IEndpointRouteBuilder routes, PagesFor pages, Sessions sessions) =>
        routes
            .MapGet(
                PageActs.ChangesOf(pages),
                (string? account, string? after, HttpContext context) =>
                    FollowAsync(context, account, after, sessions)
            )
            .WithMetadata(Compression.None)
            .ExcludeFromDescription();

    private Task<ServerSentEventsResult<ChangeView>> FollowAsync(
        HttpContext context,
        string? account,
        string? after,
        Sessions sessions
    ) => changes.FollowAsync(context, account, after, sessions.Watch(context));
}
