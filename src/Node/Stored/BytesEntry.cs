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
[JsonDerivedType(typeof(BytesCondemned), "condemned")]
[JsonDerivedType(typeof(BytesSpared), "spared")]
[JsonDerivedType(typeof(BytesDeleted), "deleted")]
[JsonDerivedType(typeof(BytesMoved), "moved")]
[JsonDerivedType(typeof(BytesLost), "lost")]
[JsonDerivedType(typeof(DeletionsAllowed), "allowed")]
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

/// <summary>
/// Bytes are about to be deleted: their things are gone, and nothing keeps them. Whoever wrote this deletes them, and whoever finds
/// it goes on with that.
/// </summary>
/// <param name="Blobs">Their ids.</param>
/// <param name="At">When.</param>
internal sealed record BytesCondemned(ImmutableArray<string> Blobs, Moment At) : BytesEntry;

/// <summary>Bytes that were about to be deleted are there still, and stay: something keeps them by now.</summary>
/// <param name="Blobs">Their ids.</param>
/// <param name="At">When.</param>
internal sealed record BytesSpared(ImmutableArray<string> Blobs, Moment At) : BytesEntry;

/// <summary>Bytes were deleted.</summary>
/// <param name="Items">Which.</param>
/// <param name="At">When.</param>
internal sealed record BytesDeleted(ImmutableArray<DeletedBytes> Items, Moment At) : BytesEntry;

/// <summary>Bytes that were deleted, as a certificate names them.</summary>
/// <param name="Blob">Their id.</param>
/// <param name="Thing">The name of their thing.</param>
/// <param name="Class">What kind of content it was.</param>
/// <param name="Bytes">How many there were.</param>
/// <param name="Sha256">Their hash.</param>
/// <param name="Stored">When they were stored.</param>
/// <param name="Policy">The policy of the clause; null where the customer's own act took the thing away.</param>
/// <param name="Version">Its version; null as well.</param>
/// <param name="Clause">The clause under which they were deleted; null as well.</param>
internal sealed record DeletedBytes(
    string Blob,
    string Thing,
    string Class,
    long Bytes,
    string Sha256,
    Moment Stored,
    string? Policy,
    string? Version,
    string? Clause
);

/// <summary>Bytes were moved to the other side of the store.</summary>
/// <param name="Blobs">Their ids.</param>
/// <param name="Cold">Whether that is the cold side.</param>
/// <param name="At">When.</param>
internal sealed record BytesMoved(ImmutableArray<string> Blobs, bool Cold, Moment At) : BytesEntry;

/// <summary>Bytes that should be in the store are not, or not as they came; they are not asked for any more.</summary>
/// <param name="Blobs">Their ids.</param>
/// <param name="At">When that was found.</param>
/// <param name="By">Who had it written down.</param>
internal sealed record BytesLost(ImmutableArray<string> Blobs, Moment At, Doer By) : BytesEntry;

/// <summary>A person lets deletions go on that are more than may go at once.</summary>
/// <param name="Id">The act.</param>
/// <param name="Things">How many things wait.</param>
/// <param name="Bytes">How many bytes they have.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
internal sealed record DeletionsAllowed(
    string Id,
    int Things,
    long Bytes,
    string Reason,
    Moment At,
    Doer By
) : BytesEntry;
