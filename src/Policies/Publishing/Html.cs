using System.Globalization;
using System.Text;

namespace Evenhand.Policies.Publishing;

/// <summary>HTML as it is written, front to back. All text and every attribute is escaped here and nowhere else.</summary>
internal sealed class Html
{
    private readonly StringBuilder text = new();
    private readonly Dictionary<string, int> named = [];

    /// <summary>What is escaped of a text that stands in an element or in a quoted attribute.</summary>
    public static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>A label that no other region of the page has.</summary>
    public string Unique(string label)
    {
        var count = named[label] = named.GetValueOrDefault(label) + 1;
        return count == 1 ? label : $"{label} ({count.ToString(CultureInfo.InvariantCulture)})";
    }

    /// <summary>Opens an element.</summary>
    public Html Open(string tag, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        text.Append('<').Append(tag);
        foreach (var (name, value) in attributes)
            text.Append(' ').Append(name).Append("=\"").Append(Escaped(value)).Append('"');
        text.Append('>');
        return this;
    }

    /// <summary>Closes an element.</summary>
    public Html Close(string tag)
    {
        text.Append("</").Append(tag).Append('>');
        return this;
    }

    /// <summary>Closes an element that ends a line of the page's source.</summary>
    public Html End(string tag) => Close(tag).Line();

    /// <summary>Words.</summary>
    public Html Say(string words)
    {
        text.Append(Escaped(words));
        return this;
    }

    /// <summary>An element with words in it.</summary>
    public Html Say(
        string tag,
        string words,
        params ReadOnlySpan<(string Name, string Value)> attributes
    ) => Open(tag, attributes).Say(words).Close(tag);

    /// <summary>HTML that one of our own renderers has escaped already.</summary>
    public Html Made(string html)
    {
        text.Append(html);
        return this;
    }

    /// <summary>A new line in the page's source.</summary>
    public Html Line()
    {
        text.Append('\n');
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
