using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Resolving;

/// <summary>
/// The unit of each meter: the one that its part says; else that of what it counts; else, when it counts bare
/// acts, that of the first amount that speaks of it.
/// </summary>
public static class MeterUnits
{
    /// <summary>The units by the meters' places.</summary>
    public static ImmutableArray<Unit> Of(TypedPolicy policy) =>
        [.. policy.Names.Meters.Select(meter => Of(meter, policy))];

    /// <summary>Whether a quantity in one unit can be compared with, or taken from, a meter in another.</summary>
    public static bool Comparable(Unit meter, Unit quantity)
    {
        if (IsData(meter) && IsData(quantity))
            return true;
        if (meter.Dimension != quantity.Dimension)
            return false;
        return meter.Dimension != Dimension.Count
            || meter.Name == quantity.Name
            || meter == Unit.One
            || quantity == Unit.One;
    }

    /// <summary>The unit of what each act of a type counts, where <c>counts</c> says so.</summary>
    public static Unit Counted(EventType type, string? counts) =>
        counts switch
        {
            null => type.Counts < 0 ? Unit.One : type.Fields[type.Counts].Unit!,
            "events" or "acts" => Unit.One,
            _ => type.Fields.FirstOrDefault(field => field.Name == counts)?.Unit ?? Unit.One,
        };

    private static Unit Of(MeterName meter, TypedPolicy policy)
    {
        var (clause, part) = policy.PartOf(meter);
        if (part.FindIfAny<Unit>("unit") is { } said)
            return said;
        var counted = CountedBy(meter, part);
        return counted != Unit.One
            ? counted
            : Amounts(policy)
                .Where(amount => amount.Meter == meter)
                .Select(amount => amount.Quantity.Unit)
                .FirstOrDefault(
                    unit => unit.Dimension == Dimension.Count && unit != Unit.One,
                    Unit.One
                );
    }

    private static Unit CountedBy(MeterName meter, Part part)
    {
        if (part.Shape.Name == "stock")
        {
            var counted = part.Find<string>("counts");
            return meter.Thing?.Keeps.FirstOrDefault(field => field.Name == counted)?.Unit
                ?? Unit.One;
        }
        var acts = part.List<Selection>(
            part.Shape.Name switch
            {
                "balance" => "adds",
                "ratio" => "to",
                _ => "of",
            }
        );
        var counts = part.FindIfAny<string>("counts");
        return acts.IsEmpty ? Unit.One : Counted(acts[0].Type, counts);
    }

    /// <summary>Every quantity that is said of a meter, with the place where it is said.</summary>
    public static IEnumerable<(
        MeterName? Meter,
        Quantity Quantity,
        TypedClause Clause,
        Place At
    )> Amounts(TypedPolicy policy)
    {
        foreach (var (clause, part) in policy.Parts("allowance", "limit", "charge", "convert"))
        {
            var meter =
                part.Shape.Name == "convert"
                    ? part.Find<MeterName>("to")
                    : policy.MeterOf(clause, part);
            var key = part.Shape.Name switch
            {
                "charge" => "for",
                "convert" => "costs",
                _ => "amount",
            };
            foreach (var quantity in Quantities(part, key, policy))
                yield return (meter, quantity, clause, part.At(key));
        }
    }

    private static IEnumerable<Quantity> Quantities(Part part, string key, TypedPolicy policy) =>
        part.Find<object>(key) switch
        {
            Quantity quantity => [quantity],
            Amount.Fixed amount => [amount.Quantity],
            Amount.FromPlan plan => policy
                .Plans.Select(each => each.Terms.GetValueOrDefault(plan.Term)?.Quantity)
                .OfType<Quantity>(),
            _ => [],
        };

    private static bool IsData(Unit unit) =>
        unit.Dimension is Dimension.Data or Dimension.DataOverCycle;
}
