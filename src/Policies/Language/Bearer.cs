using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Policies.Language;

/// <summary>Something whose fields a rule can name: an event type with the thing that it refers to, or a thing alone.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fields">The fields by name.</param>
public sealed record Bearer(string Name, ImmutableDictionary<string, BoundField> Fields)
{
    /// <summary>The names of the fields, in the order of their declaration.</summary>
    public IEnumerable<string> Known =>
        Fields
            .Values.OrderBy(bound => (bound.OfThing, bound.Slot))
            .Select(bound => bound.Field.Name);

    /// <summary>An event type; its own fields hide those kept of the thing.</summary>
    public static Bearer Of(EventType type, Catalogue catalogue)
    {
        var fields = catalogue.Things.Where(thing => RefersTo(type, thing)).SelectMany(Kept);
        fields = fields.Concat(
            type.Fields.Select(field => new BoundField(field, field.Slot, false))
        );
        return new Bearer(type.Name, ByName(fields));
    }

    /// <summary>A thing, by what is kept of it.</summary>
    public static Bearer Of(Thing thing) => new(thing.Name, ByName(Kept(thing)));

    private static ImmutableDictionary<string, BoundField> ByName(IEnumerable<BoundField> fields)
    {
        var byName = ImmutableDictionary.CreateBuilder<string, BoundField>(StringComparer.Ordinal);
        foreach (var bound in fields)
            byName[bound.Field.Name] = bound;
        return byName.ToImmutable();
    }

    private static IEnumerable<BoundField> Kept(Thing thing) =>
        thing.Keeps.Select((field, place) => new BoundField(field, place, true));

    private static bool RefersTo(EventType type, Thing thing) =>
        thing.Closes == type || thing.Uses.Contains(type) || thing.Changes.Contains(type);
}

/// <summary>A field where a rule finds it.</summary>
/// <param name="Field">The field.</param>
/// <param name="Slot">Its slot in the event type, or its place among the fields that are kept.</param>
/// <param name="OfThing">Whether it is kept of a thing.</param>
public sealed record BoundField(Field Field, int Slot, bool OfThing);

/// <summary>What is asked of a field, before it is known of which event types.</summary>
/// <param name="Field">The name of the field.</param>
/// <param name="Test">What is asked.</param>
/// <param name="Values">The values, where some are named.</param>
public sealed record FieldTest(string Field, Test Test, ImmutableArray<string> Values)
{
    /// <summary>The condition on a field that has all the values.</summary>
    public Condition On(BoundField bound)
    {
        var bits = 0UL;
        foreach (var value in Values)
            bits |= 1UL << ValuesOf(bound.Field).IndexOf(value);
        return new Condition(Test, bound.Slot, bound.OfThing, bits);
    }

    /// <summary>The values that a field can be compared with, by bit; empty when it has no closed set.</summary>
    public static ImmutableArray<string> ValuesOf(Field field) =>
        field.Kind switch
        {
            FieldKind.Choice => field.Choices,
            FieldKind.Flag => ["false", "true"],
            _ => [],
        };
}
