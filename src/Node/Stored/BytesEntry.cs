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
[JsonDerivedType(typeof(BytesMoved), "moved")]
[JsonDerivedType(typeof(BytesGone), "gone")]
[JsonDerivedType(typeof(BytesLeaving), "leaving")]
[JsonDerivedType(typeof(BytesRemoved), "removed")]
[JsonDerivedType(typeof(BrakeStopped), "stopped")]
[JsonDerivedType(typeof(BrakeReleased), "released")]
[JsonDerivedType(typeof(BytesAsked), "asked")]
[JsonDerivedType(typeof(BytesBack), "back")]
[JsonDerivedType(typeof(BytesReturned), "returned")]
[JsonDerivedType(typeof(PurgeDone), "purge.done")]
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

    /// <summary>Writes an entry into a snapshot, or reads it from one.</summary>
    /// <typeparam name="TEntry">Its kind.</typeparam>
    public static TEntry Exchange<TEntry>(StatePort port, TEntry? entry)
        where TEntry : BytesEntry => Entries.Exchange(port, entry, entry?.Written(), Read);
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
) : BytesEntry;

/// <summary>Bytes that should be in the store are not, or not as they came; they are not asked for any more.</summary>
/// <param name="Blobs">Their ids.</param>
/// <param name="At">When that was found.</param>
/// <param name="By">Who had it written down.</param>
internal sealed record BytesLost(ImmutableArray<string> Blobs, Moment At, Doer By) : BytesEntry;

/// <summary>Bytes lie on another side of the store, as their things count.</summary>
/// <param name="Blobs">Their ids.</param>
/// <param name="ToCold">Whether that is the cold one.</param>
/// <param name="At">When.</param>
internal sealed record BytesMoved(ImmutableArray<string> Blobs, bool ToCold, Moment At)
    : BytesEntry;

/// <summary>The things of some bytes are gone: from now on it is reckoned when the bytes leave. One that is there again takes it back.</summary>
/// <param name="Blobs">The ids of the bytes.</param>
/// <param name="ByAccount">Whether the account itself deleted the things; else a rule did, or time.</param>
/// <param name="At">When that was found.</param>
internal sealed record BytesGone(ImmutableArray<string> Blobs, bool ByAccount, Moment At)
    : BytesEntry;

/// <summary>
/// Bytes whose thing is gone are deleted now: nothing kept it as this was written, and whatever is placed from now on comes too late.
/// Whoever finds it without <see cref="BytesRemoved"/> deletes them, again where need be.
/// </summary>
/// <param name="Blobs">Their ids.</param>
/// <param name="Counted">How many of them the brake counts.</param>
/// <param name="CountedBytes">How many bytes these have.</param>
/// <param name="At">When.</param>
internal sealed record BytesLeaving(
    ImmutableArray<string> Blobs,
    int Counted,
    long CountedBytes,
    Moment At
) : BytesEntry;

/// <summary>Bytes are deleted from the store.</summary>
/// <param name="Blobs">Their ids.</param>
/// <param name="At">When.</param>
internal sealed record BytesRemoved(ImmutableArray<string> Blobs, Moment At) : BytesEntry;

/// <summary>So much of an account would leave at once that a person is asked; those who run the service were told.</summary>
/// <param name="Things">How many things it is of.</param>
/// <param name="Bytes">How many bytes they have.</param>
/// <param name="At">When that was found.</param>
internal sealed record BrakeStopped(int Things, long Bytes, Moment At) : BytesEntry;

/// <summary>A person says that what is gone by now may leave the store, however much it is.</summary>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
internal sealed record BrakeReleased(string Reason, Moment At, Doer By) : BytesEntry;

/// <summary>Bytes that lie cold are asked for; where the policy promises them, the fold knows of it by the event that counts it.</summary>
/// <param name="Retrieval">The id of the retrieval.</param>
/// <param name="Blob">Their id.</param>
/// <param name="PromisedBy">By when they are promised; null where nothing is.</param>
/// <param name="At">When that was found.</param>
internal sealed record BytesAsked(string Retrieval, string Blob, Moment? PromisedBy, Moment At)
    : BytesEntry;

/// <summary>Bytes that lie cold were brought back, and can be read for a while. The fact of each retrieval was stored before.</summary>
/// <param name="Blob">Their id.</param>
/// <param name="Retrievals">The ids of the retrievals that waited for them.</param>
/// <param name="Until">Until when they can be read.</param>
/// <param name="At">When.</param>
internal sealed record BytesBack(
    string Blob,
    ImmutableArray<string> Retrievals,
    Moment Until,
    Moment At
) : BytesEntry;

/// <summary>What was brought back of bytes is there no more; they lie cold as before.</summary>
/// <param name="Blobs">Their ids.</param>
/// <param name="At">When.</param>
internal sealed record BytesReturned(ImmutableArray<string> Blobs, Moment At) : BytesEntry;

/// <summary>
/// The certificate of a purge: all bytes of what was purged left the store, but what something keeps. Where that is let go later, another
/// follows, of what went since the one before.
/// </summary>
/// <param name="Things">How many things' bytes went.</param>
/// <param name="Bytes">How many bytes.</param>
/// <param name="Sha256">The SHA-256 of the list of them, as it is given out.</param>
/// <param name="Kept">How many things' bytes are still there because something keeps them.</param>
/// <param name="Policy">The policy under which it was purged.</param>
/// <param name="Version">Its version.</param>
/// <param name="Clause">The clause.</param>
/// <param name="Purged">From when on that clause had things purged.</param>
/// <param name="At">When the last of the bytes was gone.</param>
internal sealed record PurgeDone(
    int Things,
    long Bytes,
    string Sha256,
    int Kept,
    string Policy,
    string Version,
    string Clause,
    Moment Purged,
    Moment At
) : BytesEntry;
