using NodaTime;

namespace Evenhand.Policies.Language;

/// <summary>A length of time: calendar months, or an exact number of ticks of 100 ns.</summary>
/// <param name="Months">Calendar months; zero for an exact length.</param>
/// <param name="Ticks">The exact length; zero for months.</param>
/// <param name="Number">The number that was written.</param>
/// <param name="Unit">The singular of the unit that was written.</param>
public sealed record Span(int Months, long Ticks, decimal Number, string Unit)
{
    /// <summary>The longest span, so that no arithmetic on it overflows: a century.</summary>
    public const long MostTicks = 36_525 * NodaConstants.TicksPerDay;

    /// <summary>Whether it has the same length.</summary>
    public bool SameAs(Span other) => (Months, Ticks) == (other.Months, other.Ticks);
}
