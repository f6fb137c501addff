using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Checking;
using Evenhand.Policies.Language;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Emitting;

/// <summary>What is counted: meters by place, and states.</summary>
internal sealed class Meters(TypedPolicy policy, Lowering lowering)
{
    private readonly ImmutableArray<Unit> units = MeterUnits.Of(policy);

    /// <summary>All meters, by place.</summary>
    public ImmutableArray<Meter> All() => [.. policy.Names.Meters.Select(Meter)];

    /// <summary>All states, by place.</summary>
    public ImmutableArray<OpenState> States() =>
        [
            .. policy
                .Parts("state")
                .Select(
                    (each, place) =>
                        new OpenState(
                            new(place),
                            each.Part.Get<string>("name"),
                            new(each.Clause.Name.Place),
                            each.Part.Get("of", ""),
                            each.Part.List<Selection>("opens"),
                            each.Part.List<Selection>("closes"),
                            new TimeSpan(each.Part.Find<Span>("lasts")?.Ticks ?? 0),
                            each.Part.Get("to", false) && each.Part.Has("lasts")
                        )
                ),
        ];

    private Meter Meter(MeterName name)
    {
        var (clause, part) = policy.PartOf(name);
        return part.Shape.Name switch
        {
            "stock" => Stock(name, part),
            "balance" => new BalanceMeter
            {
                Place = new(name.Place),
                Name = name.Name,
                Clause = new(name.Clause),
                Unit = units[name.Place],
                Adds = Taps(clause, part, "adds", part.Find<string>("per")),
                Takes = Taps(clause, part, "takes", part.Find<string>("per")),
            },
            "ratio" => new RatioMeter
            {
                Place = new(name.Place),
                Name = name.Name,
                Clause = new(name.Clause),
                Unit = units[name.Place],
                Part = Taps(clause, part, "of"),
                Whole = Taps(clause, part, "to"),
                Window = part.Get<Window>("within"),
                JudgedAt = part.List<Selection>("judged-at"),
            },
            _ => Flow(name, clause, part),
        };
    }

    private FlowMeter Flow(MeterName name, TypedClause clause, Part part)
    {
        var per = part.Find<string>("per");
        var distinct = part.Find<string>("distinct");
        return new FlowMeter
        {
            Place = new(name.Place),
            Name = name.Name,
            Clause = new(name.Clause),
            Unit = units[name.Place],
            Taps = part.Has("from") ? Conversions(name) : Taps(clause, part, "of", per, distinct),
            Window = part.Get<Window>("within"),
            Keyed = per is not null,
            Distinct = distinct is not null,
            While = Lowering.Circumstances(part),
        };
    }

    private StockMeter Stock(MeterName name, Part part)
    {
        var thing = part.Get<Thing>("of");
        var counts = part.Get<string>("counts");
        var weights = Speaking(name, "weigh")
            .Select(weigh => Weight(thing, weigh))
            .ToImmutableArray();
        return new StockMeter
        {
            Place = new(name.Place),
            Name = name.Name,
            Clause = new(name.Clause),
            Unit = units[name.Place],
            Thing = thing,
            Conditions = Lowering.Conditions(thing, part.List<FieldTest>("where")),
            Amount = thing.Keeps.Select(field => field.Name).ToList().IndexOf(counts),
            Weights = weights,
            LeastTime = Speaking(name, "hold")
                .Select(hold => Hold(thing, hold, weights))
                .FirstOrDefault(),
        };
    }

    private static Weight Weight(Thing thing, Part part) =>
        new(
            Lowering.Conditions(thing, part.List<FieldTest>("where"))[0],
            (long)(part.Get<decimal>("as") * StockMeter.WeightScale)
        );

    private static LeastTime Hold(Thing thing, Part part, ImmutableArray<Weight> weights)
    {
        var condition = Lowering.Conditions(thing, part.List<FieldTest>("where"))[0];
        var span = part.Get<Span>("for");
        var weight = weights.FirstOrDefault(each => each.Condition == condition);
        return new LeastTime(
            condition,
            span.Months,
            new TimeSpan(span.Ticks),
            weight?.Share ?? StockMeter.WeightScale
        );
    }

    private IEnumerable<Part> Speaking(MeterName meter, string part) =>
        policy
            .Parts(part)
            .Where(each => policy.MeterOf(each.Clause, each.Part) == meter)
            .Select(each => each.Part);

    private ImmutableArray<Tap> Taps(
        TypedClause clause,
        Part part,
        string key,
        string? per = null,
        string? distinct = null
    )
    {
        var counts = part.FindIfAny<string>("counts");
        var rounded = part.FindIfAny<Quantity>("each-rounded");
        return
        [
            .. lowering
                .Acts(clause, part, key)
                .Select(acts => new Tap(
                    acts,
                    Measures.Of(acts.Type, counts, Math.Max(1, rounded?.BaseUnits ?? 1)),
                    per is null ? -1 : acts.Type.Slot(per),
                    distinct is null ? -1 : acts.Type.Slot(distinct)
                )),
        ];
    }

    private ImmutableArray<Tap> Conversions(MeterName currency) =>
        [
            .. from each in policy.Parts("convert")
            where each.Part.Get<MeterName>("to") == currency
            from acts in lowering.Acts(each.Clause, each.Part, "of")
            select new Tap(acts, Measures.Converted(acts.Type, each.Part), -1, -1),
        ];
}
