using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Evenhand.Core.Time;

namespace Evenhand.Node.Stored;

/// <summary>What was made of a bulk export that an account asked for.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = Entries.Word)]
[JsonDerivedType(typeof(ExportPart), "part")]
[JsonDerivedType(typeof(ExportMade), "made")]
internal abstract record ExportEntry
{
    /// <summary>The id of the export.</summary>
    public abstract string Export { get; init; }

    /// <summary>When.</summary>
    public abstract Moment At { get; init; }

    /// <summary>The bytes of an entry.</summary>
    public byte[] Written() => StoredJson.Write(this, StoredJson.Default.ExportEntry);

    /// <summary>The entry of a slice.</summary>
    /// <exception cref="Ledger.DamagedLedgerException">The bytes are no such entry.</exception>
    public static ExportEntry Read(ReadOnlyMemory<byte> bytes) =>
        StoredJson.Read(
            bytes,
            static (ref reader) =>
                Entries.SaysItsKind(reader)
                    ? Entries.Read(ref reader, StoredJson.Default.ExportEntry)
                    : throw new JsonException("an entry says its kind")
        );
}

/// <summary>
/// A part of an export can be fetched. What stands here lays out every byte of it but those of the things, which stay where they lie as
/// long as it can be fetched.
/// </summary>
/// <param name="Export">The id of the export.</param>
/// <param name="Number">Which part it is, from 1.</param>
/// <param name="Things">What is in it, in the order of names.</param>
/// <param name="Missing">What should be and is not, with the reason.</param>
/// <param name="Last">The last name that it covers.</param>
/// <param name="Length">How many bytes the part has.</param>
/// <param name="Sha256">Its hash.</param>
/// <param name="Until">Until when it can be fetched.</param>
/// <param name="At">When it was made.</param>
internal sealed record ExportPart(
    string Export,
    int Number,
    ImmutableArray<ExportedThing> Things,
    ImmutableArray<MissingThing> Missing,
    string Last,
    long Length,
    string Sha256,
    Moment Until,
    Moment At
) : ExportEntry;

/// <summary>A thing in a part of an export.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Class">What kind of content it is.</param>
/// <param name="Blob">The id of its bytes.</param>
/// <param name="File">The name of its file in the part.</param>
/// <param name="Bytes">How many bytes it has.</param>
/// <param name="Sha256">Their hash, as they were read.</param>
/// <param name="Crc">Their CRC-32.</param>
/// <param name="Stored">When it was stored.</param>
internal sealed record ExportedThing(
    string Name,
    string Class,
    string Blob,
    string File,
    long Bytes,
    string Sha256,
    uint Crc,
    Moment Stored
);

/// <summary>A thing that should be in a part and is not.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Why">Why not, in words.</param>
internal sealed record MissingThing(string Name, string Why);

/// <summary>All parts of an export are made; the fact that it is ready was stored before.</summary>
/// <param name="Export">The id of the export.</param>
/// <param name="Parts">How many parts it has.</param>
/// <param name="At">When.</param>
internal sealed record ExportMade(string Export, int Parts, Moment At) : ExportEntry;
