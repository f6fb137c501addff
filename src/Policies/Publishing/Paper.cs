using System.Collections.Immutable;

namespace Evenhand.Policies.Publishing;

/// <summary>A paper that somebody is handed, such as a statement of reasons: the same as plain text and as a page.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Facts">What is said of the whole, each under its name.</param>
/// <param name="Sections">What it says, in order; one without blocks is left out.</param>
/// <param name="Foot">What stands below it all.</param>
public sealed record Paper(
    string Title,
    ImmutableArray<(string Name, string Words)> Facts,
    ImmutableArray<PaperSection> Sections,
    string Foot
)
{
    /// <summary>The tag of its language (BCP 47); what is quoted is in English.</summary>
    public string Language { get; init; } = "en";

    /// <summary>What leads past its head.</summary>
    public string Skip { get; init; } = "Skip to the text";
}

/// <summary>A section of a paper.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Blocks">What stands below it.</param>
public sealed record PaperSection(string Title, ImmutableArray<PaperBlock> Blocks);

/// <summary>A part of a section.</summary>
public abstract record PaperBlock
{
    private PaperBlock() { }

    /// <summary>A heading within the section.</summary>
    public sealed record Heading(string Text) : PaperBlock;

    /// <summary>Sentences.</summary>
    public sealed record Words(string Text) : PaperBlock;

    /// <summary>Several points.</summary>
    public sealed record Points(ImmutableArray<string> Items) : PaperBlock;

    /// <summary>Figures and the like, each under its name.</summary>
    public sealed record Names(ImmutableArray<(string Name, string Words)> Items) : PaperBlock;

    /// <summary>What somebody else wrote, with a blank line between paragraphs.</summary>
    public sealed record Quote(string Text) : PaperBlock;
}
