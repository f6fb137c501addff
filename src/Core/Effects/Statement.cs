using System.Collections.Immutable;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>An account's ended cycle.</summary>
/// <param name="Time">The end of the cycle.</param>
/// <param name="Account">The account.</param>
/// <param name="Policy">The policy's name.</param>
/// <param name="From">The first instant of the cycle.</param>
/// <param name="Currency">The account's currency.</param>
/// <param name="Lines">Sorted by clause, then version.</param>
/// <param name="Due">The sum of the lines that are due.</param>
/// <param name="Proposed">The sum of those that await a person.</param>
/// <param name="Unpriced">Fees that no reference rate is known for yet; they are held over.</param>
public sealed record Statement(
    Moment Time,
    string Account,
    string Policy,
    Moment From,
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

    /// <summary>By which rates fees passed through were converted, in the order of days; null where nothing was.</summary>
    public Conversions? Conversions { get; init; }

    /// <summary>Who let the charge go, or confirmed it; null where nobody decided anything that counts.</summary>
    public LineDecision? Decided { get; init; }
}

/// <summary>By which rates the fees of a line were converted.</summary>
/// <param name="Parts">A part for each rate of a day, in the order of days.</param>
public sealed record Conversions(ImmutableArray<Conversion> Parts)
{
    /// <summary>Conversions of the same parts are the same.</summary>
    public bool Equals(Conversions? other) =>
        other is not null && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.Length;
}

/// <summary>Fees that were converted at one rate.</summary>
/// <param name="Currency">The currency in which they were incurred.</param>
/// <param name="Date">The day of the rate, such as 2026-01-31: that of the fee, or the last one before with a rate.</param>
/// <param name="Rate">Units of the account's currency for one.</param>
/// <param name="Quantity">Their sum, in <paramref name="Currency"/>.</param>
/// <param name="Amount">The same in the account's currency, not rounded.</param>
public sealed record Conversion(
    string Currency,
    string Date,
    string Rate,
    string Quantity,
    string Amount
);

/// <summary>A decision of a person on a charge.</summary>
/// <param name="By">Who; empty where nobody was named.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why; empty where no reason was given.</param>
public sealed record LineDecision(string By, Moment At, string Reason);

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
