namespace Evenhand.Policies.Publishing;

/// <summary>A table of a sheet.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Head">The heads of its columns; the first cell of a row heads the row.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Numbers">The first column of figures; those after it hold figures too.</param>
public sealed record Sheet(
    string Caption,
    IReadOnlyList<string> Head,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    int Numbers
);

/// <summary>A page of facts and tables, such as a statement, to be read on a screen and printed; it stands alone.</summary>
public static class SheetPage
{
    /// <summary>The page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="facts">What is said of the whole, each under its name.</param>
    /// <param name="sheets">The tables; one without rows is left out.</param>
    public static string Of(
        string title,
        IEnumerable<(string Name, string Words)> facts,
        IEnumerable<Sheet> sheets
    )
    {
        var html = new Html();
        Frame.Begin(html, title, title);
        html.Open("main", ("id", Frame.Main)).Line();
        html.Say("h1", title).Line();
        html.Open("dl").Line();
        foreach (var (name, words) in facts)
            html.Say("dt", name).Say("dd", words).Line();
        html.End("dl");
        foreach (var sheet in sheets)
            if (sheet.Rows.Count > 0)
                Table.Write(html, sheet.Caption, sheet.Head, sheet.Rows, sheet.Numbers);
        html.End("main");
        return Frame.End(html);
    }
}
