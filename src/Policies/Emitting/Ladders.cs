using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Policies.Language;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Emitting;

/// <summary>Where an account stands: the ladder, what a report suspends, what is compared, how requests are answered.</summary>
internal sealed class Ladders(TypedPolicy policy)
{
    /// <summary>The ladder, or null. What the check would refuse of a text of before is given its floor here.</summary>
    public Ladder? Ladder()
    {
        if (policy.Parts("ladder").FirstOrDefault() is not { Part: { } part, Clause: { } clause })
            return null;
        var appeal = part.Find<Part>("appeal");
        return new Ladder(
            new(clause.Name.Place),
            [.. part.List<Part>("steps").Select(Rung).DistinctBy(rung => rung.Kind)],
            (int)part.Get("falls-back-after", 0m),
            appeal?.Find<Span>("within") is { } within
                ? new TimeLength(within.Months, new TimeSpan(within.Ticks))
                : Core.Policy.Ladder.DefaultAppealWithin,
            appeal?.Find<Span>("decided-within") is { } decided
                ? new TimeSpan(decided.Ticks)
                : Core.Policy.Ladder.DefaultDecidedWithin
        );
    }

    public ImmutableArray<Reportable> Reportable() =>
        [
            .. policy
                .Parts("report")
                .Select(each => new Reportable(
                    new(each.Clause.Name.Place),
                    each.Part.Find<Suspends>("suspends") is { } suspends
                    && (suspends.Account || !suspends.Acts.IsEmpty)
                        ? new Suspension(suspends.Acts)
                        : null,
                    each.Part.Has("quarantines")
                )),
        ];

    public ImmutableArray<Comparison> Comparisons() =>
        [
            .. policy
                .Parts("judge")
                .Where(each => IsOfToday(each.Part))
                .Select(each => Comparison(each.Clause, each.Part)),
        ];

    public Requests Requests() =>
        policy.FrontMatter.Find<Part>("exceptions") is { } exceptions
            ? new Requests(
                exceptions.Find<Span>("answered-within") is { } within
                    ? new TimeSpan(within.Ticks)
                    : null,
                exceptions.Get("else", false)
            )
            : Core.Policy.Requests.Unpromised;

    public Place<Clause> AcceptedByUse() =>
        policy
            .Parts("amend")
            .Where(each => each.Part.Has("accepted-by"))
            .Select(each => new Place<Clause>(each.Clause.Name.Place))
            .FirstOrDefault();

    // Texts of before could compare by user or with an average, which nothing ever ran.
    private static bool IsOfToday(Part judge) =>
        judge.Find<Part>("typical")?.Find<string>("of") == "median"
        && judge.Find<string>("per") is null or "licensed";

    private static Rung Rung(Part step)
    {
        var kind = step.Get<StepKind>("to");
        var isLast = kind == StepKind.Terminated;
        var notice = Length(step, "notice");
        var floor = isLast ? Core.Policy.Ladder.LeastNoticeOfTermination : TimeSpan.Zero;
        return new Rung(
            kind,
            step.Get("needs", StepKind.Good),
            step.Get("by", false) && kind <= StepKind.Warned,
            notice < floor ? floor : notice,
            isLast ? Approval.SecondPerson : step.Get("approval", Approval.ByKind),
            isLast ? TimeSpan.Zero : Length(step, "lasts"),
            step.List<string>("with"),
            step.Get("offers", "")
        );
    }

    private Comparison Comparison(TypedClause clause, Part part)
    {
        var typical = part.Get<Part>("typical");
        var floors = part.List<Quantity>("floor");
        return new Comparison(
            new(clause.Name.Place),
            [
                .. policy
                    .Compared(clause, part)
                    .Select(
                        (meter, i) =>
                            (
                                new Place<Meter>(meter.Place),
                                (decimal)(floors.ElementAtOrDefault(i)?.BaseUnits ?? 0)
                            )
                    ),
            ],
            part.Has("per"),
            typical.Get<decimal>("times"),
            typical.Get<bool>("among"),
            (int)typical.Get<decimal>("at-least")
        );
    }

    private static TimeSpan Length(Part part, string key) =>
        part.Find<Span>(key) is { } span ? new TimeSpan(span.Ticks) : TimeSpan.Zero;
}
