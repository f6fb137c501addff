using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Emitting;

/// <summary>What is billed, told and exported.</summary>
internal sealed class Bill(TypedPolicy policy, Lowering lowering, Covers covers)
{
    public ImmutableArray<Charge> Charges() =>
        [.. policy.Parts("charge").Select(each => Charge(each.Clause, each.Part))];

    public ImmutableArray<PassThrough> PassThroughs() =>
        [
            .. policy
                .Parts("pass-through")
                .Select(each => new PassThrough(
                    new(each.Clause.Name.Place),
                    lowering.Acts(each.Clause, each.Part, "of"),
                    each.Part.Get<string>("amount"),
                    CurrencyField(each.Part).Name,
                    each.Part.Get<string>("currency"),
                    each.Part.Get("shown", true),
                    each.Part.Get<bool>("status")
                )),
        ];

    public WalletRule? Wallet() =>
        policy.Parts("wallet").FirstOrDefault() is not { Part: { } part, Clause: { } clause }
            ? null
            : new WalletRule(
                new(clause.Name.Place),
                lowering.Acts(clause, part, "of"),
                part.Get<string>("draws"),
                covers.Place(part.Find<ClauseName>("less")),
                lowering.Acts(clause, part.List<Selection>("gated"), [])
            );

    public ImmutableArray<Notify> Notices() =>
        [
            .. policy
                .Parts("notify")
                .Select(each => new Notify(
                    new(each.Clause.Name.Place),
                    covers.Place(each.Part.Get<ClauseName>("of")),
                    [.. each.Part.List<decimal>("at").Select(share => (int)(share * 100))],
                    (int)(each.Part.Get("then-every", 0m) * 100),
                    each.Part.Get("summary", false)
                )),
        ];

    public Export? Export() =>
        policy.Parts("export").FirstOrDefault() is not { Part: { } part, Clause: { } clause }
            ? null
            : new Export(
                new(clause.Name.Place),
                part.Get<EventType>("on").Index,
                new TimeSpan(part.Get<Span>("within").Ticks),
                part.Get<EventType>("counts-as"),
                part.Get<Thing>("each").Index
            )
            {
                Of = Lowering.Conditions(part.Get<Thing>("each"), part.List<FieldTest>("where")),
            };

    /// <summary>The currency field of the acts of a part; there is one where money is.</summary>
    internal static Field CurrencyField(Part part) =>
        part.List<Selection>("of")[0].Type.Fields.First(field => field.Kind == FieldKind.Currency);

    private Charge Charge(TypedClause clause, Part part)
    {
        var meter = policy.MeterOf(clause, part)!;
        var price = part.Get<Price>("price");
        var per = part.Get<Quantity>("for");
        return new Charge
        {
            Clause = new(clause.Name.Place),
            Meter = new(meter.Place),
            Beyond = covers.Place(part.Find<ClauseName>("beyond"), meter),
            Taken = part.Get("taken", StockValue.Average),
            Price = price is Price.Listed listed ? new PriceList(listed.ByCurrency) : null,
            PlanPrice = (price as Price.FromPlan)?.Term,
            Unit = per.Unit,
            Per = (long)per.Number,
            StartedWhole = part.Get("partial", false) && !IsWhole(meter, per),
            Once = part.Get("repeats", false),
            Due = part.Get<bool>("status"),
            OnlyWith = new(part.Find<AddOn>("only-with")?.Index ?? -1),
        };
    }

    /// <summary>Whether nothing is ever begun and left of what the price is for: the least there is, of acts that count whole.</summary>
    private bool IsWhole(MeterName meter, Quantity per) =>
        meter.Part == "meter"
        && per.BaseUnits == 1
        && !policy
            .Parts("allowance")
            .Any(each =>
                policy.MeterOf(each.Clause, each.Part) == meter
                && TypedPolicy.TakesAverage(each.Part)
            );
}
