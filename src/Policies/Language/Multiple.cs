using Evenhand.Core.Policy;

namespace Evenhand.Policies.Language;

/// <summary>What multiplies a figure: licences, or another meter.</summary>
/// <param name="Seats">Which licences.</param>
/// <param name="Meter">The meter, or null.</param>
public sealed record Multiple(SeatKind Seats, MeterName? Meter);
