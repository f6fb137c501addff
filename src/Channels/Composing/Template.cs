using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Evenhand.Node.Stored;
using Markdig;

namespace Evenhand.Channels.Composing;

/// <summary>A letter with fields.</summary>
internal sealed partial class Template
{
    private const string SubjectMark = "Subject: ";
    private const int LongestSubject = 200;

    /// <summary>What is written as HTML in a template is text.</summary>
    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder()
        .DisableHtml()
        .Build();

    private readonly string subject;
    private readonly string[] lines;

    private Template(string text, string subject, string[] lines) =>
        (Text, this.subject, this.lines) = (text, subject, lines);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a template.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="problems">Takes what is wrong, with lines from 1.</param>
    /// <returns>The template; null where anything is wrong.</returns>
    public static Template? Read(string text, ICollection<(int Line, string Problem)> problems)
    {
        var before = problems.Count;
        var lines = text.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        if (!lines[0].StartsWith(SubjectMark, StringComparison.Ordinal))
            problems.Add((1, $"the first line is `{SubjectMark}` and what it is about"));
        if (lines.Length < 3 || lines[1].Length > 0)
            problems.Add((2, "after the subject a blank line stands, and then the text"));
        for (var at = 0; at < lines.Length; at++)
            foreach (Match field in Field().Matches(lines[at]))
                if (!Fields.Has(field.Groups[1].Value))
                    problems.Add(
                        (
                            at + 1,
                            $"there is no field {field.Groups[1].Value}; there are {string.Join(", ", Fields.Names)}"
                        )
                    );
        return problems.Count > before
            ? null
            : new Template(text, lines[0][SubjectMark.Length..].Trim(), lines[2..]);
    }

    /// <summary>The letter on something that was told.</summary>
    public Message Of(Letter letter)
    {
        var values = new List<string>();
        var kept = lines.Where(line => IsKept(line, letter)).ToArray();
        var marked = string.Join('\n', kept.Select(line => Marked(line, letter, values)));
        var html = Markdig.Markdown.ToHtml(marked, Markdown);
        return new Message(
            OneLine(Filled(subject, letter)),
            string.Join('\n', kept.Select(line => Filled(line, letter))).Trim() + "\n"
        )
        {
            Html = Mark().Replace(html, mark => WebUtility.HtmlEncode(values[Place(mark)])),
        };
    }

    /// <summary>A line that would say nothing is left out.</summary>
    private static bool IsKept(string line, Letter letter)
    {
        var fields = Field().Matches(line);
        return fields.Count == 0
            || fields.Any(field => Fields.Of(field.Groups[1].Value, letter).Length > 0);
    }

    private static string Filled(string line, Letter letter) =>
        Field().Replace(line, field => Fields.Of(field.Groups[1].Value, letter));

    /// <summary>What a field says is put in after the Markdown was read, so that it is no Markdown.</summary>
    private static string Marked(string line, Letter letter, List<string> values) =>
        Field()
            .Replace(
                line,
                field =>
                {
                    if (field.Groups[1].Value == Fields.Link)
                        return $"<{letter.Link}>";
                    values.Add(Fields.Of(field.Groups[1].Value, letter));
                    return $"Zx{values.Count - 1}xZ";
                }
            );

    private static int Place(Match mark) =>
        int.Parse(mark.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A subject is a field of a message: no line may end in it.</summary>
    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var each in text)
            line.Append(char.IsControl(each) ? ' ' : each);
        return line.Length > LongestSubject ? line.ToString(0, LongestSubject) : line.ToString();
    }

    [GeneratedRegex(@"\{\{\s*([a-z_]+)\s*\}\}")]
    private static partial Regex Field();

    [GeneratedRegex(@"Zx(\d+)xZ")]
    private static partial Regex Mark();
}
