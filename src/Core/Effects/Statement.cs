using System.Collections.Immutable;

namespace Evenhand.Core.Effects;

/// <summary>An account's ended cycle.</summary>
/// <param name="Time">The end of the cycle.</param>
/// <param name="Account">The account.</param>
/// <param name="Policy">The policy's name.</param>
/// <param name="From">The first tick of the cycle.</param>
/// <param name="Currency">The account's currency.</param>
/// <param name="Lines">Sorted by clause, then version.</param>
/// <param name="Due">The sum of the lines that are due.</param>
/// <param name="Proposed">The sum of those that await a person.</param>
/// <param name="Unpriced">Fees that no reference rate is known for yet; they are held over.</param>
public sealed record Statement(
    long Time,
    string Account,
    string Policy,
    long From,
    string Currency,
    ImmutableArray<Line> Lines,
    string Due,
    string Proposed,
    ImmutableArray<UnpricedFees> Unpriced
) : Effect(Time, Account);

/// <summary>A line of a statement; all figures as they are printed.</summary>
/// <param name="Clause">The slug of the clause.</param>
/// <param name="Version">The version in force at the cycle's first instant.</param>
/// <param name="Quantity">What was counted.</param>
/// <param name="Unit">In which unit.</param>
/// <param name="Included">What is included.</param>
/// <param name="Billable">What is charged.</param>
/// <param name="UnitPrice">The price; null for fees passed through.</param>
/// <param name="Per">How many units the price is for.</param>
/// <param name="Amount">Rounded once, to the currency's minor unit.</param>
/// <param name="Status">Due, proposed or waived.</param>
public sealed record Line(
    string Clause,
    string Version,
    string Quantity,
    string Unit,
    string Included,
    string Billable,
    string? UnitPrice,
    string Per,
    string Amount,
    LineStatus Status
)
{
    /// <summary>The heading of the clause; null where it was stated before that was kept.</summary>
    public string? Title { get; init; }

    /// <summary>The plural of the unit; null where it was stated before that was kept.</summary>
    public string? Units { get; init; }
}

/// <summary>Fees that wait for a reference rate.</summary>
/// <param name="Clause">The slug of the clause.</param>
/// <param name="Amount">Their sum.</param>
/// <param name="Currency">In the currency in which they were incurred.</param>
public sealed record UnpricedFees(string Clause, string Amount, string Currency);

/// <summary>Where a line stands.</summary>
public enum LineStatus
{
    /// <summary>Owed.</summary>
    Due,

    /// <summary>Outside the total until a person confirms it.</summary>
    Proposed,

    /// <summary>Let go.</summary>
    Waived,
}
