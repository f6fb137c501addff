using System.CommandLine;
using System.Text.Json;
using Evenhand.Cli.Ledger;
using Evenhand.Cli.Reading;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Audit;
using Evenhand.Node.Roles;
using Evenhand.Replay.Output;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Spectre.Console;

namespace Evenhand.Cli;

/// <summary><c>evenhand audit</c>: who did what to terms and money.</summary>
public static class AuditCommand
{
    private const string Help = """
        Lists who did what to terms and money, oldest first: every event that is no usage, keys, policy versions, mends and
        the clock. It stands in the ledger in the commit of what was done; "evenhand verify" proves that it is whole. It
        works beside a running server.

        Examples:
          evenhand audit --data /var/lib/evenhand
          evenhand audit --account acme --type charge.waived --from 2026-01-01
          evenhand audit --json
        """;

    private static readonly LedgerOptions Place = new();
    private static readonly Option<string?> Account = Filter("--account", "Of one account.", "ID");
    private static readonly Option<string?> Type = Filter("--type", "Of one type.", "TYPE");
    private static readonly Option<string?> Key = Filter("--key", "By one key.", "ID");
    private static readonly Option<string?> From = Moments.Option(
        "--from",
        "From an instant or a day on."
    );
    private static readonly Option<string?> To = Moments.Option(
        "--to",
        "Before an instant or a day."
    );
    private static readonly Option<bool> Json = new("--json")
    {
        Description = "One object a line, for programs.",
    };

    /// <summary>Columns below which an entry is a block.</summary>
    private const int Narrow = 110;

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("audit", Help) { Account, Type, Key, From, To, Json };
        Place.AddTo(command);
        command.SetAction(parsed =>
            LedgerFolder.UseAsync(
                Place.Of(parsed),
                async ledger =>
                {
                    var query = new AuditQuery
                    {
                        Account = AccountId.Or(parsed.GetValue(Account)),
                        Type = parsed.GetValue(Type),
                        Key = parsed.GetValue(Key),
                        From = Moments.Read(parsed.GetValue(From)) ?? Moment.Earliest,
                        To = Moments.Read(parsed.GetValue(To)) ?? Moment.Never,
                    };
                    await ShowAsync(AuditTrail.ReadAsync(ledger, query), parsed.GetValue(Json));
                }
            )
        );
        return command;
    }

    private static Option<string?> Filter(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };

    /// <summary>As they are found, since there may be many: the columns do not know what is still to come.</summary>
    private static async Task ShowAsync(IAsyncEnumerable<AuditEntry> entries, bool asJson)
    {
        var screen = Screen.Open();
        var isNarrow = screen.Profile.Width < Narrow;
        if (!asJson && !isNarrow)
            Console.Out.WriteLine(Row("TIME", "ACCOUNT", "TYPE", "BY", "WHAT"));
        await foreach (var entry in entries)
            if (asJson)
                Console.Out.WriteLine(Line(entry));
            else if (isNarrow)
                Block(entry, screen);
            else
                Console.Out.WriteLine(Row(entry));
    }

    private static void Block(AuditEntry entry, IAnsiConsole screen)
    {
        var listing = new Listing(
            new Column("TIME") { IsLead = true },
            new Column("ACCOUNT") { IsLead = true },
            new Column("TYPE") { IsLead = true },
            new Column("BY"),
            new Column("ENTRY"),
            new Column("WHAT") { IsText = true }
        );
        listing.Add(
            When(entry),
            entry.Account.Text,
            entry.Type,
            entry.By is null ? "" : Who(entry.By),
            Entry(entry),
            entry.Detail ?? ""
        );
        listing.WriteBlocks(screen);
    }

    private static string Row(AuditEntry entry)
    {
        var what = Entry(entry) is { Length: > 0 } name ? name : "-";
        return Row(
            When(entry),
            entry.Account.IsNone ? "-" : entry.Account.Text,
            entry.Type,
            Who(entry.By),
            $"{what}  {entry.Detail}"
        );
    }

    private static string When(AuditEntry entry) => Shown.Instant(Instants.Of(entry.At));

    private static string Entry(AuditEntry entry) => $"{entry.Source} {entry.Id}".Trim();

    private static string Row(string time, string account, string type, string by, string what) =>
        Printable.Line($"{time, -20}  {account, -12}  {type, -18}  {by, -22}  {what}".TrimEnd());

    private static string Who(Doer? by) =>
        by is null ? "-"
        : by.Key is not { } key ? by.Via ?? "-"
        : by.Person is { } person ? $"{person} ({key})"
        : by.Name is { } name ? $"{name} ({key})"
        : key;

    private static string Line(AuditEntry entry) =>
        JsonSerializer.Serialize(AuditViews.Of(entry), WireJson.Wire.AuditView);
}
