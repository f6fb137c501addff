namespace Evenhand.Core.Policy;

/// <summary>
/// An amount that a rule names: fixed, taken from the plan, or multiplied by licences, by another meter or by nothing.
/// </summary>
/// <param name="Amount">Base units (a ratio for ratios) where <paramref name="PlanTerm"/> is null.</param>
/// <param name="PlanTerm">The term of the account's plan that gives the amount, or null.</param>
/// <param name="PerSeat">Which licences multiply it.</param>
/// <param name="Taken">At which count of licences.</param>
/// <param name="PerMeter">The place of the meter whose value multiplies it, or none.</param>
public sealed record Figure(
    decimal Amount,
    string? PlanTerm,
    SeatKind PerSeat,
    SeatBasis Taken,
    Place<Meter> PerMeter
)
{
    /// <summary>A plain amount.</summary>
    public static Figure Of(decimal amount) =>
        new(amount, null, SeatKind.None, SeatBasis.Now, default(Place<Meter>));
}

/// <summary>The count of licences that is taken.</summary>
public enum SeatBasis
{
    /// <summary>Those held now.</summary>
    Now,

    /// <summary>The highest number held at any moment of the cycle so far.</summary>
    Highest,

    /// <summary>The time-weighted average over the whole cycle.</summary>
    Average,
}
