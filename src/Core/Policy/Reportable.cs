namespace Evenhand.Core.Policy;

/// <summary>A clause under which a report opens a case.</summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Suspension">What a case of it may suspend; null where it suspends nothing by itself.</param>
/// <param name="Quarantines">Whether a stored thing that a report names is set aside.</param>
public sealed record Reportable(
    Place<Clause> Clause,
    Suspension? Suspension,
    bool Quarantines = false
);
