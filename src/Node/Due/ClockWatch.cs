using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Clock;
using Evenhand.Node.Ingest;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;
using Evenhand.Replay.Output;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Due;

/// <summary>
/// Tells of the clock when it jumps and when it is followed again: in the log, loudly, and on the shared stream, so that the
/// next start and the command line know of it.
/// </summary>
internal sealed partial class ClockWatch(NodeClock clock, Committer committer, ILogger log)
{
    private ClockJump? logged;
    private ClockJump? stored;

    /// <summary>Looks at it, and tells what is new.</summary>
    public async Task LookAsync()
    {
        var state = clock.State;
        if (state.Jump != logged)
            Log(state);
        if (state.Jump == stored)
            return;
        var word = state.IsTrusted ? ClockWord.CameBack : ClockWord.Jumped;
        var record = new ClockRecord(word, state.Wall, state.Jump, null);
        if (clock.WasConfirmed && state.IsTrusted || await TryStoreAsync(record))
            stored = state.Jump;
    }

    /// <summary>Has it stored that the machine's clock is right as it is.</summary>
    /// <param name="by">Who says so.</param>
    public async Task ConfirmAsync(string by)
    {
        await LookAsync();
        await StoreAsync(new ClockRecord(ClockWord.Confirmed, clock.Wall, null, by));
    }

    private void Log(ClockState state)
    {
        logged = state.Jump;
        if (state.IsTrusted)
            Goes(log);
        else
            Waits(log, state.Why, state.Wall, state.Now);
    }

    /// <summary>While the ledger does not take it, it is told at the next look.</summary>
    private async Task<bool> TryStoreAsync(ClockRecord record)
    {
        try
        {
            await StoreAsync(record);
            return true;
        }
        catch (RequestException)
        {
            return false;
        }
    }

    private Task<bool> StoreAsync(ClockRecord record) =>
        committer.StoreAsync(
            new Addition(
                AccountId.None,
                SliceKind.Clock,
                StoredJson.Write(record, StoredJson.Default.ClockRecord),
                clock.Now
            )
        );

    private static void Waits(ILogger log, string why, Moment wall, Moment now) =>
        Waits(log, why, Text(wall), Text(now));

    private static string Text(Moment ticks) => Instants.Text(ticks);

    [LoggerMessage(
        LogLevel.Critical,
        "{Why}: it shows {Wall}, where {Now} is expected. Nothing is stated, and nothing that time drives happens, until it is "
            + "back or you say that it is right: evenhand clock confirm. Events and asks go on by the time that is expected."
    )]
    private static partial void Waits(ILogger log, string why, string wall, string now);

    [LoggerMessage(LogLevel.Warning, "The clock is followed again; what time drives goes on.")]
    private static partial void Goes(ILogger log);
}
