using Evenhand.Core.Stream;

namespace Evenhand.Ledger.Payloads;

/// <summary>How the values of a stored field are read, and where they go.</summary>
/// <param name="Kind">What its value is.</param>
/// <param name="Slot">Its slot in the current catalogue; -1 where it has none any more.</param>
/// <param name="Choices">The current place of each stored choice, -1 for none; null where the field is no choice.</param>
internal sealed record StoredField(FieldKind Kind, int Slot, int[]? Choices);

/// <summary>How the records of a stored type are read, and what they become.</summary>
/// <param name="Index">Its place in the current catalogue; <see cref="RecordHead.UnknownType"/> where it has none any more.</param>
/// <param name="Fields">Its fields by stored slot.</param>
/// <param name="IsSame">Whether its values lie now as they were stored.</param>
internal sealed record StoredType(ushort Index, StoredField[] Fields, bool IsSame);

/// <summary>A schema under which records are stored, as seen from the current catalogue.</summary>
internal sealed class StoredSchema
{
    private StoredSchema(StoredType[] types) => Types = types;

    /// <summary>The types by stored place.</summary>
    public StoredType[] Types { get; }

    /// <summary>Matches stored types with those of a catalogue, by name.</summary>
    /// <exception cref="SchemaChangedException">A field has another kind or unit now.</exception>
    public static StoredSchema Of(List<WireType> stored, Catalogue current)
    {
        var now = WireShape.Of(current);
        return new([.. stored.Select(type => Of(type, now, current))]);
    }

    private static StoredType Of(WireType stored, List<WireType> types, Catalogue current)
    {
        if (current.Type(stored.Name) is not { } type)
            return new(RecordHead.UnknownType, [.. stored.Fields.Select(Gone)], IsSame: false);
        var now = types[type.Index];
        var fields = stored.Fields.Select(field => Of(stored.Name, field, now)).ToArray();
        return new((ushort)type.Index, fields, IsSame(fields));
    }

    /// <summary>Slots and choices that all kept their places; new ones may have come after them.</summary>
    private static bool IsSame(StoredField[] fields) =>
        fields
            .Select(
                (field, slot) =>
                    field.Slot == slot
                    && (field.Choices?.Select((now, was) => now == was).All(same => same) ?? true)
            )
            .All(same => same);

    private static StoredField Gone(WireField field) =>
        new(field.Kind, -1, field.Kind is FieldKind.Choice ? new int[field.Choices.Count] : null);

    private static StoredField Of(string type, WireField stored, WireType now)
    {
        var slot = now.Fields.ToList().FindIndex(field => field.Name == stored.Name);
        if (slot < 0)
            return Gone(stored);
        var field = now.Fields[slot];
        if (field.Kind != stored.Kind)
            throw Changed($"is {field.Kind} in the catalogue but stored as {stored.Kind}");
        if (field.Factor != stored.Factor)
            throw Changed(
                $"has a unit of {field.Factor} base units in the catalogue but was stored with one of {stored.Factor}"
            );
        return new(stored.Kind, slot, Choices(stored, field));

        SchemaChangedException Changed(string what) =>
            new(
                $"{type}: the field {stored.Name} {what}."
                    + " Undo the change in the catalogue; a field with another meaning needs a name of its own"
            );
    }

    private static int[]? Choices(WireField stored, WireField now) =>
        stored.Kind is FieldKind.Choice
            ? [.. stored.Choices.Select(choice => now.Choices.ToList().IndexOf(choice))]
            : null;
}
