using System.Collections.Immutable;
using Evenhand.Languages;
using Evenhand.Pages.Figures;
using Evenhand.Wire;
using NodaTime;

namespace Evenhand.Pages.Versions;

/// <summary>How long a version holds, as a stretch of a line.</summary>
/// <param name="Version">The version.</param>
/// <param name="From">Where it begins, the hundredths.</param>
/// <param name="To">Where it ends, the hundredths.</param>
/// <param name="Look">How it is drawn: <c>was</c>, <c>holds</c> or <c>comes</c>.</param>
/// <param name="Words">Since or from when, in words.</param>
public sealed record VersionAge(string Version, decimal From, decimal To, string Look, string Words)
{
    /// <summary>So much of the line is left for what holds now or comes last.</summary>
    private const int Least = 90;

    /// <summary>The line of some versions, and where today is on it.</summary>
    /// <param name="versions">One policy's, at least one, in the order of their days.</param>
    /// <param name="today">Today.</param>
    /// <param name="say">The language of its words.</param>
    public static (ImmutableArray<VersionAge> Ages, decimal Today) Of(
        IReadOnlyList<PolicyView> versions,
        LocalDate today,
        Language say
    )
    {
        var days = versions.Select(each => LocalDate.FromDateOnly(each.Effective)).ToArray();
        var (first, last) = (
            LocalDate.Min(days[0], today),
            LocalDate.Max(days[^1], today).PlusDays(Least)
        );
        var whole = Period.DaysBetween(first, last);
        decimal Place(LocalDate day) => 100m * Period.DaysBetween(first, day) / whole;
        return (
            [
                .. versions.Select(
                    (each, at) =>
                        new VersionAge(
                            each.Version,
                            Place(days[at]),
                            at + 1 < days.Length ? Place(days[at + 1]) : 100,
                            days[at] > today ? "comes"
                                : each.InForce ? "holds"
                                : "was",
                            days[at] > today ? say["from {0}", Reader.Long(each.Effective, say)]
                                : each.InForce
                                    ? say["in force since {0}", Reader.Long(each.Effective, say)]
                                : say["was in force from {0}", Reader.Long(each.Effective, say)]
                        )
                ),
            ],
            Place(today)
        );
    }
}
