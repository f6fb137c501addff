using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Core.Backtesting;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;
using Evenhand.Policies.Comparing;

namespace Evenhand.Node.Amending;

/// <summary>What an account is told of a version to come.</summary>
internal static class AmendmentNotice
{
    /// <summary>The kind of the notice.</summary>
    public const string Kind = "policy-amended";

    /// <summary>The notice. Of one publication of a version it has the same id whenever it is said.</summary>
    /// <param name="version">The version.</param>
    /// <param name="effective">When it takes effect for the account.</param>
    /// <param name="impact">What its last cycles would have been.</param>
    /// <param name="changes">The clauses that change for it.</param>
    /// <param name="level">How far the account is in the series that tells of the version.</param>
    /// <param name="now">The present.</param>
    public static Notice Of(
        PolicyVersion version,
        Moment effective,
        Impact impact,
        ImmutableArray<ClauseChange> changes,
        long level,
        Moment now
    )
    {
        var cited = Cited(version, changes);
        return new Notice(
            now,
            impact.Account,
            cited,
            Kind,
            new Facts(FactKind.Amended, [.. Figures(version, effective, impact, changes)])
        )
        {
            Said = new Saying(version.Clauses[0].Id.Slug, SeriesOf(version), effective, level),
        };
    }

    private static string SeriesOf(PolicyVersion version) => $"amended:{version.Version}";

    /// <summary>The clause that changes most gravely; where none does that the version has, its first.</summary>
    private static Citation Cited(PolicyVersion version, ImmutableArray<ClauseChange> changes)
    {
        var gravest = changes
            .OrderByDescending(change => change.Leaning)
            .Select(change => version.PlaceOf(new ClauseId(change.Slug)))
            .FirstOrDefault(place => !place.IsNone);
        return Citation.Of(
            version,
            gravest.IsNone ? version.Clauses[0] : version.Clauses.At(gravest)
        );
    }

    private static IEnumerable<NamedFigure> Figures(
        PolicyVersion version,
        Moment effective,
        Impact impact,
        ImmutableArray<ClauseChange> changes
    )
    {
        yield return new(NamedFigure.Text, version.Version);
        yield return new(NamedFigure.Effective, DayOf(effective));
        foreach (
            var (name, leaning) in new (string, Leaning)[]
            {
                (NamedFigure.Adverse, Leaning.Adverse),
                (NamedFigure.Favourable, Leaning.Favourable),
                (NamedFigure.Otherwise, Leaning.Unclear),
                (NamedFigure.Worded, Leaning.Editorial),
            }
        )
            if (Titles(changes, leaning) is { Length: > 0 } named)
                yield return new(name, named);
        yield return Count(NamedFigure.Cycles, impact.Cycles.Length);
        foreach (var figure in Money(impact))
            yield return figure;
        var acts = impact.Cycles.SelectMany(cycle => cycle.Clauses).ToList();
        if (acts.Sum(clause => clause.Acts.Other) is > 0 and var denied)
            yield return Count(NamedFigure.Denied, denied);
        if (acts.Sum(clause => clause.Acts.InForce) is > 0 and var passed)
            yield return Count(NamedFigure.Passed, passed);
    }

    private static IEnumerable<NamedFigure> Money(Impact impact)
    {
        var (was, would) = (impact.InForce, impact.Other);
        yield return In(NamedFigure.Due, was.Due, impact);
        yield return In(NamedFigure.DueOther, would.Due, impact);
        if (was.Proposed == 0 && would.Proposed == 0)
            yield break;
        yield return In(NamedFigure.Proposed, was.Proposed, impact);
        yield return In(NamedFigure.ProposedOther, would.Proposed, impact);
    }

    private static NamedFigure In(string name, decimal amount, Impact impact) =>
        new(name, amount.ToString(CultureInfo.InvariantCulture), impact.Currency, impact.Currency);

    private static string Titles(ImmutableArray<ClauseChange> changes, Leaning leaning) =>
        string.Join(
            ", ",
            changes.Where(change => change.Leaning == leaning).Select(change => change.Title)
        );

    private static NamedFigure Count(string name, long count) =>
        new(name, count.ToString(CultureInfo.InvariantCulture));

    private static string DayOf(Moment time) =>
        time.Instant.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
