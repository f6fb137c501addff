namespace Evenhand.Tests.Releases;

/// <summary>One thing that a node says.</summary>
/// <param name="When">At which moment.</param>
/// <param name="Account">The account; <c>-</c> for none.</param>
/// <param name="Of">What it is about: a stated line, a notice, a key.</param>
/// <param name="Cycle">The cycle, or empty.</param>
/// <param name="Clause">The clause, or what else names it.</param>
/// <param name="Says">What is said.</param>
internal sealed record Answer(
    string When,
    string Account,
    string Of,
    string Cycle,
    string Clause,
    string Says
) : IComparable<Answer>
{
    public static Answer Parse(string line)
    {
        var parts = line.Split('\t');
        return new Answer(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
    }

    public int CompareTo(Answer? other) => string.CompareOrdinal(ToString(), other?.ToString());

    public override string ToString() =>
        string.Join('\t', When, Account, Of, Cycle, Clause, Says.ReplaceLineEndings(" "));
}
