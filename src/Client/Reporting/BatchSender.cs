using System.Net;
using Evenhand.Client.Wire;

namespace Evenhand.Client.Reporting;

/// <summary>Gets a batch across. The bytes are made once, so a retry is the same request, ids and all.</summary>
internal sealed class BatchSender(
    EvenhandClient client,
    Backoff backoff,
    TimeProvider time,
    Random random,
    Tally tally
)
{
    /// <summary>Sends until the server took the batch, refused it, or was tried often enough; all of it is counted.</summary>
    public async Task SendAsync(IReadOnlyList<Pending> batch, CancellationToken cancel)
    {
        for (var round = 1; batch.Count > 0; round++)
        {
            var (later, why) = await SendOnceAsync(batch, round < backoff.MostAttempts, cancel)
                .ConfigureAwait(false);
            if (later.Count > 0 && !await WaitedAsync(round, cancel).ConfigureAwait(false))
            {
                tally.Lose(LossReason.Unsent, later, why);
                return;
            }
            batch = later;
        }
    }

    /// <summary>Sends once; what is left over is what the server may take later.</summary>
    private async Task<(IReadOnlyList<Pending> Later, string Why)> SendOnceAsync(
        IReadOnlyList<Pending> batch,
        bool again,
        CancellationToken cancel
    )
    {
        var bytes = Pending.Array(batch);
        try
        {
            var answer = await TryAsync(bytes, cancel).ConfigureAwait(false);
            return Settle(batch, answer, again);
        }
        catch (EvenhandProblemException tooLarge)
            when (tooLarge.Status == HttpStatusCode.RequestEntityTooLarge && batch.Count > 1)
        {
            var half = batch.Count / 2;
            await SendAsync([.. batch.Take(half)], cancel).ConfigureAwait(false);
            await SendAsync([.. batch.Skip(half)], cancel).ConfigureAwait(false);
        }
        catch (EvenhandProblemException refusal)
        {
            tally.Lose(LossReason.Refused, batch, refusal.Message);
        }
        catch (EvenhandUnavailableException away)
        {
            tally.Lose(LossReason.Unsent, batch, away.Message);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            tally.Lose(LossReason.Unsent, batch, "The shutdown's deadline has passed.");
        }
        return ([], "");
    }

    private async Task<bool> WaitedAsync(int round, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(backoff.Delay(round, null, random), time, cancel)
                .ConfigureAwait(false);
            tally.Retry();
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<IngestAnswer> TryAsync(byte[] bytes, CancellationToken cancel)
    {
        for (var failures = 1; ; failures++)
        {
            TimeSpan? retryAfter;
            try
            {
                return await client.IngestAsync(bytes, cancel).ConfigureAwait(false);
            }
            catch (EvenhandUnavailableException away) when (failures < backoff.MostAttempts)
            {
                retryAfter = away.RetryAfter;
            }
            catch (EvenhandProblemException busy)
                when (IsPassing(busy.Status) && failures < backoff.MostAttempts)
            {
                retryAfter = busy.RetryAfter;
            }
            var wait = backoff.Delay(failures, retryAfter, random);
            await Task.Delay(wait, time, cancel).ConfigureAwait(false);
            tally.Retry();
        }
    }

    /// <summary>Refusals that are about the moment, not about the request.</summary>
    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;

    private (IReadOnlyList<Pending> Later, string Why) Settle(
        IReadOnlyList<Pending> batch,
        IngestAnswer answer,
        bool again
    )
    {
        tally.Store(answer);
        var (later, why) = (new List<Pending>(), "");
        foreach (var rejected in answer.Rejected)
        {
            if (rejected.Index < 0 || rejected.Index >= batch.Count)
                continue;
            if (again && rejected.Retry)
            {
                later.Add(batch[rejected.Index]);
                why = rejected.Detail;
            }
            else
                tally.Lose(LossReason.Rejected, [batch[rejected.Index]], rejected.Detail);
        }
        return (later, why);
    }
}
