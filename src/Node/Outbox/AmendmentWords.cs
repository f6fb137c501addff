using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node.Stored;
using Evenhand.Policies.Comparing;
using Evenhand.Wording;

namespace Evenhand.Node.Outbox;

/// <summary>What a version to come means for an account, each part in words of its own; a part that says nothing is empty.</summary>
/// <param name="Before">The version before it.</param>
/// <param name="Effective">The day on which it takes effect for the account.</param>
/// <param name="Adverse">The clauses that change for the worse.</param>
/// <param name="Favourable">Those that change for the better.</param>
/// <param name="Otherwise">Those that change in other ways.</param>
/// <param name="Worded">Those that change in words only.</param>
/// <param name="Cycles">The account's last cycles, each with what it came to and would have.</param>
/// <param name="Denied">How many acts would have been refused.</param>
/// <param name="Passed">How many acts would have been let through.</param>
public sealed record AmendmentWords(
    string Before,
    string Effective,
    string Adverse,
    string Favourable,
    string Otherwise,
    string Worded,
    ImmutableArray<ToldWords> Cycles,
    string Denied,
    string Passed
)
{
    /// <summary>The words for what is kept.</summary>
    internal static AmendmentWords Of(ImpactEntry its)
    {
        var clauses = its.Cycles.SelectMany(cycle => cycle.Clauses).ToList();
        return new(
            its.Before,
            DayOf(its.Effective),
            Titles(its, Leaning.Adverse),
            Titles(its, Leaning.Favourable),
            Titles(its, Leaning.Unclear),
            Titles(its, Leaning.Editorial),
            [.. its.Cycles.Select(cycle => Of(cycle, its.Currency))],
            Acts(clauses.Sum(clause => clause.ActsOther)),
            Acts(clauses.Sum(clause => clause.Acts))
        );
    }

    private static ToldWords Of(ImpactCycle cycle, string currency) =>
        ToldWords.In(say => InWords(cycle, currency, say));

    private static string InWords(ImpactCycle cycle, string currency, Language say) =>
        AmendedCycle.InWords(
            cycle.Cycle,
            currency,
            (cycle.Clauses.Sum(each => each.Due), cycle.Clauses.Sum(each => each.DueOther)),
            (
                cycle.Clauses.Sum(each => each.Proposed),
                cycle.Clauses.Sum(each => each.ProposedOther)
            ),
            say
        );

    private static string Titles(ImpactEntry its, Leaning leaning) =>
        string.Join(
            ", ",
            its.Changes.Where(change => change.Leaning == leaning).Select(change => change.Title)
        );

    private static string Acts(long count) =>
        count == 0 ? "" : count.ToString("N0", CultureInfo.InvariantCulture);

    private static string DayOf(Moment time) =>
        time.Instant.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
