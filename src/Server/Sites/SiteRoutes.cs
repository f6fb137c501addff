using Evenhand.Channels;
using Evenhand.Node;
using Evenhand.Pages.Branding;
using Evenhand.Server.Access;
using Evenhand.Server.Limits;
using Evenhand.Server.Routes;
using Evenhand.Server.Settings;
using Evenhand.Server.Sites.Ask;
using Evenhand.Server.Sites.Charges;
using Evenhand.Server.Sites.Console;
using Evenhand.Server.Sites.Desk;
using Evenhand.Server.Sites.Embed;
using Evenhand.Server.Sites.Events;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Outbox;
using Evenhand.Server.Sites.Portal;
using Evenhand.Server.Sites.Setup;
using Evenhand.Server.Sites.SigningIn;
using Evenhand.Server.Sites.Speaking;
using Evenhand.Server.Sites.Versions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Evenhand.Server.Sites;

/// <summary>All pages of both sites, put together.</summary>
internal sealed class SiteRoutes(
    ServerSettings settings,
    EvenhandNode node,
    BodyReader bodies,
    SignIn signIn,
    Outgoing outgoing,
    PolicyPages policies,
    Brand? brand,
    ILoggerFactory logs
)
{
    private readonly SiteReads reads = new(node, node.Clock, policies, brand);
    private readonly PageForms ofPortal = new(signIn.Portal, bodies);
    private readonly PageForms ofConsole = new(signIn.Console, bodies);
    private readonly Endpoints endpoints = new(
        node.Deliveries,
        outgoing.Webhooks,
        outgoing.Secrets
    );

    /// <summary>Maps every page, and what its forms do.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var own = new PortalReads(node, node.Clock, policies, reads);
        var frames = new ConsoleFrames(node, ofConsole);
        MapPortal(routes, own);
        MapSigningIn(routes, frames);
        MapWork(routes, own, frames);
        MapSetup(routes, frames);
    }

    private void MapPortal(IEndpointRouteBuilder routes, PortalReads own)
    {
        var portal = new PortalRoutes(reads, own, signIn.Portal, ofPortal);
        portal.Map(routes);
        LanguageRoutes.Map(routes);
        new EmbedRoutes(reads, settings.EmbedOrigins).Map(routes);
        routes
            .MapGet(
                "/assets/{name}",
                (RequestDelegate)(context => Html.SendAssetAsync(context, brand))
            )
            .ExcludeFromDescription();
        new PortalActs(node, reads, portal, ofPortal).Map(routes);
        var stored = new StoredPages(node, reads, ofPortal);
        stored.Map(routes);
        new StoredActs(node, reads, stored, ofPortal).Map(routes);
        new TargetPages(node, reads, ofPortal).Map(routes);
        var mail = new PortalMail(
            node,
            reads,
            outgoing.Mail,
            settings.PublicUrl,
            signIn.Mailed,
            logs.CreateLogger("Evenhand.SignIn")
        );
        new MailedLinkRoutes(mail, signIn.Mailed, signIn.Portal, bodies, brand).Map(routes);
        new NoticeRoutes(node, reads, signIn.Notices, bodies).Map(routes);
    }

    private void MapSigningIn(IEndpointRouteBuilder routes, ConsoleFrames frames)
    {
        var log = logs.CreateLogger("Evenhand.SignIn");
        var entry = new Entry(node, signIn, log);
        var door = new SignInRoutes(node, signIn, entry, bodies);
        door.Map(routes);
        var own = new OwnRoutes(node, signIn.Console, entry, signIn.Provider, frames, ofConsole);
        own.Map(routes);
        new OpenIdRoutes(node, signIn, door, own, ofConsole, log).Map(routes);
        new PasskeyRoutes(node, signIn, entry, door, own, frames, ofConsole).Map(routes);
        new SecondRoutes(node, signIn, entry, frames, ofConsole, own).Map(routes);
    }

    /// <summary>What the vendor's people look at and decide.</summary>
    private void MapWork(IEndpointRouteBuilder routes, PortalReads own, ConsoleFrames frames)
    {
        var desk = new DeskReads(node, node.Clock, policies, reads);
        new ConsoleRoutes(node, reads, desk, new Timelines(node), frames, ofConsole).Map(routes);
        new AccountStoredPages(node, reads, frames, ofConsole).Map(routes);
        new AccountTargetPages(node, reads, frames, ofConsole).Map(routes);
        new FindPages(node, frames).Map(routes);
        new DeskRoutes(node, reads, desk, frames, ofConsole).Map(routes);
        var asked = new AskedReads(node, reads, own);
        new AskedPages(node, reads, asked, frames, ofConsole).Map(routes);
        new ChargePages(node, new ChargeReads(node, reads), frames, ofConsole).Map(routes);
        var versions = new VersionReads(node, policies);
        var draftReads = new DraftReads(node, versions);
        var drafts = new DraftPages(node, versions, draftReads, frames, ofConsole);
        drafts.Map(routes);
        new VersionPages(node, versions, drafts, frames, ofConsole).Map(routes);
        new ReadingPages(node, versions, frames, ofConsole).Map(routes);
        new AskPages(node, reads, frames, settings.PublicUrl).Map(routes);
        new EventPages(node, reads, new EventRows(node, node.Clock, reads), frames).Map(routes);
        var (shown, templates) = (signIn.Notices.Shown, outgoing.Templates);
        new OutboxPages(node, reads, templates, endpoints, shown, frames, ofConsole).Map(routes);
        new TemplatePages(node, templates, shown, frames, ofConsole).Map(routes);
    }

    private void MapSetup(IEndpointRouteBuilder routes, ConsoleFrames frames)
    {
        var setup = new SetupPages(
            node,
            settings,
            brand,
            signIn.Links,
            endpoints,
            frames,
            ofConsole
        );
        setup.Map(routes);
        var keys = new KeyRoutes(node, bodies, logs.CreateLogger("Evenhand.Keys"));
        new KeyPages(keys, setup, frames, ofConsole).Map(routes);
        new ChannelPages(node, endpoints, setup, frames, ofConsole).Map(routes);
    }
}
