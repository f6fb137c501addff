using System.Text;

namespace Evenhand.Policies.Publishing;

/// <summary>A paper as plain text, with lines that fit a letter.</summary>
public static class PaperText
{
    private const int Widest = 78;

    /// <summary>The text.</summary>
    public static string Of(Paper paper)
    {
        var text = new StringBuilder();
        Headed(text, paper.Title, '=');
        Names(text, paper.Facts);
        foreach (var section in paper.Sections)
            if (!section.Blocks.IsEmpty)
            {
                Headed(text, section.Title, '-');
                foreach (var block in section.Blocks)
                    Write(text, block);
            }
        Wrap(text, paper.Foot, "", "");
        return text.ToString();
    }

    private static void Write(StringBuilder text, PaperBlock block)
    {
        switch (block)
        {
            case PaperBlock.Heading heading:
                Wrap(text, heading.Text, "", "");
                break;
            case PaperBlock.Words words:
                Wrap(text, words.Text, "", "");
                break;
            case PaperBlock.Points points:
                foreach (var item in points.Items)
                    Wrap(text, item, "* ", "  ");
                break;
            case PaperBlock.Names names:
                Names(text, names.Items);
                return;
            case PaperBlock.Quote quote:
                foreach (var line in quote.Text.Split('\n'))
                    Wrap(text, line, "> ", "> ");
                break;
            default:
                throw new InvalidOperationException($"no block of a paper: {block}");
        }
        text.Append('\n');
    }

    private static void Headed(StringBuilder text, string title, char under)
    {
        text.Append(title).Append('\n');
        text.Append(under, Math.Min(title.Length, Widest)).Append("\n\n");
    }

    private static void Names(StringBuilder text, IReadOnlyList<(string Name, string Words)> items)
    {
        foreach (var (name, words) in items)
            Wrap(text, $"{name}: {words}", "", "  ");
        if (items.Count > 0)
            text.Append('\n');
    }

    /// <summary>
    /// Breaks lines between words; a word that is longer than a line stands on one of its own. A sign that moves a terminal is left
    /// out, whoever wrote it.
    /// </summary>
    private static void Wrap(StringBuilder text, string words, string first, string next)
    {
        var line = new StringBuilder(first);
        var isEmpty = true;
        foreach (var word in words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Widest)
            {
                text.Append(line).Append('\n');
                line.Clear().Append(next);
                isEmpty = true;
            }
            line.Append(isEmpty ? "" : " ").Append(Plain(word));
            isEmpty = false;
        }
        text.Append(line.ToString().TrimEnd()).Append('\n');
    }

    private static string Plain(string word) =>
        word.Any(char.IsControl) ? string.Concat(word.Where(each => !char.IsControl(each))) : word;
}
