using System.Collections.Immutable;
using Evenhand.Wire;

namespace Evenhand.Pages.Outbox;

/// <summary>A template with what is wrong in it, and the letter that it makes.</summary>
/// <param name="Row">Which, and where its text is from.</param>
/// <param name="Used">The template whose text it has so far; its own, where it has one.</param>
/// <param name="Revision">How often it was worded here.</param>
/// <param name="Text">The text.</param>
/// <param name="Problems">What is wrong with that, by its lines from 1.</param>
public sealed record TemplateSheet(
    TemplateRow Row,
    TemplateName Used,
    int Revision,
    string Text,
    ImmutableArray<(int Line, string Words, string Problem)> Problems
)
{
    /// <summary>The fields that a text may have.</summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>The account whose figures the letter has; empty for none.</summary>
    public string Account { get; init; } = "";

    /// <summary>The letter; null where the account was told nothing of that kind, or the text is no template.</summary>
    public LetterView? Letter { get; init; }

    /// <summary>Whether the text was looked at and is not kept.</summary>
    public bool IsTried { get; init; }

    /// <summary>Whether whoever looks may word it.</summary>
    public bool MayWrite { get; init; }
}
