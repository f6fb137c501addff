using Evenhand.Core.Effects;

namespace Evenhand.Wording;

/// <summary>What each condition of an act says where it does not hold.</summary>
public static class UnmetSentence
{
    /// <summary>Every condition that failed, as one sentence without its full stop.</summary>
    public static string Of(Unmet unmet) =>
        string.Join(
            "; ",
            Enum.GetValues<Unmet>()
                .Where(each => each != Unmet.None && unmet.HasFlag(each))
                .OrderBy(each => each.ToString(), StringComparer.Ordinal)
                .Select(Meaning)
        );

    /// <summary>What one of them says.</summary>
    public static string Meaning(Unmet condition) =>
        condition switch
        {
            Unmet.Cases => "no case is named, or one that the account does not have",
            Unmet.Charge =>
                "the price is missing, not the clause's or above the printed one, or the line is charged otherwise",
            Unmet.Finding => "a case has no finding that carries this step",
            Unmet.Higher => "a step of the same or a greater height is on its way",
            Unmet.Kept => "something keeps this, so that it is neither deleted nor moved",
            Unmet.Kind => "the policy in force does not know this, or not of this clause",
            Unmet.Needed => "the step before it has not been in force, or no case came after it",
            Unmet.Person => "it takes somebody who had no hand in it so far",
            Unmet.Quarantined => "this is in quarantine",
            Unmet.State => "it is not in the state that this needs",
            Unmet.Suspends => "these acts cannot be suspended",
            Unmet.Taken => "the id belongs to something else already",
            Unmet.Time => "it is too early or too late, or the interval is impossible",
            Unmet.Unknown => "the account has nothing of this id",
            _ => throw new ArgumentOutOfRangeException(
                nameof(condition),
                condition,
                "no single condition"
            ),
        };
}
