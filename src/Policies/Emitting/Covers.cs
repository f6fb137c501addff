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
        sorted = InOrder(policy);
    }

    /// <summary>What is included, by meter and in the order in which usage is offered to it.</summary>
    public static List<(TypedClause Clause, Part Part, MeterName Meter)> InOrder(TypedPolicy policy)
    {
        var ranks = Ranks(policy);
        return
        [
            .. from each in policy.Parts("allowance", "free")
            let meter = policy.MeterOf(each.Clause, each.Part)
            where meter is not null
            orderby meter.Place, ranks.GetValueOrDefault(
                (meter, each.Clause.Name),
                int.MaxValue
            ), Turn(each.Part)
            select (each.Clause, each.Part, meter),
        ];
    }

    /// <summary>
    /// When a cover has its turn, unless an <c>order</c> says so: acts are offered to what is free and to what is drawn
    /// act by act; the close sets the rest against each key's own first, and then against the account's pools.
    /// </summary>
    public static int Turn(Part part) =>
        part.Shape.Name == "free" || part.Get("drawn", Drawing.AtClose) == Drawing.InOrder ? 0
        : part.Get("per", false) ? 1
        : 2;

    /// <summary>All covers, by place.</summary>
    public ImmutableArray<Cover> All() =>
        [.. sorted.Select((each, place) => Cover(each.Clause, each.Part, each.Meter, place))];

    /// <summary>The place of the allowance of a clause, the first of a meter where that is given; -1 for no clause.</summary>
    public Place<Cover> Place(ClauseName? clause, MeterName? meter = null) =>
        clause is null
            ? default(Place<Cover>)
            : new(sorted.FindIndex(each => each.Part == policy.AllowanceOf(clause, meter)));

    private static Dictionary<(MeterName, ClauseName), int> Ranks(TypedPolicy policy)
    {
        var ranks = new Dictionary<(MeterName, ClauseName), int>();
        foreach (var (clause, order) in policy.Parts("order"))
        foreach (var cover in order.List<ClauseName>("covers"))
            if (policy.MeterOf(clause, order) is { } meter)
                ranks.TryAdd((meter, cover), ranks.Count);
        return ranks;
    }

    private Cover Cover(TypedClause clause, Part part, MeterName meter, int place) =>
        part.Shape.Name == "free"
            ? Free(clause, part, meter, place)
            : new Allowance
            {
                Place = new(place),
                Clause = new(clause.Name.Place),
                Meter = new(meter.Place),
                Figure = Figure(part, meter),
                PerKey = part.Get("per", false),
                Drawing = Drawn(part, meter),
                While = part.Find<AddOn>("while") is { } addOn
                    ? Only(Lowering.Holding(addOn))
                    : Circumstances.Always,
            };

    /// <summary>Where neither an amount nor a price of a meter can change in a cycle, the whole cycle is what its acts drew in order.</summary>
    private Drawing Drawn(Part part, MeterName meter)
    {
        var drawn = part.Get("drawn", Drawing.AtClose);
        return drawn == Drawing.WholeCycle && IsSteady(meter) ? Drawing.InOrder : drawn;
    }

    private bool IsSteady(MeterName meter) =>
        policy
            .Parts("allowance", "charge")
            .Where(each => policy.MeterOf(each.Clause, each.Part) == meter)
            .All(each =>
                each.Part.Shape.Name == "charge"
                    ? each.Part.Find<Price>("price") is Price.Listed
                    : each.Part.Find<Amount>("amount") is Amount.Fixed && !each.Part.Has("for-each")
            );

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
            Place = new(place),
            Clause = new(clause.Name.Place),
            Meter = new(meter.Place),
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
                        .Select(each => (new Place<AddOn>(each.Key.Index), each.Value.BaseUnits)),
                ],
                OnceWhile = new(places.Get<StateName>("taken").Place),
            };
    }

    private static Circumstances Only(Circumstance circumstance) => new([circumstance], []);
}
