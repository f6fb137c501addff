using System.Collections.Immutable;
using Evenhand.Languages;

namespace Evenhand.Pages.Versions;

/// <summary>What differs between two versions.</summary>
/// <param name="From">The older version.</param>
/// <param name="To">The newer one.</param>
/// <param name="Leaning">The gravest of all differences, as <c>evenhand policy diff</c> says it.</param>
/// <param name="Notice">What was promised about such changes, and whether that is kept; a sentence.</param>
/// <param name="Clauses">The clauses that differ.</param>
public sealed record VersionDifference(
    string From,
    string To,
    string Leaning,
    string Notice,
    ImmutableArray<ClauseDifference> Clauses
);

/// <summary>A clause that differs.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Url">It on the page of the version that has it; null for what is no clause.</param>
/// <param name="Fate"><c>changed</c>, <c>added</c> or <c>removed</c>.</param>
/// <param name="Leaning">For whom that is.</param>
/// <param name="Lines">What differs in it.</param>
public sealed record ClauseDifference(
    string Title,
    string? Url,
    string Fate,
    string Leaning,
    ImmutableArray<LineDifference> Lines
);

/// <summary>A thing that differs in a clause.</summary>
/// <param name="Path">The parameter, or a word such as <c>prose</c>.</param>
/// <param name="Before">As it is written in the older one; null for what is new.</param>
/// <param name="After">As it is written in the newer one; null for what is gone.</param>
/// <param name="Leaning">For whom that is.</param>
public sealed record LineDifference(string Path, string? Before, string? After, string Leaning)
{
    /// <summary>A leaning in words.</summary>
    public static string Words(string leaning, Language say) =>
        leaning switch
        {
            "favourable" => say["For the customer"],
            "adverse" => say["Against the customer"],
            "unclear" => say["Unclear: a person says which way"],
            "editorial" => say["Words alone"],
            _ => say["Nothing"],
        };

    /// <summary>The look of a leaning.</summary>
    public static string Look(string leaning) =>
        leaning switch
        {
            "favourable" => "t-ok",
            "adverse" => "t-beyond",
            "unclear" => "t-near",
            _ => "t-plain",
        };
}
