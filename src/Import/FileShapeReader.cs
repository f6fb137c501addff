using Evenhand.Import.Files;
using Evenhand.Notation;

namespace Evenhand.Import;

/// <summary>The <c>file</c> part of a map.</summary>
internal sealed class FileShapeReader(MapProblems problems)
{
    private static readonly Dictionary<string, string> Formats = new()
    {
        ["csv"] = "csv",
        ["log"] = "log",
        ["json-lines"] = "json-lines",
        ["json"] = "json",
    };

    /// <param name="node">The part; null for a comma-separated UTF-8 file with a header line.</param>
    /// <param name="usual">The format of a map that does not say one.</param>
    public FileShape Read(MapPart? node, FileFormat usual)
    {
        if (node is null)
            return new FileShape { Format = usual };
        var format = FormatOf(node, usual);
        var hasHeader = node.Flag("header") ?? format == FileFormat.Csv;
        var isSearched = node.Text("preamble") == "until-header";
        var shape = new FileShape
        {
            Format = format,
            Delimiter = Delimiter(node),
            Encoding = EncodingOf(node),
            HasHeader = hasHeader,
            HeaderIsSearched = isSearched,
            Columns = node.Texts("columns"),
            AtLeast = node.WholeNumber("at_least", 1),
            Preamble = isSearched ? 0 : node.WholeNumber("preamble", 0) ?? 0,
            Footer = node.WholeNumber("footer", 0) ?? 0,
            Totals = node.Texts("totals"),
            Empty = node.Texts("empty"),
            IsUrlEncoded = node.Flag("url_encoded") ?? false,
            IsNewestFirst = node.Flag("newest_first") ?? false,
            Figures = FiguresOf(node),
        };
        CheckColumns(node, shape);
        node.Close();
        return shape;
    }

    private void CheckColumns(MapPart node, FileShape shape)
    {
        if (shape is { HasHeader: true, Columns.IsEmpty: false })
            problems.Add(
                node.Take("columns")!,
                "`columns` names the columns of a file without a header line; say `header: false` too"
            );
        if (shape.Columns.Distinct().Count() < shape.Columns.Length)
            problems.Add(node.Take("columns")!, "`columns` names a column twice");
        if (shape is { HeaderIsSearched: true, HasHeader: false })
            problems.Add(node.Take("preamble")!, "without a header none can be searched for");
        if (shape.Totals.Contains(""))
            problems.Add(node.Take("totals")!, "a word of `totals` has at least one character");
    }

    private FileFormat FormatOf(MapPart node, FileFormat usual)
    {
        if (node.Text("format") is not { } text)
            return usual;
        return problems.Choice(node.Take("format")!, "format", text, Formats) switch
        {
            "log" => FileFormat.Log,
            "json-lines" => FileFormat.JsonLines,
            "json" => FileFormat.Json,
            _ => FileFormat.Csv,
        };
    }

    private Figures FiguresOf(MapPart node)
    {
        var point = Mark(node, "decimal", "") ?? '.';
        var grouping = Mark(node, "grouping", "blank");
        if (grouping == point)
            problems.Add(
                node.At,
                "`decimal` and `grouping` are the same mark; one figure would have two meanings"
            );
        return new Figures(point, grouping);
    }

    private char? Mark(MapPart node, string key, string word)
    {
        switch (node.Text(key))
        {
            case null:
                return null;
            case "blank" when word == "blank":
                return ' ';
            case ['.' or ',' or '\'' or '’' or ' ' or '\u00A0' or '\u202F'] text:
                return text[0];
            case var other:
                problems.Add(
                    node.Take(key)!,
                    $"`{key}` is '{other}'; it is a mark such as \",\" or \".\"{(word.Length > 0 ? ", or `blank`" : "")}"
                );
                return null;
        }
    }

    private char Delimiter(MapPart node)
    {
        switch (node.Text("delimiter"))
        {
            case null:
                return ',';
            case "tab":
                return '\t';
            case [var single] when single is not ('"' or '\r' or '\n' or ' '):
                return single;
            case var other:
                problems.Add(
                    node.Take("delimiter")!,
                    $"`delimiter` is '{other}'; it is one character, such as \";\", or `tab`"
                );
                return ',';
        }
    }

    private string EncodingOf(MapPart node) =>
        node.Text("encoding") is { } text
            ? problems.Choice(node.Take("encoding")!, "encoding", text, TextEncoding.Names)
                ?? "utf-8"
            : "utf-8";
}
