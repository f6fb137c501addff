using Evenhand.Core.Effects;
using Evenhand.Runtime.Output;
using Spectre.Console;

namespace Evenhand.Cli.Replaying;

/// <summary>Shows a replay to a person: statements line by line, then what else was said.</summary>
internal static class ReplayTable
{
    /// <summary>The most answers and notices that are shown; the rest is counted.</summary>
    private const int MostShown = 40;

    /// <summary>Writes the tables.</summary>
    public static void Write(IReadOnlyList<Effect> effects, IAnsiConsole console)
    {
        var statements = effects.OfType<Statement>().ToArray();
        if (statements.Length > 0)
            console.Write(Statements(statements));
        var said = effects.Where(effect => effect is Decision or Case or Notice).ToArray();
        if (said.Length > 0)
            console.Write(Said(said.Take(MostShown)));
        if (said.Length > MostShown)
            console.WriteLine(
                $"… and {said.Length - MostShown} more answers, cases and notices; --format ndjson has them all."
            );
        if (statements.Length + said.Length == 0)
            console.WriteLine("No cycle has ended, nothing was asked, nothing was exceeded.");
    }

    private static Table Statements(IEnumerable<Statement> statements)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("Statements");
        table.AddColumns("Account", "Cycle from", "Clause");
        foreach (var name in new[] { "Quantity", "Included", "Billable", "Unit price", "Amount" })
            table.AddColumn(new TableColumn(name).RightAligned());
        table.AddColumn("Status");
        foreach (var statement in statements)
            Add(table, statement);
        return table;
    }

    private static void Add(Table table, Statement statement)
    {
        var first = true;
        foreach (var line in statement.Lines)
        {
            var per = line.Per == "1" ? "" : $" / {line.Per}";
            table.AddRow(
                first ? Shown($"{statement.Account} ({statement.Policy})") : "",
                first ? EffectJson.Instant(statement.From) : "",
                Shown($"{line.Clause}"),
                Shown($"{line.Quantity} {line.Unit}"),
                line.Included,
                line.Billable,
                line.UnitPrice is null ? "at cost" : $"{line.UnitPrice}{per}",
                $"{line.Amount} {statement.Currency}",
                line.Status.ToString().ToLowerInvariant()
            );
            first = false;
        }
        table.AddRow(
            first ? Shown($"{statement.Account} ({statement.Policy})") : "",
            first ? EffectJson.Instant(statement.From) : "",
            "[bold]total[/]",
            "",
            "",
            "",
            "",
            $"[bold]{statement.Due} {statement.Currency}[/]",
            statement.Proposed.Trim('0') == "." ? "" : $"+ {statement.Proposed} proposed"
        );
        table.AddEmptyRow();
    }

    private static Table Said(IEnumerable<Effect> said)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("Answers, cases and notices");
        table.AddColumns("Time", "Account", "What", "Clause", "Message");
        foreach (var effect in said)
        {
            var (what, clauses, messages) = Parts(effect);
            table.AddRow(
                Shown(EffectJson.Instant(effect.Time)),
                Shown(effect.Account),
                Shown(what),
                Lines(clauses),
                Lines(messages)
            );
        }
        return table;
    }

    /// <summary>Several texts, one below the other, as markup.</summary>
    private static string Lines(IEnumerable<string> texts) =>
        string.Join('\n', texts.Select(Shown));

    /// <summary>Text from the input as markup that says just that.</summary>
    private static string Shown(string text) => Markup.Escape(Printable.Line(text));

    private static (string What, IEnumerable<string> Clauses, IEnumerable<string> Messages) Parts(
        Effect effect
    ) =>
        effect switch
        {
            Decision decision => (
                decision.Outcome.ToString().ToLowerInvariant(),
                decision.Reasons.Select(reason => $"{reason.Clause} ({reason.Version})"),
                decision.Reasons.Select(reason => reason.Message)
            ),
            Case opened => (
                "case",
                [$"{opened.Clause} ({opened.Version})"],
                [opened.Message, Figures(opened)]
            ),
            Notice notice => (notice.What, [notice.Clause], [notice.Message]),
            _ => throw new InvalidOperationException($"nobody is told of {effect}"),
        };

    private static string Figures(Case opened) =>
        string.Join(", ", opened.Figures.Select(figure => $"{figure.Name} {figure.Value}"));
}
