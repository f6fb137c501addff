using Evenhand.Stores.Buckets;

namespace Evenhand.Stores.Targets;

/// <summary>
/// A customer's bucket. Nothing gets a name there but what measures as it was said; each body goes with its checksum, which the provider holds against
/// what came, and a whole of which it makes none is read back.
/// </summary>
/// <param name="bucket">The bucket, which has no sides.</param>
/// <param name="told">What the provider's client failed with, as a target's.</param>
/// <param name="way">What carries requests there.</param>
/// <param name="patience">How long it may be silent.</param>
internal sealed class BucketTarget(
    IBucket bucket,
    Func<StoreException, TargetException> told,
    IDisposable way,
    TimeSpan patience
) : ITarget
{
    /// <summary>How long one may be silent, but in tests.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    /// <summary>What keys in a folder begin with.</summary>
    /// <param name="folder">The folder, with slashes wherever; null for none.</param>
    public static string PrefixOf(string? folder) =>
        folder?.Trim('/') is { Length: > 0 } path ? path + '/' : "";

    /// <inheritdoc/>
    public async Task TryAsync(CancellationToken cancel = default)
    {
        var trial = TrialCopy.Fresh();
        await PutAsync(trial.Name, trial.Bytes, trial.Measured, cancel).ConfigureAwait(false);
        await OfTarget(() => bucket.DeleteAsync(trial.Name, cancel), cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task PutAsync(
        TargetName name,
        Stream bytes,
        Measured expected,
        CancellationToken cancel = default
    ) => PutAsync($"{name}", bytes, expected, cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        bucket.Dispose();
        way.Dispose();
    }

    private Task PutAsync(string key, Stream bytes, Measured expected, CancellationToken cancel) =>
        OfTarget(
            async () =>
            {
                var written = await bucket
                    .WriteAsync(
                        key,
                        Side.Hot,
                        new SourceStream(bytes),
                        isOver: false,
                        expected,
                        cancel
                    )
                    .ConfigureAwait(false);
                switch (written.Placed)
                {
                    case Placed.Nowhere
                        when await MeasureAsync(key, expected, cancel).ConfigureAwait(false)
                            != expected:
                        throw new TargetException(
                            TargetFault.Altered,
                            $"{expected.Bytes} bytes were to be copied, and {written.Measured?.Bytes} came, or others"
                        );
                    case Placed.Taken
                        when await MeasureAsync(key, expected, cancel).ConfigureAwait(false)
                            != expected:
                        throw TargetException.Taken(key);
                    case Placed.Unproved:
                        await ProveAsync(key, expected, cancel).ConfigureAwait(false);
                        break;
                }
            },
            cancel
        );

    /// <summary>Reads back what was put; where it is not that, its name is taken from it.</summary>
    private async Task ProveAsync(string key, Measured expected, CancellationToken cancel)
    {
        if (await MeasureAsync(key, expected, cancel).ConfigureAwait(false) == expected)
            return;
        await bucket.DeleteAsync(key, CancellationToken.None).ConfigureAwait(false);
        throw new TargetException(
            TargetFault.Altered,
            $"of {expected.Bytes} bytes that were written others were read back"
        );
    }

    /// <summary>Reads back what lies under a key; null where it is not even as long as that.</summary>
    private async Task<Measured?> MeasureAsync(
        string key,
        Measured expected,
        CancellationToken cancel
    )
    {
        var found = await bucket.FindAsync(key, cancel).ConfigureAwait(false);
        if (found?.Bytes != expected.Bytes)
            return null;
        var there = new FarStream(found.Bytes, (from, stop) => bucket.OpenAsync(key, from, stop));
        await using (there.ConfigureAwait(false))
            return await ReadBack.MeasureAsync(there, patience, cancel).ConfigureAwait(false);
    }

    /// <summary>Does something there; whatever fails is told as the target's, but what the source fails with.</summary>
    private async Task OfTarget(Func<Task> act, CancellationToken cancel)
    {
        try
        {
            await act().ConfigureAwait(false);
        }
        catch (SourceException broken)
        {
            throw broken.InnerException!;
        }
        catch (StoreException failed)
        {
            throw told(failed);
        }
        catch (OperationCanceledException slow) when (!cancel.IsCancellationRequested)
        {
            throw new TargetException(TargetFault.Away, "it did not answer in time", slow);
        }
    }
}
