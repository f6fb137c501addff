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
        ("", "Everything"),
        ("terms", "Terms"),
        ("decisions", "Decisions"),
        ("notices", "Notices"),
        ("charges", "Charges"),
        ("cases", "Cases"),
    ];

    /// <summary>What it is one of, in a word.</summary>
    public string Word =>
        Kind switch
        {
            "terms" => "terms",
            "decisions" => "decision",
            "notices" => "notice",
            "charges" => "charge",
            _ => "case",
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
