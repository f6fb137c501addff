using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>A length of time: calendar months in the account's zone, or an exact span where there are none.</summary>
/// <param name="Months">Calendar months, or zero.</param>
/// <param name="Span">The span where <paramref name="Months"/> is zero.</param>
public readonly record struct TimeLength(int Months, TimeSpan Span);
