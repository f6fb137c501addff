using System.Text;
using Evenhand.Notation;
using Evenhand.Policies.Reading;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Reading;

/// <summary>The first pass keeps what was written and where.</summary>
public sealed class DocumentReaderTests
{
    private const string Text = """
        ---
        policy: harbour
        effective: 2026-03-01
        ---

        # Fair use at Harbour

        Twelve berths, 7 cranes: prose outside of clauses is not read.

        ### Text messages

        A text costs [1 stamp](#text-messages "convert.costs"), a *long* one 2.

        - In `code 3` nothing is read, nor in [14 links](https://example.org).

        ```yaml rule
        convert:
          to: stamp
          of: [sms.sent,
               sms.received]
        ```

        #### A detail

        ```yaml example
        - say: hello
        ```

        ### Text messages

        ```yaml
        not: ours
        ```
        """;

    private readonly Problems _problems = new();

    [Fact]
    public void A_clause_is_a_heading_of_level_three_with_all_below_it()
    {
        var document = Read(Text);
        document.Title.ShouldBe("Fair use at Harbour");
        document
            .Clauses.Select(clause => clause.Slug)
            .ShouldBe(["text-messages", "text-messages-1"]);
        document.Clauses[0].At.ShouldBe(new Place(10, 1));
        document.Clauses[0].End.ShouldBe(new Place(29, 1));
        document
            .Clauses[0]
            .Blocks.Select(block => block.Kind)
            .ShouldBe([BlockKind.Rule, BlockKind.Example]);
        document.Clauses[1].Blocks.ShouldBeEmpty();
        _problems.InOrder.ShouldBeEmpty();
    }

    [Fact]
    public void Prose_is_split_into_figures_and_loose_words()
    {
        var clause = Read(Text).Clauses[0];
        clause.Figures.ShouldBe([
            new BoundFigure(new Place(12, 14), "1 stamp", "text-messages", "convert.costs"),
        ]);
        clause.Loose.ShouldContain(new LooseText(new Place(12, 65), " one 2."));
        clause.Loose.ShouldNotContain(loose =>
            loose.Text.Contains('3') || loose.Text.Contains("14")
        );
    }

    [Fact]
    public void Yaml_keeps_the_places_of_the_file()
    {
        var document = Read(Text);
        document.FrontMatter!["effective"]!.At.ShouldBe(new Place(3, 12));
        var rule = (MapNode)document.Clauses[0].Blocks[0].Root!;
        var convert = (MapNode)rule["convert"]!;
        convert["to"]!.At.ShouldBe(new Place(18, 7));
        ((ListNode)convert["of"]!).Items[1].At.ShouldBe(new Place(20, 8));
    }

    [Fact]
    public void Windows_line_ends_change_no_place()
    {
        var rule = (MapNode)Read(Text.ReplaceLineEndings("\r\n")).Clauses[0].Blocks[0].Root!;
        ((MapNode)rule["convert"]!)["to"]!.At.ShouldBe(new Place(18, 7));
    }

    [Theory]
    [InlineData(
        "### A\n\n```yaml rul\na: b\n```",
        "d.md:3:1: a: unknown kind of block `rul`; did you mean `rule`?"
    )]
    [InlineData(
        "## A\n\n```yaml rule\na: b\n```",
        "d.md:3:1: the rule block belongs to no clause; put it under a heading of level 3 (###)"
    )]
    [InlineData("### A\n\n```yaml rule\na: b\na: c\n```", "d.md:5:1: a: `a` stands twice")]
    [InlineData(
        "### A\n\n```yaml rule\na: *b\n```",
        "d.md:4:4: a: nothing is anchored as `b` before"
    )]
    [InlineData(
        "### A\n\n```yaml rule\na: b",
        "d.md:3:1: a: the block is never closed; close it with a line of the same fence"
    )]
    [InlineData(
        "### A\n\nA <b>bold</b> one.",
        "d.md:3:3: a: a policy has no HTML; write it in Markdown"
    )]
    [InlineData(
        "### A\n\n```yaml rule\na: [b\n```",
        "d.md:4:6: a: is not well-formed YAML: while parsing a flow sequence, did not find expected ',' or ']'"
    )]
    public void A_fault_of_form_has_its_place(string text, string expected)
    {
        Read(text);
        _problems.InOrder[0].ToString().ShouldBe(expected);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_with_their_place()
    {
        byte[] bytes = [.. "a\nbé"u8, 0xC3, 0x28];
        SourceText.Decode("d.md", bytes, _problems).ShouldBeNull();
        _problems.InOrder.Single().ToString().ShouldBe("d.md:2:3: is not valid UTF-8 here");
    }

    [Fact]
    public void Aliases_of_aliases_are_bounded()
    {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 20; i++)
            bomb.AppendLine($"a{i}: &a{i} [*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1}]");
        Read($"### A\n\n```yaml rule\n{bomb}```");
        _problems.InOrder.Single().Message.ShouldBe("has more than 20,000 nodes");
    }

    [Fact]
    public void Nesting_is_bounded_in_yaml_and_in_markdown()
    {
        Read($"### A\n\n```yaml rule\na: {new string('[', 900)}\n```");
        _problems.InOrder.Single().Message.ShouldBe("is nested deeper than 24 levels");
        DocumentReader.Read(Source(new string('>', 10_000)), _problems).ShouldBeNull();
        _problems.InOrder[0].Message.ShouldBe("its Markdown is nested too deeply");
    }

    private Document Read(string text) => DocumentReader.Read(Source(text), _problems)!;

    private SourceText Source(string text) =>
        SourceText.Decode("d.md", Encoding.UTF8.GetBytes(text), _problems)!;
}
