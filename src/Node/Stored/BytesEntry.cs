using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Evenhand.Core.Keeping;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Stored;

/// <summary>
/// What became of the bytes of an account's things in the vendor's store. The fold knows nothing of it: for every meter a thing is
/// there as its events say.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = Entries.Word)]
[JsonDerivedType(typeof(BytesStored), "stored")]
[JsonDerivedType(typeof(BytesLost), "lost")]
internal abstract record BytesEntry
{
    /// <summary>When.</summary>
    public abstract Moment At { get; init; }

    /// <summary>The bytes of an entry.</summary>
    public byte[] Written() => StoredJson.Write(this, StoredJson.Default.BytesEntry);

    /// <summary>The entry of a slice.</summary>
    /// <exception cref="Ledger.DamagedLedgerException">The bytes are no such entry.</exception>
    public static BytesEntry Read(ReadOnlyMemory<byte> bytes) =>
        StoredJson.Read(
            bytes,
            static (ref reader) =>
                Entries.SaysItsKind(reader)
                    ? Entries.Read(ref reader, StoredJson.Default.BytesEntry)
                    : throw new JsonException("an entry says its kind")
        );
}

/// <summary>Bytes were taken in, in the commit of the event that says so.</summary>
/// <param name="Blob">Their id in the store.</param>
/// <param name="Thing">The name of the thing.</param>
/// <param name="Class">What kind of content it is.</param>
/// <param name="Bytes">How many there are.</param>
/// <param name="Sha256">Their hash.</param>
/// <param name="Media">Their media type, as they came; empty for none.</param>
/// <param name="At">The time of the event.</param>
/// <param name="By">Who sent them.</param>
internal sealed record BytesStored(
    string Blob,
    string Thing,
    string Class,
    long Bytes,
    string Sha256,
    string Media,
    Moment At,
    Doer By
) : BytesEntry
{
    /// <summary>Writes or reads one.</summary>
    public static BytesStored Exchange(StatePort port, BytesStored? entry)
    {
        var bytes = port.Exchange(entry?.Written() ?? []);
        return entry ?? Read(bytes) as BytesStored ?? throw new BadSnapshotException("no bytes");
    }
}

/// <summary>Bytes that should be in the store are not, or not as they came; they are not asked for any more.</summary>
/// <param name="Blobs">Their ids.</param>
/// <param name="At">When that was found.</param>
/// <param name="By">Who had it written down.</param>
internal sealed record BytesLost(ImmutableArray<string> Blobs, Moment At, Doer By) : BytesEntry;
