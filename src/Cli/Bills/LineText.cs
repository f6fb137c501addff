using System.Globalization;
using System.Text.Json;
using Evenhand.Cli.Reading;
using Evenhand.Wire;
using Spectre.Console;

namespace Evenhand.Cli.Bills;

/// <summary>What stands behind a clause's lines, for people.</summary>
internal static class LineText
{
    /// <summary>Writes the lines, and what the events behind them come to.</summary>
    public static void Write(StatementView statement, LineEvents behind, bool expected)
    {
        var screen = Screen.Open();
        BillText.Head(screen, statement, expected);
        foreach (var line in behind.Lines)
            Write(screen, line, statement);
        if (behind.Events.Count == 0)
        {
            screen.Say("No event stands behind it.");
            return;
        }
        screen.Head($"{Shown.Count(behind.Events.Count, "event", "events")} behind it");
        var listing = new Listing(
            new Column("TYPE") { IsLead = true },
            new Column("EVENTS") { IsFigure = true },
            new Column($"COUNTED, {behind.Lines[0].Unit}") { IsFigure = true },
            new Column("FIRST"),
            new Column("LAST")
        );
        foreach (var type in behind.Events.GroupBy(each => Text(each, "type")))
            listing.Add(
                type.Key,
                Shown.Quantity(type.Count().ToString(CultureInfo.InvariantCulture)),
                Counted(type),
                Time(type.Min(each => Text(each, "time"))!),
                Time(type.Max(each => Text(each, "time"))!)
            );
        listing.Write(screen);
    }

    private static void Write(IAnsiConsole screen, StatementLine line, StatementView statement)
    {
        screen.Head(line.Title is { } title ? $"{title} ({line.Clause})" : line.Clause);
        screen.Say($"  {BillText.Amount(line.Amount, statement)} {BillText.Status(line)}");
        if (line.Equation is { } equation)
            screen.Say($"  {equation}");
        screen.Say(
            $"  {line.Unit}: {Shown.Quantity(line.Quantity)} used, {Shown.Quantity(line.Included)} included, {Shown.Quantity(line.Billable)} billable"
        );
        screen.Say($"  version {line.Version}{(line.ClauseUrl is { } place ? $", {place}" : "")}");
        foreach (var rate in line.Conversions ?? [])
            screen.Say(
                $"  {Shown.Quantity(rate.Quantity)} {rate.Currency} at {rate.Rate} {statement.Currency} of {Shown.Day(rate.Date)}"
            );
        if (line.Decided is { } decided)
            screen.Say($"  {Shown.Word(line.Status)} {Decision(decided)}");
        screen.WriteLine();
    }

    private static string Decision(DecidedView decided) =>
        $"since {Shown.Instant(decided.At)}{(decided.By is { } by ? $", by {by}" : "")}{(decided.Reason is { } why ? $": {why}" : "")}";

    /// <summary>The sum of what they counted; what moved a stock has no quantity of its own.</summary>
    private static string Counted(IEnumerable<JsonElement> events)
    {
        var sum = 0m;
        var any = false;
        foreach (var each in events)
            if (
                decimal.TryParse(
                    Text(each, "quantity"),
                    NumberStyles.Number,
                    CultureInfo.InvariantCulture,
                    out var quantity
                )
            )
                (sum, any) = (sum + quantity, true);
        return any ? Shown.Quantity(sum.ToString(CultureInfo.InvariantCulture)) : "";
    }

    private static string Text(JsonElement each, string name) =>
        each.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static string Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var instant)
            ? Shown.Instant(instant)
            : text;
}
