using System.Collections.Immutable;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Folding;

/// <summary>Finds out which fields of a type the rules of a version read.</summary>
internal static class SlotReader
{
    /// <summary>A bit per slot that some rule reads, or could come to read around an act.</summary>
    public static uint Of(TypeRules rules, PolicyVersion policy) =>
        OfRules(rules, policy) | KeysOfCircumstances(rules, policy);

    /// <summary>A bit per slot that some rule reads of the act itself.</summary>
    public static uint OfRules(TypeRules rules, PolicyVersion policy)
    {
        uint bits = Bit(rules.ThingSlot) | Bit(rules.AutomationSlot) | Bit(rules.RetrievalSlot);
        foreach (var slot in rules.KeptSlots)
            bits |= Bit(slot);
        foreach (var (_, selection, key) in rules.Opens.Concat(rules.Closes))
            bits |= Bits(selection) | Bit(key);
        foreach (var tap in Taps(rules))
            bits |= Bits(tap.Selection) | Bits(tap.Measure) | Bit(tap.Key) | Bit(tap.DistinctBy);
        foreach (var (_, selection) in rules.JudgedRatios)
            bits |= Bits(selection);
        foreach (var (place, selection) in rules.PassThroughs)
            bits |=
                Bits(selection)
                | Bit(rules.Type.Slot(policy.PassThroughs[place].Amount))
                | Bit(rules.Type.Slot(policy.PassThroughs[place].Currency));
        foreach (var bound in rules.Bounds)
            bits |= Bits(bound.Acts, rules) | Bits(bound.Test, rules);
        foreach (var gate in rules.Gates)
            bits |= Bits(gate.Acts, rules);
        foreach (var (_, concurrency) in rules.Concurrencies)
            bits |= Bits(concurrency.Acts, rules);
        if (policy.Wallet is { } wallet)
            bits |=
                Bits(wallet.Acts, rules)
                | Bits(wallet.Gated, rules)
                | (rules.Draws ? Bit(rules.CostSlot) : 0);
        if (policy.Cap is { } cap)
            bits |= Bits(cap.Automated, rules) | Bits(cap.Others, rules);
        foreach (var cover in policy.Covers)
            bits |= Bits(cover.Acts, rules);
        return bits;
    }

    private static IEnumerable<Tap> Taps(TypeRules rules) =>
        rules
            .Flows.Concat(rules.Adds)
            .Concat(rules.Takes)
            .Concat(rules.Parts)
            .Concat(rules.Wholes)
            .Select(each => each.Tap)
            .Concat(rules.Buckets.Select(each => each.Tap));

    /// <summary>States and places are looked up by fields of the act that bear their names; add-ons by its user.</summary>
    private static uint KeysOfCircumstances(TypeRules rules, PolicyVersion policy)
    {
        var bits = Bit(rules.Type.Slot("user"));
        foreach (var state in policy.States)
            bits |= state.Key.Length == 0 ? 0 : Bit(rules.Type.Slot(state.Key));
        foreach (var free in policy.Covers.OfType<Free>())
            bits |= free.PlaceField.Length == 0 ? 0 : Bit(rules.Type.Slot(free.PlaceField));
        return rules.Flows.Length + rules.Gates.Length == 0 ? 0 : bits;
    }

    private static uint Bits(ImmutableArray<Selection> selections, TypeRules rules) =>
        selections
            .Where(selection => selection.Type == rules.Type)
            .Aggregate(0u, (bits, selection) => bits | Bits(selection));

    private static uint Bits(Selection selection) =>
        selection
            .Conditions.Where(condition => !condition.OfThing)
            .Aggregate(0u, (bits, condition) => bits | Bit(condition.Slot));

    private static uint Bits(Measure measure) =>
        measure switch
        {
            Measure.OfField field => Bit(field.Slot),
            Measure.Blocks blocks => Bit(blocks.Slot),
            Measure.Message message => Bit(message.Text)
                | Bit(message.Characters)
                | Bit(message.Encoding)
                | Bit(message.Segments),
            _ => 0,
        };

    private static uint Bits(ActTest test, TypeRules rules) =>
        (
            test switch
            {
                ActTest.AtMost bound => [bound.Field],
                ActTest.FitsWithin frame => frame.Fields,
                ActTest.StartsWith prefix => prefix.Fields,
                _ => ImmutableArray<string>.Empty,
            }
        ).Aggregate(0u, (bits, field) => bits | Bit(rules.Type.Slot(field)));

    private static uint Bit(int slot) => slot < 0 ? 0 : 1u << slot;
}
