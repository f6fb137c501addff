using Evenhand.Wire;

namespace Evenhand.Client;

/// <summary>
/// A quantity held for an act, to be ended once. Settle it when the act happened; the act's own event counts. Disposing of it
/// settles it with <see cref="Used"/> if that was set, and releases it otherwise, so an act that throws holds nothing.
/// </summary>
/// <remarks>For one caller at a time: it is not to be shared between threads.</remarks>
public sealed class Reservation : IAsyncDisposable
{
    private readonly EvenhandClient client;
    private readonly string? id;
    private bool ended;

    internal Reservation(EvenhandClient client, GateAnswer answer)
    {
        this.client = client;
        Answer = answer;
        id = answer.Reservation?.Id;
    }

    /// <summary>The gate's answer.</summary>
    public GateAnswer Answer { get; }

    /// <summary>True unless the act is denied.</summary>
    public bool MayAct => Answer.Outcome != Outcome.Deny;

    /// <summary>
    /// True while a quantity is held, as far as is known here: never after a denial, or when the server could not be reached.
    /// It may have expired.
    /// </summary>
    public bool IsHeld => id is not null && !ended;

    /// <summary>What the act took, from 0: what disposing settles with. Null, as it is at first, releases.</summary>
    public decimal? Used { get; set; }

    /// <summary>Ends the hold: the act happened. Retried while the server cannot be reached.</summary>
    /// <param name="quantity">What it took, from 0; more than was held is fine.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>Where the reservation stands; null if nothing was held, or it was ended before.</returns>
    /// <exception cref="EvenhandProblemException">The server refused it.</exception>
    /// <exception cref="EvenhandUnavailableException">The server could not be reached; it can be tried again, or expires.</exception>
    public Task<ReservationAnswer?> SettleAsync(
        decimal quantity,
        CancellationToken cancel = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quantity);
        return EndAsync(held => client.SettleAsync(held, quantity, cancel));
    }

    /// <summary>Ends the hold: the act did not happen. Retried while the server cannot be reached.</summary>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>Where the reservation stands; null if nothing was held, or it was ended before.</returns>
    /// <exception cref="EvenhandProblemException">The server refused it.</exception>
    /// <exception cref="EvenhandUnavailableException">The server could not be reached; it can be tried again, or expires.</exception>
    public Task<ReservationAnswer?> ReleaseAsync(CancellationToken cancel = default) =>
        EndAsync(held => client.ReleaseAsync(held, cancel));

    /// <summary>
    /// Ends the hold if nobody did. It does not throw when the server refuses or cannot be reached, so as not to hide what the act
    /// threw: that is logged, and the reservation expires by itself.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (!IsHeld)
            return;
        try
        {
            if (Used is { } quantity)
                await SettleAsync(quantity).ConfigureAwait(false);
            else
                await ReleaseAsync().ConfigureAwait(false);
        }
        catch (Exception why) when (why is EvenhandProblemException or EvenhandUnavailableException)
        {
            client.TellUnsettled(id!, why);
        }
        ended = true;
    }

    private async Task<ReservationAnswer?> EndAsync(Func<string, Task<ReservationAnswer>> end)
    {
        if (id is null || ended)
            return null;
        var answer = await end(id).ConfigureAwait(false);
        ended = true;
        return answer;
    }
}
