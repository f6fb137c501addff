namespace Evenhand.Client;

/// <summary>Repeats what may be repeated while the server cannot be reached.</summary>
internal sealed class Retrying(Backoff backoff, TimeProvider time, Random random)
{
    public async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> attempt,
        CancellationToken cancel
    )
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await attempt(cancel).ConfigureAwait(false);
            }
            catch (EvenhandUnavailableException away) when (failures < backoff.MostAttempts)
            {
                var wait = backoff.Delay(failures, away.RetryAfter, random);
                await Task.Delay(wait, time, cancel).ConfigureAwait(false);
            }
        }
    }
}
