using System.Collections.Immutable;

namespace Evenhand.Policies.Comparing;

/// <summary>What a change means for the customer; from the mildest to the gravest.</summary>
public enum Leaning
{
    /// <summary>Nothing changed.</summary>
    None,

    /// <summary>Only words changed.</summary>
    Editorial,

    /// <summary>The customer has more, pays less or is refused less.</summary>
    Favourable,

    /// <summary>It depends on the customer, or nobody has said which way it leans.</summary>
    Unclear,

    /// <summary>The customer has less, pays more or is refused more.</summary>
    Adverse,
}

/// <summary>One thing that changed.</summary>
/// <param name="Path">The path of the parameter, a part of a rule, or a word such as <c>prose</c>.</param>
/// <param name="Before">What was written; null for what is new.</param>
/// <param name="After">What is written; null for what is gone.</param>
/// <param name="Leaning">What it means for the customer.</param>
public sealed record Change(string Path, string? Before, string? After, Leaning Leaning);

/// <summary>What happened to a clause.</summary>
public enum ClauseFate
{
    /// <summary>It is in both versions.</summary>
    Changed,

    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,
}

/// <summary>A clause that is not what it was.</summary>
/// <param name="Slug">Its slug; empty for the front matter.</param>
/// <param name="Title">Its title.</param>
/// <param name="Fate">What happened to it.</param>
/// <param name="Changes">What changed in it, by path.</param>
public sealed record ClauseChange(
    string Slug,
    string Title,
    ClauseFate Fate,
    ImmutableArray<Change> Changes
)
{
    /// <summary>The gravest of its changes.</summary>
    public Leaning Leaning => Changes.Select(change => change.Leaning).DefaultIfEmpty().Max();
}
