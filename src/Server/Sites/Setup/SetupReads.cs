using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Node;
using Evenhand.Notation;
using Evenhand.Pages.Branding;
using Evenhand.Pages.Setup;
using Evenhand.Server.Branding;
using Evenhand.Server.Settings;
using NodaTime;

namespace Evenhand.Server.Sites.Setup;

/// <summary>How the server is set, for people; no secret is among it.</summary>
internal static class SetupReads
{
    /// <summary>The facts, by what they are about.</summary>
    public static ImmutableArray<SetupFacts> Of(
        ServerSettings settings,
        EvenhandNode node,
        Brand? brand
    ) => [Outgoing(settings, node), Branded(settings, brand), Kept(settings), Bounds(settings)];

    /// <summary>Which channels lead out of the server now.</summary>
    public static (bool Goes, bool Mails, string? Sandbox) Sends(
        ServerSettings settings,
        EvenhandNode node
    ) =>
        (
            !node.Deliveries.IsStopped,
            settings is { Smtp: not null, MailFrom: not null },
            settings.Sandbox
        );

    private static SetupFacts Branded(ServerSettings settings, Brand? brand) =>
        new(
            "The portal's looks",
            "From the file of --brand, read when the server starts.",
            [
                ("Name", brand?.Name ?? "the title of each account's policy"),
                (
                    "Logo",
                    brand?.Logo is { } logo ? (logo.Media == "image/png" ? "PNG" : "SVG") : "none"
                ),
                (
                    "Colour of links and buttons",
                    brand?.Colours is { } its
                        ? $"{Told(its.Light, Contrast.Light)} in light, {Told(its.Dark, Contrast.Dark)} in dark"
                        : "ours"
                ),
                (
                    "Elements in frames",
                    settings.EmbedOrigins.IsEmpty
                        ? "nowhere: --embed-origins names none"
                        : $"on {string.Join(", ", settings.EmbedOrigins)}"
                ),
            ]
        );

    private static string Told(string colour, IReadOnlyList<string> grounds) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{colour} ({Contrast.Worst(colour, grounds):0.0} to 1)"
        );

    private static SetupFacts Outgoing(ServerSettings settings, EvenhandNode node) =>
        new(
            "Where notices go",
            "Set when the server starts: evenhand serve --help has every setting.",
            [
                ("Going out", node.Deliveries.IsStopped ? "stopped" : "yes"),
                (
                    "Mail",
                    settings is { Smtp: { } smtp, MailFrom: { } from }
                        ? $"by {smtp.Host}, from {from}"
                        : "none: accounts are told in the portal and by webhooks"
                ),
                ("Sandbox", settings.Sandbox is { } all ? $"everything goes to {all}" : "none"),
                (
                    "What comes back",
                    settings.BounceMailbox is { } mailbox
                        ? $"is read from the mailbox at {mailbox.Host}"
                        : "is told by POST /v1/deliveries/bounces"
                ),
                ("Operators' endpoints", Count(node.Deliveries.Targets(null).Count)),
                ("Templates", settings.Templates ?? "our own"),
                (
                    "Address in letters",
                    settings.PublicUrl?.ToString() ?? "none: letters have no links"
                ),
            ]
        );

    private static SetupFacts Kept(ServerSettings settings) =>
        new(
            "What is kept, and copies of it",
            "A backup is made beside the running server: evenhand backup DIR. Verify one with evenhand verify.",
            [
                ("Data", Path.GetFullPath(settings.Data)),
                ("Ledger", settings.IsInPostgres ? "PostgreSQL" : "SQLite, in the data folder"),
                (
                    "To be copied beside it",
                    "the folder keyring, whose keys open links and endpoints' secrets"
                ),
                ("Late events wait", Text(settings.Grace)),
                ("Repeats are known for", Text(settings.Repeats)),
            ]
        );

    private static SetupFacts Bounds(ServerSettings settings) =>
        new(
            "Limits",
            "Beyond them a request is refused and says so.",
            [
                (
                    "A body",
                    $"{Count(settings.MostBody >> 20)} MB, {Counted.Of(settings.MostEvents, "event")}"
                ),
                (
                    "A key, in a second",
                    settings.Rate is { } rate ? Counted.Of(rate, "request") : "no bound"
                ),
                (
                    "An account's key, in a second",
                    settings.AccountRate is { } own ? Counted.Of(own, "request") : "no bound"
                ),
                ("Connections", Count(settings.MostConnections)),
                ("Accounts in memory", Count(settings.MostAccounts)),
                ("Holds of an account", Count(settings.MostHolds)),
            ]
        );

    private static string Count(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Text(Duration time) =>
        time.TotalDays >= 1
            ? Counted.Of((long)time.TotalDays, "day")
            : Counted.Of((long)time.TotalMinutes, "minute");
}
