using System.Buffers;

namespace Evenhand.Stores.Buckets;

/// <summary>Bytes of a thing, gathered as they come, in no more memory than they need.</summary>
/// <param name="likely">How many will come, as far as anybody knows: what is more makes it grow, and is copied.</param>
internal sealed class Part(int likely = Part.Few) : IDisposable
{
    private const int Few = 128 << 10;

    /// <summary>Bytes that are read at once.</summary>
    private const int Piece = 1 << 20;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(likely);

    /// <summary>How many bytes are there.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, Length);

    /// <summary>Takes in bytes until there are enough. What came before a source broke stays.</summary>
    /// <param name="from">The source.</param>
    /// <param name="enough">How many are enough.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <returns>Whether more may come; else the source has ended.</returns>
    public async Task<bool> FillAsync(Stream from, int enough, CancellationToken cancel)
    {
        while (Length < enough)
        {
            if (Length == buffer.Length)
                Grow(Math.Min(enough, buffer.Length * 2));
            var room = Math.Min(Math.Min(buffer.Length, enough) - Length, Piece);
            var read = await from.ReadAsync(buffer.AsMemory(Length, room), cancel)
                .ConfigureAwait(false);
            if (read == 0)
                return false;
            Length += read;
        }
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        (buffer, Length) = ([], 0);
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
