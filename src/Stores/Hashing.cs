using System.Buffers;
using System.Security.Cryptography;

namespace Evenhand.Stores;

/// <summary>Copies bytes and measures them on the way, in as much memory as one buffer takes.</summary>
public static class Hashing
{
    /// <summary>Bytes of the buffer.</summary>
    private const int AtOnce = 128 << 10;

    /// <summary>Measures bytes.</summary>
    public static Measured Measure(ReadOnlySpan<byte> bytes) =>
        new(bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>Copies a stream to its end.</summary>
    /// <param name="from">Where from.</param>
    /// <param name="write">Takes them on; null to measure only.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<Measured> CopyAsync(
        Stream from,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>? write,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(from);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(AtOnce);
        var count = 0L;
        try
        {
            while (await from.ReadAsync(buffer, cancel).ConfigureAwait(false) is > 0 and var read)
            {
                hash.AppendData(buffer.AsSpan(0, read));
                if (write is not null)
                    await write(buffer.AsMemory(0, read), cancel).ConfigureAwait(false);
                count += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return new Measured(count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
