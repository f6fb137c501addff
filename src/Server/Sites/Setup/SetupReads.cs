using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Notation;
using Evenhand.Pages.Branding;
using Evenhand.Pages.Setup;
using Evenhand.Server.Branding;
using Evenhand.Server.Settings;
using NodaTime;

namespace Evenhand.Server.Sites.Setup;

/// <summary>How the server is set, for people; no secret is among it.</summary>
/// <param name="say">In which language.</param>
internal sealed class SetupReads(Language say)
{
    /// <summary>The facts, by what they are about.</summary>
    public ImmutableArray<SetupFacts> Of(
        ServerSettings settings,
        EvenhandNode node,
        Brand? brand
    ) =>
        [
            Outgoing(settings, node),
            Branded(settings, brand),
            Kept(settings),
            Bounds(settings),
            Program(),
        ];

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

    private SetupFacts Branded(ServerSettings settings, Brand? brand) =>
        new(
            say["The portal's looks"],
            say["From the file of --brand, read when the server starts."],
            [
                (say["Name"], brand?.Name ?? say["the title of each account's policy"]),
                (
                    say["Logo"],
                    brand?.Logo is { } logo
                        ? (logo.Media == "image/png" ? "PNG" : "SVG")
                        : say["no picture"]
                ),
                (
                    say["Colour of links and buttons"],
                    brand?.Colours is { } its
                        ? say[
                            "{0} in light, {1} in dark",
                            Told(its.Light, Contrast.Light),
                            Told(its.Dark, Contrast.Dark)
                        ]
                        : say["ours"]
                ),
                (
                    say["Elements in frames"],
                    settings.EmbedOrigins.IsEmpty
                        ? say["nowhere: --embed-origins names none"]
                        : say["on {0}", string.Join(", ", settings.EmbedOrigins)]
                ),
            ]
        );

    private string Told(string colour, IReadOnlyList<string> grounds) =>
        say["{0} ({1:0.0} to 1)", colour, Contrast.Worst(colour, grounds)];

    private SetupFacts Outgoing(ServerSettings settings, EvenhandNode node) =>
        new(
            say["Where notices go"],
            say["Set when the server starts: evenhand serve --help has every setting."],
            [
                (say["Going out"], node.Deliveries.IsStopped ? say["stopped"] : say["yes"]),
                (
                    say["Mail"],
                    settings is { Smtp: { } smtp, MailFrom: { } from }
                        ? say["by {0}, from {1}", smtp.Host, from]
                        : say["none: accounts are told in the portal and by webhooks"]
                ),
                (
                    say["Sandbox"],
                    settings.Sandbox is { } all ? say["everything goes to {0}", all] : say["off"]
                ),
                (
                    say["What comes back"],
                    settings.BounceMailbox is { } mailbox
                        ? say["is read from the mailbox at {0}", mailbox.Host]
                        : say["is told by POST /v1/deliveries/bounces"]
                ),
                (say["Operators' endpoints"], say.Number(node.Deliveries.Targets(null).Count)),
                (say["Templates"], settings.Templates ?? say["our own"]),
                (
                    say["Address in letters"],
                    settings.PublicUrl?.ToString() ?? say["none: letters have no links"]
                ),
            ]
        );

    private SetupFacts Kept(ServerSettings settings) =>
        new(
            say["What is kept, and copies of it"],
            say[
                "A backup is made beside the running server: evenhand backup DIR. Verify one with evenhand verify."
            ],
            [
                (say["Data"], Path.GetFullPath(settings.Data)),
                (
                    say["Ledger"],
                    settings.IsInPostgres ? "PostgreSQL" : say["SQLite, in the data folder"]
                ),
                (
                    say["To be copied beside it"],
                    say["the folder keyring, whose keys open links and endpoints' secrets"]
                ),
                (say["Late events wait"], Text(settings.Grace)),
                (say["Repeats are known for"], Text(settings.Repeats)),
            ]
        );

    private SetupFacts Bounds(ServerSettings settings) =>
        new(
            say["Limits"],
            say["Beyond them a request is refused and says so."],
            [
                (
                    say["A body"],
                    $"{say.Number(settings.MostBody >> 20)} MB, {say.Count(settings.MostEvents, "{0} event|{0} events")}"
                ),
                (
                    say["A key, in a second"],
                    settings.Rate is { } rate
                        ? say.Count(rate, "{0} request|{0} requests")
                        : say["no bound"]
                ),
                (
                    say["An account's key, in a second"],
                    settings.AccountRate is { } own
                        ? say.Count(own, "{0} request|{0} requests")
                        : say["no bound"]
                ),
                (say["Connections"], say.Number(settings.MostConnections)),
                (say["Accounts in memory"], say.Number(settings.MostAccounts)),
                (say["Holds of an account"], say.Number(settings.MostHolds)),
            ]
        );

    private SetupFacts Program() =>
        new(
            say["The program"],
            say["Its source, its documents and the licences of what it is made of lie beside it."],
            [
                (say["Version of the program"], Built?.InformationalVersion ?? "?"),
                (say["Licence"], "Apache-2.0"),
                (say["Data of time zones"], DateTimeZoneProviders.Tzdb.VersionId),
            ]
        );

    private static AssemblyInformationalVersionAttribute? Built =>
        typeof(SetupReads).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();

    private string Text(Duration time) =>
        time.TotalDays >= 1
            ? say.Count((long)time.TotalDays, "{0} day|{0} days")
            : say.Count((long)time.TotalMinutes, "{0} minute|{0} minutes");
}
