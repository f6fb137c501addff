using System.CommandLine;
using System.Text;
using System.Text.Json;
using Evenhand.Cli.Ledger;
using Evenhand.Core.Stream;
using Evenhand.Runtime.Output;
using Evenhand.Runtime.Serving.Audit;
using Evenhand.Runtime.Serving.Keys;

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

    private static readonly Option<string> Data = DataFolder.Option();
    private static readonly Option<string?> Account = Filter("--account", "Of one account.", "ID");
    private static readonly Option<string?> Type = Filter("--type", "Of one type.", "TYPE");
    private static readonly Option<string?> Key = Filter("--key", "By one key.", "ID");
    private static readonly Option<string?> From = When("--from", "From an instant or a day on.");
    private static readonly Option<string?> To = When("--to", "Before an instant or a day.");
    private static readonly Option<bool> Json = new("--json")
    {
        Description = "One object a line, for programs.",
    };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("audit", Help) { Data, Account, Type, Key, From, To, Json };
        command.SetAction(parsed =>
            LedgerFolder.UseAsync(
                parsed.GetValue(Data)!,
                ledger =>
                {
                    var query = new AuditQuery
                    {
                        Account = parsed.GetValue(Account),
                        Type = parsed.GetValue(Type),
                        Key = parsed.GetValue(Key),
                        From = Ticks(parsed.GetValue(From)) ?? long.MinValue,
                        To = Ticks(parsed.GetValue(To)) ?? long.MaxValue,
                    };
                    foreach (var entry in AuditTrail.Read(ledger, query))
                        Console.Out.WriteLine(parsed.GetValue(Json) ? Line(entry) : Row(entry));
                    return Task.CompletedTask;
                }
            )
        );
        return command;
    }

    private static Option<string?> Filter(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };

    private static Option<string?> When(string name, string description)
    {
        var option = Filter(name, description, "WHEN");
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) is { } text && Ticks(text) is null)
                result.AddError($"{name} is an instant such as 2026-01-31T12:00:00Z, or a date");
        });
        return option;
    }

    private static long? Ticks(string? text) =>
        text is not null
        && Rfc3339.TryParse(
            Encoding.UTF8.GetBytes(text.Length == 10 ? text + "T00:00:00Z" : text),
            out var ticks
        )
            ? ticks
            : null;

    private static string Row(AuditEntry entry)
    {
        var account = entry.Account.Length > 0 ? entry.Account : "-";
        var what = entry.Source is { } source ? $"{source} {entry.Id}" : entry.Id ?? "-";
        return Printable.Line(
            $"{Instants.Text(entry.At), -24}  {account, -12}  {entry.Type, -18}  {Who(entry.By), -24}  {what}  {entry.Detail}".TrimEnd()
        );
    }

    private static string Who(Doer? by) =>
        by is null ? "-"
        : by.Key is not { } key ? by.Via ?? "-"
        : by.Name is { } name ? $"{name} ({key})"
        : key;

    private static string Line(AuditEntry entry)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("at", Instants.Text(entry.At));
            Write(json, "account", entry.Account.Length > 0 ? entry.Account : null);
            json.WriteString("type", entry.Type);
            Write(json, "source", entry.Source);
            Write(json, "id", entry.Id);
            Write(json, "key", entry.By?.Key);
            Write(json, "name", entry.By?.Name);
            Write(json, "roles", entry.By is { Roles: not null } by ? by.Could() : null);
            Write(json, "via", entry.By?.Via);
            Write(json, "detail", entry.Detail);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
