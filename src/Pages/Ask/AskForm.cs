using System.Collections.Immutable;

namespace Evenhand.Pages.Ask;

/// <summary>A question as it was filled in.</summary>
/// <param name="Account">The account's id; empty where none is chosen yet.</param>
/// <param name="Act">The type of the act; empty where none is chosen yet.</param>
/// <param name="Acts">The acts that there are.</param>
/// <param name="Fields">The fields of the act that is chosen.</param>
/// <param name="Acknowledged">Whether the user has read a warning and goes on.</param>
public sealed record AskForm(
    string Account,
    string Act,
    ImmutableArray<string> Acts,
    ImmutableArray<AskField> Fields,
    bool Acknowledged
);

/// <summary>A field of an act.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hint">What its value is, in words: a unit, a form.</param>
/// <param name="Choices">The values that there are; none where any may stand.</param>
/// <param name="Value">What is filled in.</param>
public sealed record AskField(
    string Name,
    string Hint,
    ImmutableArray<string> Choices,
    string Value
)
{
    /// <summary>Its name in the address.</summary>
    public string Key => $"with.{Name}";
}
