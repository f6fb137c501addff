using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;
using Evenhand.Notation;
using Evenhand.Wording;
using NodaTime;
using Spectre.Console;

namespace Evenhand.Cli.Replaying;

/// <summary>Shows a replay to a person: a table for each statement, then what else was said, a line each.</summary>
internal static class ReplayTable
{
    /// <summary>The most answers, cases and notices that are shown; the rest is counted.</summary>
    private const int MostShown = 60;

    /// <summary>The most statements that are shown.</summary>
    private const int MostStatements = 40;

    /// <summary>Columns where the output is no terminal.</summary>
    private const int PlainWidth = 120;

    /// <summary>Writes the tables.</summary>
    public static void Write(IReadOnlyList<Effect> effects, IAnsiConsole console)
    {
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = PlainWidth;
        var statements = effects.OfType<Statement>().ToArray();
        var narrow = console.Profile.Width < ReplayList.Narrow;
        foreach (var statement in statements.Take(MostStatements))
            if (narrow)
                ReplayList.Write(statement, console);
            else
                Write(statement, console);
        if (statements.Length > MostStatements)
            console.WriteLine(
                $"… and {Counted.Of(statements.Length - MostStatements, "more statement")}; --format ndjson has them all.\n"
            );
        var said = effects
            .Where(effect => effect is not (Statement or WalletBalance or Unmatched))
            .ToArray();
        if (narrow)
            foreach (var each in said.Take(MostShown))
                ReplayList.Write(each, console);
        else if (said.Length > 0)
            console.Write(Said(said.Take(MostShown)));
        if (said.Length > MostShown)
            console.WriteLine(
                $"… and {Counted.Of(said.Length - MostShown)} more; --format ndjson has them all."
            );
        if (statements.Length + said.Length == 0)
            console.WriteLine("No cycle has ended, nothing was asked, nothing was exceeded.");
    }

    private static void Write(Statement statement, IAnsiConsole console)
    {
        var table = new Table()
            .Border(TableBorder.Simple)
            .Title(
                $"[bold]{Shown(statement.Account.Text)}[/] · {Shown(statement.Policy)} · {Day(statement.From)} to {Day(statement.Time)}"
            )
            .Expand();
        table.AddColumn("Clause");
        foreach (var name in new[] { "Quantity", "Included", "Billable", "Price", "Amount" })
            table.AddColumn(new TableColumn(name).RightAligned());
        table.AddColumn("");
        var empty = 0;
        foreach (var line in statement.Lines)
            if (IsEmpty(line))
                empty++;
            else
                Add(table, line, statement.Currency);
        var rest = Empty(empty);
        var proposed = statement.Proposed.IsZero ? "" : $"{statement.Proposed} proposed";
        table.AddRow(
            $"[dim]{rest}[/]",
            "",
            "",
            "",
            "[bold]due[/]",
            $"[bold]{statement.Due} {statement.Currency}[/]",
            proposed
        );
        console.Write(table);
    }

    private static void Add(Table table, Line line, string currency) =>
        table.AddRow(
            Shown($"{line.Clause} ({line.Version})"),
            Amount(line),
            Readable(line.Included.ToString()),
            Readable(line.Billable.ToString()),
            Price(line),
            $"{line.Amount} {currency}",
            Status(line)
        );

    /// <summary>What a line's price is, and for how much.</summary>
    internal static string Price(Line line) =>
        line.UnitPrice is null
            ? "at cost"
            : $"{line.UnitPrice} / {(line.Per == Quantity.One ? line.Unit : Of(line.Per, line))}";

    /// <summary>What a line counts, with its unit.</summary>
    internal static string Amount(Line line) => Of(line.Quantity, line);

    private static string Of(Quantity quantity, Line line) =>
        $"{Readable(quantity.ToString())} {(quantity == Quantity.One ? line.Unit : line.Units ?? line.Unit)}";

    /// <summary>Whether a line is due, proposed or waived.</summary>
    internal static string Status(Line line) => line.Status.ToString().ToLowerInvariant();

