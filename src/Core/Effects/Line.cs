using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Effects;

/// <summary>A line of a statement.</summary>
/// <param name="Clause">The clause.</param>
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
    ClauseId Clause,
    string Version,
    Quantity Quantity,
    string Unit,
    Quantity Included,
    Quantity Billable,
    Quantity? UnitPrice,
    Quantity Per,
    Money Amount,
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
