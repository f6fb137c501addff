using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>Usage far beyond that of others opens a case, at the end of a cycle.</summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Measures">The meters that are compared, each for itself, and from which figure on.</param>
/// <param name="PerLicence">Whether usage is divided by the highest count of licences in the cycle.</param>
/// <param name="Times">How many times the median is too much.</param>
/// <param name="SamePlan">Whether only accounts on the same plan are compared; else all under the same policy.</param>
/// <param name="AtLeast">How many accounts there must be to compare with, this one included.</param>
public sealed record Comparison(
    Place<Clause> Clause,
    ImmutableArray<(Place<Meter> Meter, decimal Floor)> Measures,
    bool PerLicence,
    decimal Times,
    bool SamePlan,
    int AtLeast
);