    /// <summary>How many lines are left out.</summary>
    internal static string Empty(int count) =>
        count == 0 ? "" : $"{Counted.Of(count, "line")} with nothing to bill";

    private static Table Said(IEnumerable<Effect> said)
    {
        var table = new Table()
            .Border(TableBorder.Simple)
            .Title("[bold]Answers, cases and notices[/]")
            .Expand();
        table.AddColumn(new TableColumn("Time (UTC)").NoWrap());
        foreach (var name in new[] { "Account", "What", "Clause" })
            table.AddColumn(new TableColumn(name).NoWrap());
        table.AddColumn("Why");
        foreach (var effect in said)
        {
            var (what, clauses, why) = Parts(effect);
            table.AddRow(
                Instant(effect.Time),
                Shown(effect.Account.Text),
                Coloured(what),
                Lines(clauses),
                Lines(why)
            );
        }
        return table;
    }

    internal static (string What, IEnumerable<string> Clauses, IEnumerable<string> Why) Parts(
        Effect effect
    ) =>
        effect switch
        {
            Decision decision => (
                Word(decision.Outcome),
                decision.Reasons.Select(reason => $"{reason.Clause} ({reason.Cited.Version})"),
                decision.Reasons.Select(Sentence.Of)
            ),
            Case opened => (
                "case",
                [$"{opened.Clause} ({opened.Cited.Version})"],
                [
                    opened.Facts.Find(NamedFigure.Of) is { } whose
                        ? $"{Sentence.Of(opened)} ({whose.Value})"
                        : Sentence.Of(opened),
                ]
            ),
            Notice notice => (notice.What, [notice.Clause.Slug], [Sentence.Of(notice)]),
            StepChanged step => ("step", [step.Clause.Slug], [StandingSentence.Of(step)]),
            CaseChanged changed => ("case-state", [], [StandingSentence.Of(changed)]),
            AppealChanged appeal => ("appeal", [], [StandingSentence.Of(appeal)]),
            RequestChanged request => (
                "exception",
                [request.Clause.Slug],
                [StandingSentence.Of(request)]
            ),
            ActUnmet act => ("unmatched", [], [StandingSentence.Of(act)]),
            ThingChanged changed => (
                "object",
                [changed.Cited.Clause.Slug],
                [VaultSentence.Of(changed)]
            ),
            HoldChanged hold => ("hold", [], [VaultSentence.Of(hold)]),
            CopyChanged copy => ("offload", [], [VaultSentence.Of(copy)]),
            RetrievalChanged changed => ("retrieval", [], [VaultSentence.Of(changed)]),
            ExportChanged export => ("export", [], [VaultSentence.Of(export)]),
            _ => throw new InvalidOperationException($"an effect that is not said: {effect}"),
        };

    /// <summary>Several texts, one below the other, as markup.</summary>
    private static string Lines(IEnumerable<string> texts) =>
        string.Join('\n', texts.Select(Shown));

    /// <summary>Text from the input as markup that says just that.</summary>
    private static string Shown(string text) => Markup.Escape(Printable.Line(text));

    private static string Word(Outcome outcome) => outcome.ToString().ToLowerInvariant();

    private static string Coloured(string what) =>
        what switch
        {
            "deny" => "[red]deny[/]",
            "warn" => "[yellow]warn[/]",
            "allow" => "[green]allow[/]",
            "case" => "[bold]case[/]",
            _ => Shown(what),
        };

    internal static bool IsEmpty(Line line) => line.Quantity.IsZero && line.Amount.IsZero;

    /// <summary>A quantity with at most three decimals and grouped digits: people read it, programs have the exact one.</summary>
    internal static string Readable(string quantity) =>
        decimal.TryParse(quantity, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("#,0.###", CultureInfo.InvariantCulture)
            : quantity;

    internal static string Day(Moment at) =>
        at.Instant.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    internal static string Instant(Moment at) =>
        at.Instant.ToString("uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
