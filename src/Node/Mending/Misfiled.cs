using Evenhand.Core.Time;

namespace Evenhand.Node.Mending;

/// <summary>Events that stand under an account and belong, or may belong, to another.</summary>
/// <param name="Account">The account under which they stand.</param>
/// <param name="Belongs">The account to which they belong, or may.</param>
/// <param name="Sign">By what that is known.</param>
/// <param name="Source">Their source; empty where they have several.</param>
/// <param name="Sequences">Their sequences in the account's stream.</param>
/// <param name="First">The time of the earliest.</param>
/// <param name="Last">The time of the latest.</param>
public sealed record Misfiled(
    string Account,
    string Belongs,
    Sign Sign,
    string Source,
    IReadOnlyList<long> Sequences,
    Moment First,
    Moment Last
);

/// <summary>By what it is known that events belong to another account.</summary>
public enum Sign
{
    /// <summary>Their payload carries the other account's mark: that is certain.</summary>
    Mark,

    /// <summary>
    /// The same source, id and content stand under the other account too, where they came later: they were sent again. It
    /// may be that both accounts were meant, so a person decides.
    /// </summary>
    Repeat,

    /// <summary>
    /// Their source reports for the other account, and for this one only in slices that are mixed with its own: a person
    /// decides.
    /// </summary>
    Source,
}
