using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Emitting;

/// <summary>What is included, in the order in which usage is offered to it.</summary>
internal sealed class Covers
{
    private readonly TypedPolicy policy;
    private readonly Lowering lowering;
    private readonly List<(TypedClause Clause, Part Part, MeterName Meter)> sorted;

    public Covers(TypedPolicy policy, Lowering lowering)
    {
        this.policy = policy;
        this.lowering = lowering;
        var ranks = Ranks();
        sorted =
        [
            .. policy
                .Parts("allowance", "free")
                .Select(each =>
                    (each.Clause, each.Part, Meter: policy.MeterOf(each.Clause, each.Part)!)
                )
                .OrderBy(each => each.Meter.Place)
                .ThenBy(each =>
                    ranks.GetValueOrDefault((each.Meter, each.Clause.Name), int.MaxValue)
                ),
        ];
    }

    /// <summary>All covers, by place.</summary>
    public ImmutableArray<Cover> All() =>
        [.. sorted.Select((each, place) => Cover(each.Clause, each.Part, each.Meter, place))];

    /// <summary>The place of the allowance of a clause, the first of a meter where that is given; -1 for no clause.</summary>
    public int Place(ClauseName? clause, MeterName? meter = null) =>
        clause is null
            ? -1
            : sorted.FindIndex(each => each.Part == policy.AllowanceOf(clause, meter));

    private Dictionary<(MeterName, ClauseName), int> Ranks()
    {
        var ranks = new Dictionary<(MeterName, ClauseName), int>();
        foreach (var (clause, order) in policy.Parts("order"))
        foreach (var cover in order.List<ClauseName>("covers"))
            ranks.TryAdd((policy.MeterOf(clause, order)!, cover), ranks.Count);
        return ranks;
    }

    private Cover Cover(TypedClause clause, Part part, MeterName meter, int place) =>
        part.Shape.Name == "free"
            ? Free(clause, part, meter, place)
            : new Allowance
            {
                Index = place,
                Clause = clause.Name.Place,
                Meter = meter.Place,
                Figure = Figure(part, meter),
                PerKey = part.Get("per", false),
                Drawing = part.Get("drawn", Drawing.AtClose),
                While = part.Find<AddOn>("while") is { } addOn
                    ? Only(Lowering.Holding(addOn))
                    : Circumstances.Always,
            };

    private static Figure Figure(Part part, MeterName meter)
    {
        var usual = meter.Part == "stock" ? SeatBasis.Average : SeatBasis.Highest;
        var seats = new Multiple(part.Get("for-each", SeatKind.None), null);
        return Lowering.Figure(part.Get<Amount>("amount"), seats, part.Get("taken", usual));
    }

    private Free Free(TypedClause clause, Part part, MeterName meter, int place)
    {
        var free = new Free
        {
            Index = place,
            Clause = clause.Name.Place,
            Meter = meter.Place,
            Acts = lowering.Acts(clause, part, "acts"),
            While = part.Find<Circumstance>("while") is { } only
                ? Only(only)
                : Circumstances.Always,
        };
        return part.Find<Part>("places") is not { } places
            ? free
            : free with
            {
                PlaceField = places.Get<string>("field"),
                Places =
                [
                    .. places
                        .List<KeyValuePair<AddOn, Quantity>>("add-ons")
                        .Select(each => (each.Key.Index, each.Value.BaseUnits)),
                ],
                OnceWhile = places.Get<StateName>("taken").Place,
            };
    }

    private static Circumstances Only(Circumstance circumstance) => new([circumstance], []);
}
