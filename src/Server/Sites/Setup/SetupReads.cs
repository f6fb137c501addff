using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Node;
using Evenhand.Notation;
using Evenhand.Pages.Setup;
using Evenhand.Server.Settings;
using NodaTime;

namespace Evenhand.Server.Sites.Setup;

/// <summary>How the server is set, for people; no secret is among it.</summary>
internal static class SetupReads
{
    /// <summary>The facts, by what they are about.</summary>
    public static ImmutableArray<SetupFacts> Of(ServerSettings settings, EvenhandNode node) =>
        [Outgoing(settings, node), Kept(settings), Bounds(settings)];

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
