using System.Text;

namespace Evenhand.Policies.Language;

/// <summary>The vocabulary as tables in Markdown, for the section of <c>docs/LANGUAGE.md</c> that is generated.</summary>
public static class VocabularyTables
{
    private const string Begin = "<!-- vocabulary:";
    private const string End = "<!-- end of the vocabulary -->";

    /// <summary>The document with its section made current; null when it has no such section.</summary>
    public static string? Renew(string document)
    {
        var begin = document.IndexOf(Begin, StringComparison.Ordinal);
        var end = document.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            return null;
        var first = document.IndexOf('\n', begin) + 1;
        return document[..first] + Current() + document[end..];
    }

    private static string Current()
    {
        var text = new StringBuilder();
        foreach (var (title, parts) in Vocabulary.Groups)
        {
            text.Append('\n')
                .Append("### ")
                .Append(title)
                .Append("\n| part | what it does, and its keys |\n|---|---|\n");
            foreach (var part in parts)
                text.Append("| `")
                    .Append(part.Shape.Name)
                    .Append("` | ")
                    .Append(Row(part.Shape))
                    .Append(" |\n");
        }
        return text.Append('\n').ToString();
    }

    private static string Row(Shape shape)
    {
        var keys = string.Join(" · ", shape.Keys.Select(Described));
        var one = shape.ExactlyOne.IsEmpty ? "" : $" Exactly one of {Quoted(shape.ExactlyOne)}.";
        var most = shape.AtMostOne.IsEmpty ? "" : $" At most one of {Quoted(shape.AtMostOne)}.";
        return $"{shape.Doc}{one}{most}<br>{keys}"
            .Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("*", "\\*", StringComparison.Ordinal);
    }

    private static string Described(Key key)
    {
        var needed = key.Required ? "*" : "";
        var doc = key.Doc.Length > 0 ? $" ({key.Doc})" : "";
        var kind = key.Kind.Name == key.Name ? "" : $" {key.Kind.Name}";
        return $"`{key.Name}`{needed}{kind}{doc}";
    }

    private static string Quoted(IEnumerable<string> names) =>
        string.Join(", ", names.Select(name => $"`{name}`"));
}
