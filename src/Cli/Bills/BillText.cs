using Evenhand.Cli.Reading;
using Evenhand.Wire;
using Spectre.Console;

namespace Evenhand.Cli.Bills;

/// <summary>A statement for people.</summary>
internal static class BillText
{
    /// <summary>Writes it.</summary>
    public static void Write(StatementView statement, bool expected)
    {
        var screen = Screen.Open();
        Head(screen, statement, expected);
        Lines(statement.Lines, statement).Write(screen);
        if (statement.Lines.Count(IsEmpty) is > 0 and var empty)
            screen.Say(
                $"{Shown.Count(empty, "line", "lines")} with nothing to bill; --format json has all"
            );
        screen.WriteLine();
        screen.Head($"due {Amount(statement.Due, statement)}");
        if (!Shown.IsZero(statement.Proposed))
            screen.Say(
                $"proposed {Amount(statement.Proposed, statement)}, when a person confirms it"
            );
        foreach (var unpriced in statement.Unpriced ?? [])
            screen.Say(
                $"{unpriced.Clause}: {Shown.Quantity(unpriced.Quantity)} × {unpriced.Unit} without a reference rate"
            );
        Corrections(screen, statement);
    }

    private static void Corrections(IAnsiConsole screen, StatementView statement)
    {
        if (statement.Pending is not { Count: > 0 } pending)
            return;
        screen.WriteLine();
        screen.Head("corrections of earlier cycles that wait, not in the totals yet");
        Lines(pending, statement).Write(screen);
    }

    /// <summary>Writes what all of an account come to.</summary>
    public static void Write(IReadOnlyList<StatementView> statements)
    {
        var listing = new Listing(
            new Column("CYCLE") { IsLead = true },
            new Column("POLICY") { IsLead = true },
            new Column("STATE") { IsLead = true },
            new Column("DUE") { IsFigure = true },
            new Column("PROPOSED") { IsFigure = true }
        );
        foreach (var statement in statements)
            listing.Add(
                UnknownName.Day(statement),
                statement.Policy,
                Cycles.State(statement),
                Amount(statement.Due, statement),
                Amount(statement.Proposed, statement)
            );
        listing.Write(Screen.Open());
        if (listing.IsEmpty)
            Console.Error.WriteLine("There is no statement.");
    }

    /// <summary>Whose statement it is, and of when.</summary>
    public static void Head(IAnsiConsole screen, StatementView statement, bool expected)
    {
        var state = expected ? "as it would be stated today" : Cycles.State(statement);
        screen.Head(
            $"{statement.Account} · {statement.Policy} · cycle of {UnknownName.Day(statement)}, {state}"
        );
        screen.Say($"{Shown.Instant(statement.From)} to before {Shown.Instant(statement.To)}");
        screen.WriteLine();
    }

    /// <summary>What a line's price is, and for how much.</summary>
    public static string Price(StatementLine line) =>
        line.UnitPrice is null ? "at cost"
        : line.Per == "1" ? line.UnitPrice
        : $"{line.UnitPrice} / {Shown.Quantity(line.Per)}";

    /// <summary>An amount in a statement's currency.</summary>
    public static string Amount(string amount, StatementView statement) =>
        $"{Shown.Money(amount)} {statement.Currency}";

    /// <summary>What a line is: due, proposed or waived, and what it corrects.</summary>
    public static string Status(StatementLine line)
    {
        var status = Shown.Word(line.Status);
        return line is { Cycle: { } cycle, Because: { } cause }
            ? $"{status}, corrects {Shown.Day(cycle)} ({Shown.Word(cause)})"
            : status;
    }

    private static Listing Lines(IEnumerable<StatementLine> lines, StatementView statement)
    {
        var listing = new Listing(
            new Column("CLAUSE") { IsLead = true },
            new Column("UNIT"),
            new Column("QUANTITY") { IsFigure = true },
            new Column("INCLUDED") { IsFigure = true },
            new Column("BILLABLE") { IsFigure = true },
            new Column("PRICE") { IsFigure = true },
            new Column("AMOUNT") { IsFigure = true, IsLead = true },
            new Column("STATUS") { IsLead = true }
        );
        foreach (var line in lines.Where(line => !IsEmpty(line)))
            listing.Add(
                $"{line.Clause} ({line.Version})",
                line.Unit,
                Shown.Quantity(line.Quantity),
                Shown.Quantity(line.Included),
                Shown.Quantity(line.Billable),
                Price(line),
                Amount(line.Amount, statement),
                Status(line)
            );
        return listing;
    }

    private static bool IsEmpty(StatementLine line) =>
        Shown.IsZero(line.Quantity) && Shown.IsZero(line.Amount);
}
