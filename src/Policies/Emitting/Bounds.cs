using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Resolving;
using NodaTime;

namespace Evenhand.Policies.Emitting;

/// <summary>What is answered and what is judged.</summary>
internal sealed class Bounds
{
    private readonly TypedPolicy policy;
    private readonly Lowering lowering;
    private readonly Covers covers;

    public Bounds(TypedPolicy policy, Lowering lowering, Covers covers)
    {
        this.policy = policy;
        this.lowering = lowering;
        this.covers = covers;
        Limits =
        [
            .. policy.Parts("limit").Select((each, place) => Limit(each.Clause, each.Part, place)),
        ];
    }

    /// <summary>The limits, by place.</summary>
    public ImmutableArray<Limit> Limits { get; }

    public ImmutableArray<Bucket> Buckets() =>
        [
            .. policy
                .Parts("bucket")
                .Select(each => new Bucket(
                    new(each.Clause.Name.Place),
                    [
                        .. lowering
                            .Acts(each.Clause, each.Part, "of")
                            .Select(acts => new Tap(acts, Measures.Of(acts.Type, null), -1, -1)),
                    ],
                    each.Part.Get<decimal>("rate"),
                    each.Part.Get("for-each", SeatKind.None),
                    new TimeSpan(each.Part.Get<Span>("holds").Ticks),
                    each.Part.Get<Outcome>("gate")
                )),
        ];

    /// <summary>The bounds on what goes on at once; where there is none, nothing is to be held against anything.</summary>
    public ImmutableArray<Concurrency> Concurrencies() =>
        [
            .. from each in policy.Parts("concurrency")
            let most = each.Part.Find<Quantity>("amount")
            where most is { IsCountable: true }
            select new Concurrency(
                new(each.Clause.Name.Place),
                lowering.Acts(each.Clause, each.Part, "of"),
                most.BaseUnits,
                each.Part.Get("for-each", SeatKind.None)
            ),
        ];

    public ImmutableArray<ActBound> ActBounds() =>
        [.. policy.Parts("act").Select(each => ActBound(each.Clause, each.Part))];

    public ImmutableArray<GateRule> Gates() =>
        [
            .. policy
                .Parts("gate")
                .Select(each => new GateRule(
                    new(each.Clause.Name.Place),
                    each.Part.Has("deny") ? Outcome.Deny : Outcome.Warn,
                    lowering.Acts(each.Clause, each.Part, each.Part.Has("deny") ? "deny" : "warn"),
                    Lowering.Circumstances(each.Part),
                    each.Part.Get("says", each.Clause.Draft.Text.Title)
                )),
        ];

    public Cap? Cap()
    {
        if (policy.Parts("cap").FirstOrDefault() is not { Part: { } part, Clause: { } clause })
            return null;
        var automated = part.Find<Part>("automated");
        var others = part.Find<Part>("others");
        return new Cap
        {
            Clause = new(clause.Name.Place),
            Cover = covers.Place(part.Get<ClauseName>("of")),
            SetAs = part.Get<string>("set-as"),
            NotOnPlans = [.. part.List<PlanName>("not-on").Select(plan => plan.Place)],
            Automated = automated is null ? [] : lowering.Acts(clause, automated, "acts"),
            AutomatedOutcome = automated?.Get<Outcome>("answer") ?? Outcome.Deny,
            Others = others is null ? [] : lowering.Acts(clause, others, "acts"),
            OthersOutcome = others?.Get<Outcome>("answer") ?? Outcome.Warn,
            LiftedByUpgrade = part.Get("lifted-by", false) && !policy.Plans.IsEmpty,
            Pause = policy
                .Parts("pause")
                .Select(each => Pause(each.Clause, each.Part))
                .FirstOrDefault(),
        };
    }

    public ImmutableArray<Repeat> Repeats() =>
        [
            .. policy
                .Parts("repeat")
                .Select(each => new Repeat(
                    new(each.Clause.Name.Place),
                    [.. LimitsOf(each.Part.List<ClauseName>("of"))],
                    each.Part.Get<WindowKind>("each"),
                    (int)each.Part.Get<decimal>("times"),
                    each.Part.Get("within", false)
                )),
        ];

    private IEnumerable<Place<Limit>> LimitsOf(ImmutableArray<ClauseName> clauses) =>
        Limits
            .Where(limit => clauses.Any(clause => clause.Place == limit.Clause.Index))
            .Select(limit => limit.Place);

    private Limit Limit(TypedClause clause, Part part, int place) =>
        new()
        {
            Place = new(place),
            Clause = new(clause.Name.Place),
            Meter = new(policy.MeterOf(clause, part)!.Place),
            Figure = Lowering.Figure(
                part.Get<Amount>("amount"),
                part.Get("for-each", new Multiple(SeatKind.None, null)),
                part.Get("taken", SeatBasis.Now)
            ),
            Reached = part.Get("passed", false),
            AveragedOver = part.Find<Span>("averaged-over") is { } span
                ? (int)(span.Ticks / NodaConstants.TicksPerDay)
                : 1,
            AtLeast = part.Find<Quantity>("at-least")?.BaseUnits ?? 0,
            Gate = part.Get("gate", Outcome.Allow),
            OpensCase = part.Get("opens", false),
            DeniesOnceThrottled = part.Has("once-throttled"),
        };

    private ActBound ActBound(TypedClause clause, Part part)
    {
        var test = Test(part);
        return new ActBound
        {
            Clause = new(clause.Name.Place),
            Acts = lowering.Acts(clause, part, "of"),
            Test = test,
            Gate = part.Get("gate", Outcome.Allow),
            OpensCase = part.Get("opens", false),
            Tells =
                part.Get("tells", false) && test is ActTest.AtMost most
                    ? $"max_{most.Field}"
                    : null,
        };
    }

    private static ActTest Test(Part part)
    {
        if (part.Find<Part>("fits") is { } fits)
            return new ActTest.FitsWithin(
                fits.List<string>("fields"),
                [.. fits.List<Quantity>("within").Select(each => each.BaseUnits)]
            );
        if (part.Find<Part>("starts") is { } starts)
            return new ActTest.StartsWith(
                starts.List<string>("fields"),
                starts.List<string>("with")
            );
        var most = part.List<KeyValuePair<string, Amount>>("at-most")[0];
        return new ActTest.AtMost(
            most.Key,
            Lowering.Figure(most.Value, new Multiple(SeatKind.None, null), SeatBasis.Now)
        );
    }

    private static Pause Pause(TypedClause clause, Part part) =>
        new(
            new(clause.Name.Place),
            part.Get<string>("of"),
            part.Get<EventType>("resumed-by").Index
        );
}
