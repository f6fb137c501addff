using System.Text.Json;
using Evenhand.Core.Codes;

namespace Evenhand.Core.Stream;

/// <summary>
/// The attributes of one event that CloudEvents leaves to whoever sends it. No rule looks at them; but where one of them
/// looks like the payload, or a field of it, the sender is told. Not to be shared between threads.
/// </summary>
/// <param name="seed">A secret that makes collisions hard to craft.</param>
internal sealed class Extensions(long seed)
{
    /// <summary>So many are remembered; no event has more that is anybody's.</summary>
    private const int MostKept = 16;

    private readonly SeenNames seen = new(seed);
    private readonly (int Start, int Length, bool HoldsMore)[] kept = new (int, int, bool)[
        MostKept
    ];
    private int count;
    private bool isLast;

    /// <summary>Begins an event.</summary>
    public void Clear()
    {
        seen.Clear();
        count = 0;
    }

    /// <summary>Notes the attribute at hand; returns what is wrong when it stood before.</summary>
    public Fault? Twice(ref Utf8JsonReader reader)
    {
        isLast = count < MostKept;
        if (isLast)
            kept[count++] = ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, false);
        return seen.Twice(ref reader, FaultKind.AttributeTwice);
    }

    /// <summary>Notes what the value of the attribute noted last is.</summary>
    public void NoteValue(JsonTokenType value)
    {
        if (isLast)
            kept[count - 1].HoldsMore =
                value is JsonTokenType.StartObject or JsonTokenType.StartArray;
    }

    /// <summary>Tells of those that look like a payload beside its place.</summary>
    /// <param name="json">The event.</param>
    /// <param name="type">Its type; null where the catalogue does not know it.</param>
    /// <param name="present">A bit per slot of a field that stands where it should.</param>
    /// <param name="odd">Who is told.</param>
    public void TellMisplaced(ReadOnlySpan<byte> json, EventType? type, uint present, IOddNames odd)
    {
        if (count == 0 || type is null || type.Fields.IsEmpty)
            return;
        foreach (var (start, length, holdsMore) in kept.AsSpan(0, count))
        {
            var name = json.Slice(start, length);
            if (holdsMore || IsData(name) || IsAbsent(name, type, present))
                odd.Attribute(type, name);
        }
    }

    private static bool IsData(ReadOnlySpan<byte> name) =>
        System.Text.Ascii.EqualsIgnoreCase(name, "data"u8)
        || System.Text.Ascii.EqualsIgnoreCase(name, "data_base64"u8)
        || System.Text.Ascii.EqualsIgnoreCase(name, "database64"u8);

    private static bool IsAbsent(ReadOnlySpan<byte> name, EventType type, uint present)
    {
        var names = type.FieldNames;
        for (var slot = 0; slot < names.Length; slot++)
            if (System.Text.Ascii.EqualsIgnoreCase(name, names[slot]))
                return (present >> slot & 1) == 0;
        return false;
    }
}
