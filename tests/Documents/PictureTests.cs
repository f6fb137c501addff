using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Evenhand.Tests.Cli;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Documents;

/// <summary>The picture on the first page is drawn from a real policy and what it really answers.</summary>
public sealed partial class PictureTests
{
    private const int Wide = 88;
    private const int LineHeight = 19;
    private static readonly string File = RepositoryFile.PathOf("docs/pictures/clause.svg");

    private const string Style = """
        :root{--page:#fff;--edge:#d5d9e0;--ink:#1c2430;--muted:#5b6675;--figure:#0b5cad;--rule:#f4f6f9;--no:#a8201a;--yes:#17663a}
        @media (prefers-color-scheme:dark){:root{--page:#12161c;--edge:#333c48;--ink:#e6eaf0;--muted:#9aa5b4;--figure:#7db8f5;--rule:#1b2129;--no:#ff938c;--yes:#7fd6a4}}
        text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:var(--ink);white-space:pre}
        .box{fill:var(--page);stroke:var(--edge)}.rule{fill:var(--rule)}.muted{fill:var(--muted)}.figure{fill:var(--figure)}
        .head{font-weight:700}.no{fill:var(--no);font-weight:700}.yes{fill:var(--yes);font-weight:700}
        """;

    [Fact]
    [Trait("fault", "S2-29")]
    public void The_picture_shows_what_the_product_says()
    {
        var made = Drawn();
        if (Environment.GetEnvironmentVariable("EVENHAND_APPROVE") is "1")
            System.IO.File.WriteAllText(File, made);
        System
            .IO.File.ReadAllText(File)
            .ShouldBe(made, "docs/pictures/clause.svg: run this test with EVENHAND_APPROVE=1");
        var picture = XDocument.Parse(made);
        picture.Descendants().Attributes().ShouldNotContain(each => each.Name.LocalName == "href");
        made.ShouldNotContain("url(");
    }

    private static string Drawn()
    {
        using var evenhand = new EvenhandProcess();
        evenhand.Run("init printworks").Status.ShouldBe(0);
        var policy = System.IO.File.ReadAllText(
            Path.Combine(evenhand.Folder, "printworks/policies/printworks.md")
        );
        var replayed = evenhand.Run(
            "replay printworks/events.ndjson --policies printworks/policies"
        );
        var told = replayed.OutputLines.Select(line => JsonDocument.Parse(line).RootElement);
        var line = Kind(told, "statement").GetProperty("lines")[0];
        var reason = Kind(told, "decision").GetProperty("reasons")[0];
        var picture = new Picture();
        picture.Say("muted", "The clause that customers read, with the rule that runs");
        foreach (var text in Clause(policy))
            picture.Say(text.StartsWith('#') ? "head" : "", text);
        picture.Gap();
        picture.Say("muted", "What it comes to: a line of the statement");
        picture.Say(
            "yes",
            $"{Text(line, "title")}: {Text(line, "equation")}, {Text(line, "status")}"
        );
        picture.Gap();
        picture.Say("muted", "What it answers: 4,000 pages more on that day?");
        picture.Say("no", $"{Text(reason, "outcome")}: {Text(reason, "message")}");
        picture.Say(
            "muted",
            $"{Text(reason, "title")}, {Text(reason, "policy")} {Text(reason, "version")}, again at {Text(reason, "resets")}"
        );
        return picture.Svg();
    }

    /// <summary>The first clause, its words as they stand and its rule.</summary>
    private static IEnumerable<string> Clause(string policy)
    {
        var from = policy.IndexOf("### Pages", StringComparison.Ordinal);
        var to = policy.IndexOf("```yaml example", from, StringComparison.Ordinal);
        return policy[from..to]
            .Trim()
            .Split("\n\n")
            .SelectMany(part =>
                part.StartsWith('`') ? part.Split('\n') : [part.Replace('\n', ' ')]
            );
    }

    private static JsonElement Kind(IEnumerable<JsonElement> told, string kind) =>
        told.First(each => Text(each, "kind") == kind);

    private static string Text(JsonElement of, string field) => of.GetProperty(field).GetString()!;

    /// <summary>Lines of text on a sheet.</summary>
    private sealed partial class Picture
    {
        private readonly StringBuilder lines = new();
        private int y = 12;

        public void Gap() => y += LineHeight / 2;

        public void Say(string kind, string text)
        {
            foreach (var part in Folded(text))
            {
                y += LineHeight;
                lines.Append($"<text x=\"20\" y=\"{y}\"");
                if (kind.Length > 0)
                    lines.Append($" class=\"{kind}\"");
                lines.Append($">{Figures(new XText(part).ToString())}</text>\n");
            }
        }

        public string Svg()
        {
            var (width, height) = (Wide * 9, y + LineHeight);
            return $"""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="title">
                <title id="title">A clause of a policy, a line of a statement and an answer that follow from it</title>
                <style>
                {Style.ReplaceLineEndings("\n").TrimEnd()}
                </style>
                <rect class="box" x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8"/>
                {lines.ToString().TrimEnd()}
                </svg>

                """.ReplaceLineEndings("\n");
        }

        private static IEnumerable<string> Folded(string text)
        {
            while (text.Length > Wide)
            {
                var at = Blank().Matches(text).Last(blank => blank.Index <= Wide).Index;
                yield return text[..at];
                // Only what runs is indented where it goes on.
                text = text.Contains('{') ? $"  {text[(at + 1)..]}" : text[(at + 1)..];
            }
            yield return text;
        }

        /// <summary>Bound figures stand out.</summary>
        private static string Figures(string text) =>
            Figure().Replace(text, "<tspan class=\"figure\">$0</tspan>");

        [GeneratedRegex(@"\[[^\]]+\]\([^)]+\)")]
        private static partial Regex Figure();

        /// <summary>Where a line may end: not within a bound figure.</summary>
        [GeneratedRegex(@" (?![^\[]*\]|[^(]*\))")]
        private static partial Regex Blank();
    }
}
