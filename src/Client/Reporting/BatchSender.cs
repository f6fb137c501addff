using System.Net;
using Evenhand.Wire;

namespace Evenhand.Client.Reporting;

/// <summary>Gets a batch across. The bytes are made once, so a retry is the same request, ids and all.</summary>
internal sealed class BatchSender(
    EvenhandClient client,
    Backoff backoff,
    TimeProvider time,
    Random random,
    Tally tally,
    SetAside aside
)
{
    /// <summary>Sends until the server took the batch, refused it, or was tried often enough; all of it is counted.</summary>
    public async Task SendAsync(IReadOnlyList<Pending> batch, CancellationToken cancel)
    {
        var bytes = Pending.Array(batch);
        try
        {
            Settle(batch, await TryAsync(bytes, cancel).ConfigureAwait(false));
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

    private void Settle(IReadOnlyList<Pending> batch, IngestAnswer answer)
    {
        tally.Store(answer);
        foreach (var rejected in answer.Rejected)
        {
            if (rejected.Index < 0 || rejected.Index >= batch.Count)
                continue;
            var gone = rejected.Retry ? aside.Add(batch[rejected.Index]) : batch[rejected.Index];
            if (gone is not null)
                tally.Lose(LossReason.Rejected, [gone], rejected.Detail);
        }
    }
}
