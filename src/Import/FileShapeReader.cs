using System.Text;

namespace Evenhand.Import;

/// <summary>The <c>file</c> part of a map.</summary>
internal static class FileShapeReader
{
    private static readonly UTF8Encoding Utf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    private static readonly Dictionary<string, Encoding> Encodings = new()
    {
        ["utf-8"] = Utf8,
        ["latin-1"] = Encoding.Latin1,
    };

    /// <summary>A comma-separated UTF-8 file with a header line.</summary>
    public static readonly FileShape Default = new(',', Utf8, HasHeader: true, [], null);

    public static FileShape Read(MapPart? node, MapProblems problems)
    {
        if (node is null)
        {
            return Default;
        }

        var hasHeader = node.Flag("header") ?? true;
        FileShape shape = new(
            Delimiter(node, problems),
            EncodingOf(node, problems),
            hasHeader,
            node.Texts("columns"),
            node.WholeNumber("at_least", 1)
        );
        if (hasHeader && !shape.Columns.IsEmpty)
        {
            problems.Add(
                node.Take("columns")!,
                "`columns` names the columns of a file without a header line; say `header: false` too"
            );
        }

        if (shape.Columns.Distinct().Count() < shape.Columns.Length)
        {
            problems.Add(node.Take("columns")!, "`columns` names a column twice");
        }

        node.Close();
        return shape;
    }

    private static char Delimiter(MapPart node, MapProblems problems)
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

    private static Encoding EncodingOf(MapPart node, MapProblems problems) =>
        node.Text("encoding") is { } text
            ? problems.Choice(node.Take("encoding")!, "encoding", text, Encodings) ?? Utf8
            : Utf8;
}
