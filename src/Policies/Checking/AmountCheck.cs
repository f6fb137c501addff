using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;
using NodaTime;

namespace Evenhand.Policies.Checking;

/// <summary>Amounts speak of a meter that there is, in its unit, and with what it has: keys, a whole, a stock.</summary>
internal sealed class AmountCheck(TypedPolicy policy, Reporter report, ImmutableArray<Unit> units)
    : Check(policy, report)
{
    public void Run()
    {
        foreach (var (meter, quantity, clause, at) in MeterUnits.Amounts(Policy))
            if (
                meter is not null
                && meter.Part != "ratio"
                && !MeterUnits.Comparable(units[meter.Place], quantity.Unit)
            )
                Say(
                    clause,
                    at,
                    $"`{meter.Name}` counts {Plural(units[meter.Place])}, not {Plural(quantity.Unit)}"
                );
        foreach (
            var (clause, part) in Policy.Parts("allowance", "free", "order", "limit", "charge")
        )
            if (Policy.MeterOf(clause, part) is { } meter)
                OfPart(clause, part, meter);
            else if (
                part.Node["of"] is null
                && part.Node[part.Shape.Name == "charge" ? "beyond" : "of"] is null
            )
                Say(
                    clause,
                    part.Node.At,
                    $"`{part.Shape.Name}` speaks of no meter",
                    "name one with `of`"
                );
    }

    private void OfPart(TypedClause clause, Part part, MeterName meter)
    {
        if (part.Shape.Name != "limit" && Within(meter) is { Kind: not WindowKind.Cycle })
            Say(
                clause,
                part.Node.At,
                $"what is included and charged is of a cycle, and `{meter.Name}` is not",
                "count it `within: cycle`"
            );
        switch (part.Shape.Name)
        {
            case "limit":
                OfLimit(clause, part, meter);
                break;
            case "order":
                OfOrder(clause, part, meter);
                break;
            case "charge":
                OfCharge(clause, part, meter);
                break;
            default:
                if (meter.Part is "ratio" or "balance")
                    Say(clause, part.Node.At, $"nothing is included of a {meter.Part}");
                if (part.Shape.Name == "allowance" && part.Has("drawn") && meter.Part == "stock")
                    Say(
                        clause,
                        part,
                        "drawn",
                        "what is there is not drawn act by act",
                        "leave `drawn` out"
                    );
                if (part.Shape.Name == "allowance" && part.Get("per", false) && Per(meter) is null)
                    Say(
                        clause,
                        part,
                        "per",
                        $"`{meter.Name}` has no keys",
                        "give the meter a `per`"
                    );
                break;
        }
    }

    private void OfLimit(TypedClause clause, Part part, MeterName meter)
    {
        var ratio = meter.Part == "ratio";
        if (part.Find<Amount>("amount") is { } amount && amount is Amount.Share != ratio)
            Say(
                clause,
                part,
                "amount",
                ratio ? "a ratio is held against a share" : "only a ratio is held against a share"
            );
        if (part.Find<Quantity>("at-least") is { } least)
            if (!ratio)
                Say(clause, part, "at-least", "only a ratio has a least whole");
            else if (units[meter.Place].Dimension != least.Unit.Dimension)
                Say(
                    clause,
                    part,
                    "at-least",
                    $"the whole of `{meter.Name}` counts {Plural(units[meter.Place])}, not {Plural(least.Unit)}"
                );
        if (part.Find<Span>("averaged-over") is { Ticks: var ticks })
            if (ticks % NodaConstants.TicksPerDay != 0 || ticks == 0)
                Say(clause, part, "averaged-over", "an average is over whole days");
        if (part.Find<Multiple>("for-each") is { Meter: { Part: "ratio" } share })
            Say(
                clause,
                part,
                "for-each",
                $"`{share.Name}` is a ratio, and has no units",
                "name a meter, stock or balance"
            );
        else if (
            part.Find<Multiple>("for-each") is { Meter: { } other }
            && Per(other) != Per(meter)
        )
            Say(
                clause,
                part,
                "for-each",
                $"`{other.Name}` has no `per` like that of `{meter.Name}`"
            );
        if (part.Node["gate"] is null && part.Node["opens"] is null)
            Say(
                clause,
                part.Node.At,
                "the limit neither answers nor opens anything",
                "add `gate` or `opens`"
            );
    }

    private void OfOrder(TypedClause clause, Part part, MeterName meter)
    {
        var covers = part.List<ClauseName>("covers");
        var clauses = Policy
            .Parts("allowance", "free")
            .Where(each => Policy.MeterOf(each.Clause, each.Part) == meter)
            .Select(each => each.Clause.Name)
            .Distinct()
            .ToList();
        foreach (var missing in clauses.Except(covers).Where(_ => part.Has("covers")))
            Say(
                clause,
                part,
                "covers",
                $"`{missing.Slug}` is left out, which includes `{meter.Name}` too"
            );
        foreach (var other in covers.Except(clauses))
            Say(clause, part, "covers", $"`{other.Slug}` includes nothing of `{meter.Name}`");
    }

    private void OfCharge(TypedClause clause, Part part, MeterName meter)
    {
        if (
            part.Find<ClauseName>("beyond") is { } beyond
            && Policy.AllowanceOf(beyond, meter) is null
        )
            Say(clause, part, "beyond", $"`{beyond.Slug}` includes nothing of `{meter.Name}`");
        if (meter.Part is "ratio" or "balance")
            Say(clause, part.Node.At, $"nothing is charged of a {meter.Part}");
        if (part.Has("taken") && meter.Part != "stock")
            Say(clause, part, "taken", "only of a stock is there more than one value in a cycle");
        var touched = part.Get("taken", StockValue.Average) == StockValue.Touched;
        if (part.Get("repeats", false) && !touched)
            Say(clause, part, "repeats", "only what was `touched` can be charged once");
        if (
            part.Find<Quantity>("for") is { } per
            && (per.Number < 1 || per.Number != decimal.Truncate(per.Number))
        )
            Say(clause, part, "for", "a price is for a whole number of units, at least 1");
    }

    private Window? Within(MeterName meter) =>
        meter.Part == "meter" ? Policy.PartOf(meter).Part.Find<Window>("within") : null;

    private string? Per(MeterName meter)
    {
        var part = Policy.PartOf(meter).Part;
        return part.FindIfAny<string>("per");
    }

    private static string Plural(Unit unit) =>
        unit == Unit.One ? "things without a unit" : unit.Plural;
}
