using System.Globalization;
using System.Text;
using Evenhand.Policies.Reading;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Evenhand.Policies.Publishing;

/// <summary>The prose of a clause as plain text, as it is read on its page: without the blocks that run, which stand apart there.</summary>
public static class PlainProse
{
    /// <summary>The text of a clause, with a blank line between paragraphs; null where the document has no such clause.</summary>
    public static string? Of(Document document, string slug)
    {
        if (document.Clause(slug) is not { } clause)
            return null;
        var running = clause.Blocks.Select(each => (Block)each.Fence).ToHashSet();
        return string.Join(
            "\n\n",
            clause
                .Content.Where(block => !running.Contains(block))
                .Select(Text)
                .Where(text => text.Length > 0)
        );
    }

    private static string Text(Block block) =>
        block switch
        {
            HtmlBlock => "",
            ListBlock list => string.Join(
                '\n',
                list.OfType<ListItemBlock>().Select((item, at) => Item(list, item, at))
            ),
            Markdig.Extensions.Tables.Table table => string.Join(
                '\n',
                table.OfType<TableRow>().Select(Row)
            ),
            ContainerBlock container => Joined(container, "\n\n"),
            CodeBlock code => code.Lines.ToString(),
            LeafBlock { Inline: { } inlines } => Words(inlines).Trim(),
            _ => "",
        };

    private static string Joined(ContainerBlock container, string between) =>
        string.Join(between, container.Select(Text).Where(text => text.Length > 0));

    private static string Item(ListBlock list, ListItemBlock item, int at)
    {
        var mark = list.IsOrdered ? $"{(at + 1).ToString(CultureInfo.InvariantCulture)}. " : "- ";
        return mark + Joined(item, " ");
    }

    private static string Row(TableRow row) =>
        string.Join(" | ", row.OfType<TableCell>().Select(cell => Joined(cell, " ")));

    private static string Words(ContainerInline inlines)
    {
        var words = new StringBuilder();
        foreach (var inline in inlines.Descendants())
            words.Append(
                inline switch
                {
                    LiteralInline literal => literal.Content.ToString(),
                    CodeInline code => code.Content,
                    AutolinkInline link => link.Url,
                    HtmlEntityInline entity => entity.Transcoded.ToString(),
                    LineBreakInline => " ",
                    _ => "",
                }
            );
        return words.ToString();
    }
}
