using Evenhand.Core.Stream;

namespace Evenhand.Ledger.Payloads;

/// <summary>
/// The schemas under which a ledger's events are stored, by number, and how each becomes the current catalogue. Add
/// them in the order in which the shared stream has them. Reading is safe from many threads while nothing is added.
/// </summary>
/// <param name="current">The catalogue that unpacked records follow.</param>
public sealed class Schemas(Catalogue current)
{
    private readonly List<StoredSchema> stored = [];
    private readonly List<byte[]> described = [];

    /// <summary>The catalogue that unpacked records follow.</summary>
    public Catalogue Current => current;

    /// <summary>How many schemas there are.</summary>
    public int Count => stored.Count;

    /// <summary>What of a catalogue stored values depend on, as bytes for the shared stream.</summary>
    public static byte[] Describe(Catalogue catalogue) => WireShape.Write(WireShape.Of(catalogue));

    /// <summary>Adds the next schema of the shared stream.</summary>
    /// <param name="schema">Its bytes.</param>
    /// <returns>Its number: how many came before.</returns>
    /// <exception cref="SchemaChangedException">A field has another kind or unit in the current catalogue.</exception>
    /// <exception cref="DamagedLedgerException">The bytes are no schema.</exception>
    public int Add(ReadOnlySpan<byte> schema)
    {
        stored.Add(StoredSchema.Of(WireShape.Read(schema), current));
        described.Add(schema.ToArray());
        return stored.Count - 1;
    }

    /// <summary>The number of the schema that is the current catalogue's; null where it is not stored yet.</summary>
    public int? NumberOfCurrent()
    {
        var now = Describe(current);
        var number = described.FindLastIndex(schema => now.AsSpan().SequenceEqual(schema));
        return number < 0 ? null : number;
    }

    /// <summary>The schema of a number, or null.</summary>
    internal StoredSchema? Find(int number) => number < stored.Count ? stored[number] : null;
}
