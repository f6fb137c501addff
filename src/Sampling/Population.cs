namespace Evenhand.Sampling;

/// <summary>A sort of accounts that a policy has.</summary>
/// <param name="Spread">σ of the natural logarithm of how active the accounts are.</param>
/// <param name="SeatsLeast">The fewest licences; small numbers are more frequent (even in the logarithm).</param>
/// <param name="Restricted">The greatest share of restricted licences on top of the full ones.</param>
/// <param name="SeatChanges">How often a month the number of licences changes.</param>
/// <param name="OpenLater">The share of accounts that open during the period rather than at its beginning.</param>
internal sealed record Population(
    string Name,
    double Weight,
    Weighted<string> Currencies,
    Weighted<string> Zones,
    Weighted<string>? Plans,
    Weighted<int>? CycleDays,
    (string Name, double Share)[] Addons,
    int SeatsLeast,
    int SeatsMost,
    double Restricted,
    double SeatChanges,
    double OpenLater,
    double Government,
    double Spread
);

/// <summary>A way in which some accounts misbehave.</summary>
/// <param name="Share">Of all accounts, but at least one.</param>
/// <param name="Addons">Held by these accounts for certain.</param>
/// <param name="Factors">For the activities that they exaggerate.</param>
/// <param name="Added">What only they do.</param>
internal sealed record Misbehaviour(
    string Name,
    double Share,
    string[] Addons,
    IReadOnlyDictionary<string, double> Factors,
    Activity[] Added
);
