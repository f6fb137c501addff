using System.Text.Json.Serialization;
using Evenhand.Core.Time;

namespace Evenhand.Node.Stored;

/// <summary>What is done about copies to targets. That one was made, or could not be, is an event of the account's.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = Entries.Word)]
[JsonDerivedType(typeof(OffloadBegun), "begun")]
[JsonDerivedType(typeof(OffloadFailing), "failing")]
[JsonDerivedType(typeof(OffloadWell), "well")]
internal abstract record OffloadEntry
{
    /// <summary>The name of the target.</summary>
    public abstract string Target { get; init; }

    /// <summary>When.</summary>
    public abstract Moment At { get; init; }

    /// <summary>The bytes of an entry.</summary>
    public byte[] Written() => StoredJson.Write(this, StoredJson.Default.OffloadEntry);

    /// <summary>The entry of a slice.</summary>
    /// <exception cref="Ledger.DamagedLedgerException">The bytes are no such entry.</exception>
    public static OffloadEntry Read(ReadOnlyMemory<byte> bytes) =>
        StoredJson.Read(bytes, StoredJson.Default.OffloadEntry);
}

/// <summary>
/// A copy is made now: it was due as this was written, by whoever holds the ledger. Whoever finds its thing still due makes it again.
/// </summary>
/// <param name="Attempt">The id of this try.</param>
/// <param name="Thing">The name of the thing.</param>
/// <param name="Blob">The id of its bytes.</param>
/// <param name="Target">The name of the target.</param>
/// <param name="At">When.</param>
internal sealed record OffloadBegun(
    string Attempt,
    string Thing,
    string Blob,
    string Target,
    Moment At
) : OffloadEntry;

/// <summary>A target takes nothing; it is tried again.</summary>
/// <param name="Target">The name of the target.</param>
/// <param name="Fault">What is wrong, by what helps: a word of the stores'.</param>
/// <param name="Why">The same in words.</param>
/// <param name="At">Since when.</param>
internal sealed record OffloadFailing(string Target, string Fault, string Why, Moment At)
    : OffloadEntry
{
    /// <summary>Before when it is not tried again; null in entries that were written before that was.</summary>
    public Moment? Until { get; init; }

    /// <summary>How often it failed since it last took one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Failed { get; init; }
}

/// <summary>A target takes copies again.</summary>
/// <param name="Target">The name of the target.</param>
/// <param name="At">When.</param>
internal sealed record OffloadWell(string Target, Moment At) : OffloadEntry;
