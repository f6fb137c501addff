using System.Buffers.Binary;
using System.Security.Cryptography;
using Evenhand.Core.Time;

namespace Evenhand.Ledger.Segments;

/// <summary>
/// Each segment's hash covers all of it and the hash before, so that nothing can be changed, taken out or put between
/// without all later hashes disagreeing. Not to be shared between threads.
/// </summary>
internal sealed class Chain : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>What comes before the first segment: it depends on the ledger, so that segments of two do not mix.</summary>
    public static byte[] Start(LedgerIdentity identity)
    {
        Span<byte> bytes = stackalloc byte[24];
        identity.Id.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], identity.Seed);
        return SHA256.HashData(bytes);
    }

    /// <summary>The same of one of several partitions: segments of two do not mix either.</summary>
    public static byte[] Start(LedgerIdentity identity, int partition)
    {
        Span<byte> bytes = stackalloc byte[36];
        Start(identity).CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[32..], partition);
        return SHA256.HashData(bytes);
    }

    /// <summary>The hash of a segment.</summary>
    public byte[] Next(
        ReadOnlySpan<byte> before,
        in SegmentHead head,
        ReadOnlySpan<byte> slots,
        ReadOnlySpan<byte> payload
    )
    {
        Span<byte> fields = stackalloc byte[64];
        ReadOnlySpan<long> values =
        [
            head.Number,
            head.Committed.Ticks,
            head.Slices,
            head.Records,
            head.First.Ticks,
            head.Last.Ticks,
            slots.Length,
            head.Shared ?? 0,
        ];
        // A chain that has its order to the shared stream in itself was hashed before there were others.
        var count = head.Shared is null ? values.Length - 1 : values.Length;
        for (var i = 0; i < count; i++)
            BinaryPrimitives.WriteInt64LittleEndian(fields[(i * 8)..], values[i]);
        hash.AppendData(before);
        hash.AppendData(fields[..(count * 8)]);
        hash.AppendData(slots);
        hash.AppendData(payload);
        return hash.GetHashAndReset();
    }

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();
}
