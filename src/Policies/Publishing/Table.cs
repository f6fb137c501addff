namespace Evenhand.Policies.Publishing;

/// <summary>Tables that scroll sideways by themselves, and by the keyboard, where they are wider than the page.</summary>
internal static class Table
{
    /// <summary>Writes a table.</summary>
    /// <param name="html">The page.</param>
    /// <param name="caption">What it shows.</param>
    /// <param name="head">The heads of its columns.</param>
    /// <param name="rows">Its rows; the first cell of each heads the row.</param>
    /// <param name="numbers">The first column of figures; those after it hold figures too.</param>
    public static void Write(
        Html html,
        string caption,
        IReadOnlyList<string> head,
        IEnumerable<IReadOnlyList<string>> rows,
        int numbers = 1
    )
    {
        Begin(html, caption, head, numbers);
        foreach (var row in rows)
            Row(html, row, numbers);
        End(html);
    }

    /// <summary>Begins a table whose rows are written by hand.</summary>
    public static void Begin(Html html, string caption, IReadOnlyList<string> head, int numbers)
    {
        html.Open(
            "div",
            ("class", "scroll"),
            ("role", "region"),
            ("tabindex", "0"),
            ("aria-label", html.Unique(caption))
        );
        html.Open("table").Say("caption", caption).Open("thead").Open("tr");
        for (var i = 0; i < head.Count; i++)
            html.Say("th", head[i], ("scope", "col"), ("class", i < numbers ? "word" : "number"));
        html.Close("tr").Close("thead").Open("tbody").Line();
    }

    /// <summary>Ends it.</summary>
    public static void End(Html html) => html.Close("tbody").Close("table").End("div");

    private static void Row(Html html, IReadOnlyList<string> row, int numbers)
    {
        html.Open("tr").Say("th", row[0], ("scope", "row"));
        for (var i = 1; i < row.Count; i++)
            html.Say("td", row[i], ("class", i < numbers ? "word" : "number"));
        html.End("tr");
    }
}
