using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core;

/// <summary>Which event types and fields the rules of a version look at, as the fold itself has it.</summary>
public static class RuleReads
{
    /// <summary>The types that the catalogue declares, without those that every account has.</summary>
    public static IEnumerable<EventType> OwnTypes(Catalogue catalogue) =>
        catalogue.Types.Where(type => type.Index > (int)BuiltIns.Kind.Asked);

    /// <summary>Whether any rule looks at events of a type.</summary>
    public static bool Looks(PolicyVersion version, EventType type)
    {
        var rules = new TypeRules(type, version);
        return rules.Flows.Length
                + rules.Adds.Length
                + rules.Takes.Length
                + rules.Parts.Length
                + rules.Wholes.Length
                + rules.JudgedRatios.Length
                + rules.Bounds.Length
                + rules.Gates.Length
                + rules.Buckets.Length
                + rules.Concurrencies.Length
                + rules.PassThroughs.Length
                + rules.Opens.Length
                + rules.Closes.Length
                > 0
            || rules.Draws
            || rules.Resumes
            || rules.Requests
            || rules.IsOfVault
            || IsOfThing(version, rules)
            || Named(version).Any(selection => selection.Type == type);
    }

    /// <summary>The fields of a type that some rule looks at.</summary>
    public static IEnumerable<Field> Fields(PolicyVersion version, EventType type)
    {
        var rules = new TypeRules(type, version);
        var bits = SlotReader.OfRules(rules, version);
        foreach (var state in version.States)
            bits |= Bit(type.Slot(state.Key));
        foreach (var free in version.Covers.OfType<Free>())
            bits |= Bit(type.Slot(free.PlaceField));
        if (Circumstances(version).Any(each => each.Kind == CircumstanceKind.Holds))
            bits |= Bit(rules.UserSlot);
        return type.Fields.Where(field => (bits >> field.Slot & 1) != 0);
    }

    /// <summary>The fields of a type whose values must be good, or the event is rejected.</summary>
    public static IEnumerable<Field> Refused(PolicyVersion version, EventType type)
    {
        var bits = new TypeRules(type, version).Reads;
        return type.Fields.Where(field => (bits >> field.Slot & 1) != 0);
    }

    private static bool IsOfThing(PolicyVersion version, TypeRules rules) =>
        rules.Role is ThingRole.Opens or ThingRole.Changes or ThingRole.Closes
        && (
            version.Meters.OfType<StockMeter>().Any(stock => stock.Thing == rules.Thing)
            || version.Export is { } export && version.Catalogue.Things[export.Thing] == rules.Thing
            || Named(version).Any(selection => LooksAt(selection, rules.Thing!))
        );

    private static bool LooksAt(Selection selection, Thing thing) =>
        thing.Uses.Contains(selection.Type)
        && selection.Conditions.Any(condition => condition.OfThing);

    private static IEnumerable<Selection> Named(PolicyVersion version) =>
        version
            .Meters.OfType<FlowMeter>()
            .SelectMany(meter => meter.Taps.Select(tap => tap.Selection))
            .Concat(version.Gates.SelectMany(gate => gate.Acts))
            .Concat(version.Covers.SelectMany(cover => cover.Acts))
            .Concat(version.Wallet?.Gated ?? [])
            .Concat(version.Cap?.Automated ?? [])
            .Concat(version.Cap?.Others ?? []);

    private static IEnumerable<Circumstance> Circumstances(PolicyVersion version) =>
        version
            .Meters.OfType<FlowMeter>()
            .Select(meter => meter.While)
            .Concat(version.Gates.Select(gate => gate.Circumstances))
            .Concat(version.Covers.Select(cover => cover.While))
            .SelectMany(each => each.When.Concat(each.Unless));

    private static uint Bit(int slot) => slot < 0 ? 0 : 1u << slot;
}
