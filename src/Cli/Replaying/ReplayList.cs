using Evenhand.Core.Effects;
using Evenhand.Core.Time;
using Spectre.Console;

namespace Evenhand.Cli.Replaying;

/// <summary>Shows a replay where a table has no room: one record a block, each value on a line of its own.</summary>
internal static class ReplayList
{
    /// <summary>Columns below which a table would lose what people look for.</summary>
    public const int Narrow = 110;

    /// <summary>A statement: its lines, then what is due.</summary>
    public static void Write(Statement statement, IAnsiConsole console)
    {
        console.MarkupLine(
            $"[bold]{Shown(statement.Account.Text)}[/] · {Shown(statement.Policy)} · {ReplayTable.Day(statement.From)} to {ReplayTable.Day(statement.Time)}"
        );
        var empty = statement.Lines.Count(ReplayTable.IsEmpty);
        foreach (var line in statement.Lines.Where(line => !ReplayTable.IsEmpty(line)))
        {
            Row(
                console,
                $"{line.Clause} ({line.Version})",
                $"{line.Amount} {statement.Currency} {ReplayTable.Status(line)}"
            );
            console.WriteLine(
                $"    {ReplayTable.Amount(line)}, {ReplayTable.Readable(line.Included.ToString())} included, {ReplayTable.Readable(line.Billable.ToString())} billable, {ReplayTable.Price(line)}"
            );
        }
        if (empty > 0)
            console.WriteLine($"  {ReplayTable.Empty(empty)}");
        Row(console, "due", $"{statement.Due} {statement.Currency}");
        if (!statement.Proposed.IsZero)
            Row(console, "proposed", $"{statement.Proposed} {statement.Currency}");
        console.WriteLine();
    }

    /// <summary>An answer, a case or a notice: when and to whom, then why.</summary>
    public static void Write(Effect said, IAnsiConsole console)
    {
        var (what, clauses, why) = ReplayTable.Parts(said);
        console.MarkupLine(
            $"{ReplayTable.Instant(said.Time)}  {Shown(said.Account.Text)}  [bold]{Shown(what)}[/]"
        );
        foreach (var clause in clauses)
            console.WriteLine($"    {Printable.Line(clause)}");
        foreach (var sentence in why)
            console.WriteLine($"    {Printable.Line(sentence)}");
    }

    private static void Row(IAnsiConsole console, string name, string value) =>
        console.MarkupLine($"  {Shown(name)}: [bold]{Shown(value)}[/]");

    private static string Shown(string text) => Markup.Escape(Printable.Line(text));
}
