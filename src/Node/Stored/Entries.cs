using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Evenhand.Core.Keeping;

namespace Evenhand.Node.Stored;

/// <summary>What entries of several kinds have in common on disk: the first word says which kind it is.</summary>
internal static class Entries
{
    /// <summary>The name under which an entry says its kind. Entries of version 1 have none.</summary>
    public const string Word = "what";

    /// <summary>Whether the entry that a reader stands before says its kind.</summary>
    public static bool SaysItsKind(Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.StartObject
        && reader.Read()
        && reader.TokenType == JsonTokenType.PropertyName
        && reader.ValueTextEquals(Word);

    /// <summary>A list that an entry must have.</summary>
    /// <exception cref="JsonException">It has none.</exception>
    public static ImmutableArray<T> Whole<T>(ImmutableArray<T> list) =>
        list.IsDefault ? throw new JsonException("a list is missing") : list;

    /// <summary>A part that an entry must have.</summary>
    /// <exception cref="JsonException">It has none.</exception>
    public static T Whole<T>(T? part)
        where T : class => part ?? throw new JsonException("a part is missing");

    /// <summary>Writes an entry into a snapshot, or reads it from one.</summary>
    /// <param name="port">The snapshot.</param>
    /// <param name="entry">The entry; null where one is read.</param>
    /// <param name="written">Its bytes, likewise.</param>
    /// <param name="read">Reads one of any kind.</param>
    /// <exception cref="BadSnapshotException">It is of another kind.</exception>
    public static TEntry Exchange<TEntry>(
        StatePort port,
        TEntry? entry,
        byte[]? written,
        Func<ReadOnlyMemory<byte>, object> read
    )
        where TEntry : class
    {
        var bytes = port.Exchange(written ?? []);
        return entry
            ?? read(bytes) as TEntry
            ?? throw new BadSnapshotException("an entry is of another kind");
    }

    /// <summary>Reads an entry.</summary>
    /// <exception cref="JsonException">There is none.</exception>
    public static T Read<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(ref reader, type) ?? throw new JsonException("it is empty");
}
