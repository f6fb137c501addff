using Tongue = Evenhand.Languages.Language;

namespace Evenhand.Pages.Accounts;

/// <summary>Something that happened to an account, as its timeline shows it.</summary>
/// <param name="Time">When.</param>
/// <param name="Kind">What it is one of, as the filter has it.</param>
/// <param name="Title">What it was.</param>
/// <param name="At">Where it is seen whole; null where nowhere.</param>
/// <param name="Text">What it says, a sentence or its figures; empty for nothing.</param>
public sealed record TimelineRow(
    DateTimeOffset Time,
    string Kind,
    string Title,
    string? At,
    string Text
)
{
    /// <summary>The kinds and what they are called, all of them first.</summary>
    public static readonly IReadOnlyList<(string Kind, string Words)> Kinds =
    [
        ("", Tongue.Key("Everything")),
        ("terms", Tongue.Key("Terms")),
        ("decisions", Tongue.Key("Decisions")),
        ("notices", Tongue.Key("Notices")),
        ("charges", Tongue.Key("Charges")),
        ("cases", Tongue.Key("Cases")),
    ];

    /// <summary>The language of what it says; null for that of the page.</summary>
    public string? Language { get; init; }

    /// <summary>The language of what it was: a case is called so by the page.</summary>
    public string? TitleLanguage => Kind == "cases" ? null : Language;

    /// <summary>What it is one of, in a word.</summary>
    public string Word(Tongue say) =>
        Kind switch
        {
            "terms" => say["terms"],
            "decisions" => say["decision"],
            "notices" => say["notice"],
            "charges" => say["charge"],
            _ => say["case"],
        };

    /// <summary>The look of that word.</summary>
    public string Look =>
        Kind switch
        {
            "decisions" => "t-told",
            "notices" => "t-near",
            "charges" => "t-ok",
            "cases" => "t-beyond",
            _ => "t-plain",
        };
}
