using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Emitting;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>Meters count what their unit says, and conversions lead to a usage currency, each act once.</summary>
internal sealed class MeterCheck(TypedPolicy policy, Reporter report, ImmutableArray<Unit> units)
    : Check(policy, report)
{
    public void Run()
    {
        foreach (var meter in Policy.Names.Meters)
        {
            var (clause, part) = Policy.PartOf(meter);
            OfCounts(clause, part, units[meter.Place]);
        }
        foreach (var (clause, part) in Policy.Parts("convert"))
            OfConvert(clause, part);
        foreach (var (clause, part) in Policy.Parts("weigh", "hold"))
            OfStock(clause, part);
        OverlappingConversions();
        EmptyCurrencies();
    }

    private void OfCounts(TypedClause clause, Part part, Unit unit)
    {
        var counts = part.FindIfAny<string>("counts");
        string[] keys = part.Shape.Name switch
        {
            "balance" => ["adds", "takes"],
            "ratio" => ["of", "to"],
            "meter" => ["of"],
            _ => [],
        };
        foreach (var key in keys)
        foreach (var type in part.List<Selection>(key).Select(each => each.Type).Distinct())
            if (
                MeterUnits.Counted(type, counts) is var counted
                && !MeterUnits.Comparable(unit, counted)
            )
                Say(
                    clause,
                    part,
                    key,
                    $"{type.Name} counts {counted.Plural}, the meter {unit.Plural}",
                    "name a field in `counts`, or count `acts`"
                );
        if (part.Shape.Name == "meter" && part.Find<Quantity>("each-rounded") is { } rounded)
            if (rounded.Number > 0 && !MeterUnits.Comparable(unit, rounded.Unit))
                Say(
                    clause,
                    part,
                    "each-rounded",
                    $"acts of {unit.Plural} cannot be rounded to {rounded}"
                );
        if (part.Shape.Name == "meter" && part.Has("from"))
            foreach (var key in new[] { "where", "counts", "distinct", "per", "each-rounded" })
                if (part.Has(key))
                    Say(
                        clause,
                        part,
                        key,
                        $"what is converted to `{part.Find<string>("name") ?? clause.Name.Slug}` counts as `convert` says",
                        $"leave `{key}` out"
                    );
        if (part.FindIfAny<Window>("within") is { Kind: WindowKind.Rolling, Length.Ticks: 0 })
            Say(clause, part, "within", "a window has a length");
    }

    private void OfConvert(TypedClause clause, Part part)
    {
        if (part.Find<MeterName>("to") is { } to && !IsCurrency(to))
            Say(
                clause,
                part,
                "to",
                $"`{to.Name}` is no usage currency",
                "its meter must say `from: conversions`"
            );
        if (part.Find<Part>("blocks") is { } blocks)
            OfBlocks(clause, part, blocks);
        if (part.Find<Part>("message") is { } message)
            OfMessage(clause, part, message);
    }

    private void OfBlocks(TypedClause clause, Part part, Part blocks)
    {
        if (blocks.Find<string>("counts") is not { } field)
            return;
        foreach (var acts in part.List<Selection>("of").Take(1))
        foreach (var key in new[] { "from", "size" })
            if (blocks.Find<Quantity>(key) is { } quantity)
                if (!MeterUnits.Comparable(MeterUnits.Counted(acts.Type, field), quantity.Unit))
                    Say(clause, blocks, key, $"`{field}` is no quantity of {quantity.Unit.Plural}");
                else if (key == "size" && quantity.BaseUnits < 1)
                    Say(clause, blocks, key, "a block has a size");
    }

    private void OfMessage(TypedClause clause, Part part, Part message)
    {
        foreach (var key in new[] { "single", "several", "unicode-single", "unicode-several" })
            if (
                message.Find<Quantity>(key) is { } size
                && (size.Unit.Dimension != Dimension.Count || size.Number is < 1 or > 100_000)
            )
                Say(
                    clause,
                    message,
                    key,
                    "the size of a part is a number of characters from 1 to 100,000"
                );
        foreach (var type in part.List<Selection>("of").Select(each => each.Type).Distinct())
        foreach (var key in new[] { "text", "characters", "encoding", "segments" })
            if (!message.Has(key) && type.Slot(key) < 0)
                Say(
                    clause,
                    part,
                    "message",
                    $"{type.Name} has no field `{key}`",
                    $"name it: `{key}: FIELD`"
                );
    }

    private void OfStock(TypedClause clause, Part part)
    {
        var stock = Policy.MeterOf(clause, part);
        if (stock?.Part != "stock" && part.Node["of"] is null)
            Say(
                clause,
                part.Node.At,
                $"`{part.Shape.Name}` speaks of no stock",
                "name one with `of`"
            );
        if (part.Node["where"] is MapNode { Entries.Length: not 1 })
            Say(clause, part, "where", $"`{part.Shape.Name}` takes one condition");
        if (
            part.Shape.Name == "weigh"
            && part.Get("as", 0m) is var share
            && (share > 1 || !IsWhole(share * StockMeter.WeightScale))
        )
            Say(clause, part, "as", "a weight is at most 100 %, with two decimals at most");
        var holds = Policy
            .Parts("hold")
            .Where(each => Policy.MeterOf(each.Clause, each.Part) == stock);
        if (part.Shape.Name == "hold" && holds.First().Part != part)
            Say(clause, part.Node.At, $"the stock `{stock?.Name}` is held already");
    }

    private void OverlappingConversions()
    {
        var all = Policy.Parts("convert").ToList();
        for (var i = 0; i < all.Count; i++)
        for (var j = 0; j < i; j++)
            if (all[i].Part.Find<MeterName>("to") == all[j].Part.Find<MeterName>("to"))
                foreach (
                    var act in Acts(all[i].Part)
                        .Where(act =>
                            Acts(all[j].Part).Any(other => Selections.Overlap(act, other))
                        )
                        .Take(1)
                )
                    Say(
                        all[i].Clause,
                        all[i].Part,
                        "of",
                        $"{act.Type.Name} is converted in `{all[j].Clause.Name.Slug}` already",
                        "tell the acts apart with `where`"
                    );
    }

    private IEnumerable<Selection> Acts(Part part)
    {
        var where = part.List<FieldTest>("where");
        foreach (var act in part.List<Selection>("of"))
        {
            var fields = Bearer.Of(act.Type, Policy.Names.Catalogue).Fields;
            if (where.All(test => fields.ContainsKey(test.Field)))
                yield return act with
                {
                    Conditions =
                    [
                        .. act.Conditions,
                        .. where.Select(test => test.On(fields[test.Field])),
                    ],
                };
        }
    }

    private void EmptyCurrencies()
    {
        foreach (var meter in Policy.Names.Meters.Where(IsCurrency))
            if (Policy.Parts("convert").All(each => each.Part.Find<MeterName>("to") != meter))
                Say(
                    Policy.Clauses[meter.Clause],
                    Policy.PartOf(meter).Part,
                    "from",
                    $"nothing is converted to `{meter.Name}`",
                    "add a `convert` part"
                );
    }

    private bool IsCurrency(MeterName meter) =>
        meter.Part == "meter" && Policy.PartOf(meter).Part.Has("from");

    private static bool IsWhole(decimal number) => number == decimal.Truncate(number);
}
