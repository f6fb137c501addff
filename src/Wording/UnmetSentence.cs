using Evenhand.Core.Effects;
using Evenhand.Languages;

namespace Evenhand.Wording;

/// <summary>What each condition of an act says where it does not hold.</summary>
public static class UnmetSentence
{
    /// <summary>Every condition that failed, as one sentence without its full stop.</summary>
    public static string Of(Unmet unmet) => Of(unmet, Language.English);

    /// <summary>The same in a language.</summary>
    public static string Of(Unmet unmet, Language say) =>
        string.Join(
            "; ",
            Enum.GetValues<Unmet>()
                .Where(each => each != Unmet.None && unmet.HasFlag(each))
                .OrderBy(each => each.ToString(), StringComparer.Ordinal)
                .Select(each => Meaning(each, say))
        );

    /// <summary>What one of them says.</summary>
    public static string Meaning(Unmet condition) => Meaning(condition, Language.English);

    private static string Meaning(Unmet condition, Language say) =>
        condition switch
        {
            Unmet.Cases => say["no case is named, or one that the account does not have"],
            Unmet.Charge => say[
                "the price is missing, not the clause's or above the printed one, or the line is charged otherwise"
            ],
            Unmet.Finding => say["a case has no finding that carries this step"],
            Unmet.Higher => say["a step of the same or a greater height is on its way"],
            Unmet.Kept => say["something keeps this, so that it is neither deleted nor moved"],
            Unmet.Kind => say["the policy in force does not know this, or not of this clause"],
            Unmet.Needed => say[
                "the step before it has not been in force, or no case came after it"
            ],
            Unmet.Person => say["it takes somebody who had no hand in it so far"],
            Unmet.Quarantined => say["this is in quarantine"],
            Unmet.State => say["it is not in the state that this needs"],
            Unmet.Suspends => say["these acts cannot be suspended"],
            Unmet.Taken => say["the id belongs to something else already"],
            Unmet.Time => say["it is too early or too late, or the interval is impossible"],
            Unmet.Unknown => say["the account has nothing of this id"],
            _ => throw new ArgumentOutOfRangeException(
                nameof(condition),
                condition,
                "no single condition"
            ),
        };
}
