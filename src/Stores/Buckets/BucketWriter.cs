using System.Security.Cryptography;

namespace Evenhand.Stores.Buckets;

/// <summary>
/// Writes bytes into a bucket as they come, and measures them on the way: what is small at once, and what is not in parts, some of which are
/// on their way while the next is read. It holds no more than those.
/// </summary>
internal static class BucketWriter
{
    /// <summary>Writes a stream to its end under a key; where anything breaks, nothing is there.</summary>
    public static async Task<Measured> WriteAsync(
        this IBucket bucket,
        string key,
        Side side,
        Stream bytes,
        CancellationToken cancel
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var first = new Part();
        if (!await first.FillAsync(bytes, PartSizes.Of(1), cancel).ConfigureAwait(false))
        {
            hash.AppendData(first.Bytes.Span);
            await bucket.PutAsync(key, side, first.Bytes, cancel).ConfigureAwait(false);
            return Measured(first.Length, hash);
        }
        var parts = await bucket.BeginAsync(key, side, cancel).ConfigureAwait(false);
        return Measured(
            await SendAllAsync(parts, bucket.AtOnce, first, bytes, hash, cancel)
                .ConfigureAwait(false),
            hash
        );
    }

    private static async Task<long> SendAllAsync(
        IParts parts,
        int atOnce,
        Part first,
        Stream bytes,
        IncrementalHash hash,
        CancellationToken cancel
    )
    {
        var (under, count, part) = (new Queue<Task>(), 0L, first);
        try
        {
            var isMore = true;
            for (var number = 1; part.Length > 0; number++)
            {
                hash.AppendData(part.Bytes.Span);
                count += part.Length;
                if (under.Count == atOnce)
                    await under.Dequeue().ConfigureAwait(false);
                under.Enqueue(SendAsync(parts, number, part, cancel));
                part = new Part();
                if (isMore)
                    isMore = await part.FillAsync(bytes, PartSizes.Of(number + 1), cancel)
                        .ConfigureAwait(false);
            }
            while (under.TryDequeue(out var each))
                await each.ConfigureAwait(false);
            await parts.EndAsync(cancel).ConfigureAwait(false);
            return count;
        }
        catch
        {
            await DropAsync(parts, under).ConfigureAwait(false);
            throw;
        }
        finally
        {
            part.Dispose();
        }
    }

    private static async Task SendAsync(
        IParts parts,
        int number,
        Part part,
        CancellationToken cancel
    )
    {
        using (part)
            // Its checksums are reckoned beside the reading of the next.
            await Task.Run(() => parts.AddAsync(number, part.Bytes, cancel), CancellationToken.None)
                .ConfigureAwait(false);
    }

    /// <summary>Drops what broke off; where that fails too, the next sweep does it.</summary>
    private static async Task DropAsync(IParts parts, IEnumerable<Task> under)
    {
        await Task.WhenAll(under).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await parts.DropAsync().ConfigureAwait(false);
        }
        catch (StoreException) { }
    }

    private static Measured Measured(long count, IncrementalHash hash) =>
        new(count, Convert.ToHexStringLower(hash.GetHashAndReset()));
}
