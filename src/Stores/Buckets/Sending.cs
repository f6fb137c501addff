using System.Security.Cryptography;

namespace Evenhand.Stores.Buckets;

/// <summary>Sends a thing in parts, some of which are on their way while the next is read.</summary>
/// <param name="parts">Where they go.</param>
/// <param name="atOnce">How many may be on their way.</param>
internal sealed class Sending(IParts parts, int atOnce)
{
    private readonly Queue<Task> under = [];

    /// <summary>Sends all; where anything breaks, or it is not what was expected, the thing does not come to be.</summary>
    /// <param name="first">The first part, which is disposed of.</param>
    /// <param name="bytes">What follows it.</param>
    /// <param name="expected">What the whole is to measure; null for whatever comes.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Written> SendAsync(
        Part first,
        Stream bytes,
        Measured? expected,
        CancellationToken cancel
    )
    {
        try
        {
            var measured = await SendPartsAsync(first, bytes, cancel).ConfigureAwait(false);
            if (expected is null || measured == expected)
                return new Written(await parts.EndAsync(cancel).ConfigureAwait(false), measured);
            await DropAsync().ConfigureAwait(false);
            return new Written(Placed.Nowhere, measured);
        }
        catch
        {
            await DropAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<Measured> SendPartsAsync(Part first, Stream bytes, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (count, part, isMore) = (0L, first, true);
        try
        {
            for (var number = 1; part.Length > 0; number++)
            {
                hash.AppendData(part.Bytes.Span);
                count += part.Length;
                if (under.Count == atOnce)
                    await under.Dequeue().ConfigureAwait(false);
                under.Enqueue(SendAsync(number, part, cancel));
                part = isMore ? new Part(PartSizes.Of(number + 1)) : new Part();
                if (isMore)
                    isMore = await part.FillAsync(bytes, PartSizes.Of(number + 1), cancel)
                        .ConfigureAwait(false);
            }
        }
        finally
        {
            part.Dispose();
        }
        while (under.TryDequeue(out var each))
            await each.ConfigureAwait(false);
        return new Measured(count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private async Task SendAsync(int number, Part part, CancellationToken cancel)
    {
        using (part)
            // Its checksums are reckoned beside the reading of the next.
            await Task.Run(() => parts.AddAsync(number, part.Bytes, cancel), CancellationToken.None)
                .ConfigureAwait(false);
    }

    /// <summary>Drops what broke off; where that fails too, the next sweep does it.</summary>
    private async Task DropAsync()
    {
        await Task.WhenAll(under).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await parts.DropAsync().ConfigureAwait(false);
        }
        catch (StoreException) { }
    }
}
