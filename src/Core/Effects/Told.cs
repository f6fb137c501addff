namespace Evenhand.Core.Effects;

/// <summary>Something that the account is told.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account.</param>
/// <param name="Cited">The clause.</param>
/// <param name="What">Its kind, such as <c>near-allowance</c>.</param>
/// <param name="Facts">What it tells.</param>
public sealed record Notice(long Time, string Account, Citation Cited, string What, Facts Facts)
    : Effect(Time, Account)
{
    /// <summary>The slug of the clause.</summary>
    public string Clause => Cited.Clause;
}

/// <summary>
/// A possible excess, for a person to judge; at most one per account, clause and cycle, and per key where the limit goes
/// by one.
/// </summary>
/// <param name="Time">When it was met.</param>
/// <param name="Account">The account.</param>
/// <param name="Cited">The clause.</param>
/// <param name="Cycle">The first tick of the cycle.</param>
/// <param name="Facts">What was met, with the figures that are its evidence.</param>
public sealed record Case(long Time, string Account, Citation Cited, long Cycle, Facts Facts)
    : Effect(Time, Account)
{
    /// <summary>The slug of the clause.</summary>
    public string Clause => Cited.Clause;
}
