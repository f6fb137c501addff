using Spectre.Console;

namespace Evenhand.Cli.Reading;

/// <summary>A column of a listing.</summary>
/// <param name="Name">Its heading.</param>
internal sealed record Column(string Name)
{
    /// <summary>Whether it is a figure, which stands to the right.</summary>
    public bool IsFigure { get; init; }

    /// <summary>Whether it says what the row is about: it begins the block where there is no room for a table.</summary>
    public bool IsLead { get; init; }

    /// <summary>Whether it is a sentence, which stands for itself.</summary>
    public bool IsText { get; init; }
}

/// <summary>
/// Rows for people: a table where there is room for one, else a block for each row, so that nothing is cut. The colours are the
/// terminal's own. Columns in which nothing stands are left out.
/// </summary>
internal sealed class Listing(params Column[] columns)
{
    private const string Between = "  ";
    private const string Indent = "    ";

    private readonly List<string[]> rows = [];

    /// <summary>Whether it has no rows.</summary>
    public bool IsEmpty => rows.Count == 0;

    /// <summary>Adds a row.</summary>
    public void Add(params string[] cells) => rows.Add([.. cells.Select(Printable.Line)]);

    /// <summary>Writes it; nothing where it is empty.</summary>
    public void Write(IAnsiConsole console)
    {
        if (IsEmpty)
            return;
        var used = Used();
        int[] widths = [.. used.Select(Width)];
        if (widths.Sum() + Between.Length * (used.Length - 1) <= console.Profile.Width)
            WriteTable(console, used, widths);
        else
            WriteBlocks(console);
    }

    /// <summary>Writes a block for each row, whatever room there is.</summary>
    public void WriteBlocks(IAnsiConsole console)
    {
        var used = Used();
        foreach (var row in rows)
            WriteBlock(console, used, row);
    }

    private int[] Used() => [.. Enumerable.Range(0, columns.Length).Where(IsUsed)];

    private bool IsUsed(int column) => rows.Any(row => row[column].Length > 0);

    private int Width(int column) =>
        Math.Max(columns[column].Name.GetCellWidth(), rows.Max(row => row[column].GetCellWidth()));

    private void WriteTable(IAnsiConsole console, int[] used, int[] widths)
    {
        var heads = used.Select((column, i) => Cell(columns[column].Name, column, widths[i]));
        console.MarkupLine($"[bold]{Markup.Escape(Joined(heads))}[/]");
        foreach (var row in rows)
            console.MarkupLine(
                Markup.Escape(
                    Joined(used.Select((column, i) => Cell(row[column], column, widths[i])))
                )
            );
    }

    private string Cell(string text, int column, int width)
    {
        var room = new string(' ', width - text.GetCellWidth());
        return columns[column].IsFigure ? room + text : text + room;
    }

    private static string Joined(IEnumerable<string> cells) =>
        string.Join(Between, cells).TrimEnd();

    private void WriteBlock(IAnsiConsole console, int[] used, string[] row)
    {
        var filled = used.Where(column => row[column].Length > 0).ToList();
        var lead = filled.Where(column => columns[column].IsLead).Select(column => row[column]);
        console.MarkupLine($"[bold]{Markup.Escape(string.Join(Between, lead))}[/]");
        var others = filled.Where(column => !columns[column].IsLead).ToList();
        var named = others.Where(column => !columns[column].IsText);
        Wrap(
            console,
            [.. named.Select(column => $"{columns[column].Name.ToLowerInvariant()} {row[column]}")],
            ", "
        );
        foreach (var column in others.Where(column => columns[column].IsText))
            Wrap(console, row[column].Split(' '), " ");
    }

    /// <summary>Parts, as many on a line as there is room for.</summary>
    private static void Wrap(IAnsiConsole console, string[] parts, string between)
    {
        var line = "";
        for (var i = 0; i < parts.Length; i++)
        {
            var part = i < parts.Length - 1 ? parts[i] + between : parts[i];
            if (
                line.Length > 0
                && (Indent + line + part.TrimEnd()).GetCellWidth() > console.Profile.Width
            )
            {
                console.MarkupLine(Markup.Escape(Indent + line.TrimEnd()));
                line = "";
            }
            line += part;
        }
        if (line.Length > 0)
            console.MarkupLine(Markup.Escape(Indent + line));
    }
}
