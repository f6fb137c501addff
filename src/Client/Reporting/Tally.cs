using Evenhand.Wire;
using Microsoft.Extensions.Logging;

namespace Evenhand.Client.Reporting;

/// <summary>Counts what becomes of events, and tells of losses.</summary>
internal sealed partial class Tally(ILogger log)
{
    private readonly long[] lost = new long[Enum.GetValues<LossReason>().Length];
    private long reported;
    private long stored;
    private long duplicates;
    private long retries;

    public event EventHandler<LossEventArgs>? Lost;

    public ReporterCounts Counts =>
        new()
        {
            Reported = Interlocked.Read(ref reported),
            Stored = Interlocked.Read(ref stored),
            Duplicates = Interlocked.Read(ref duplicates),
            Dropped = LostFor(LossReason.Dropped),
            Rejected = LostFor(LossReason.Rejected),
            Refused = LostFor(LossReason.Refused),
            Unsent = LostFor(LossReason.Unsent),
            Retries = Interlocked.Read(ref retries),
        };

    public void Report() => Interlocked.Increment(ref reported);

    public void Retry() => Interlocked.Increment(ref retries);

    public void Store(IngestAnswer answer)
    {
        Interlocked.Add(ref stored, answer.Accepted);
        Interlocked.Add(ref duplicates, answer.Duplicates);
    }

    /// <summary>A listener that throws must not stop the reporter: its fault is logged.</summary>
    public void Lose(LossReason reason, IReadOnlyList<Pending> events, string detail)
    {
        if (events.Count == 0)
            return;
        Interlocked.Add(ref lost[(int)reason], events.Count);
        LogLoss(log, events.Count, reason, detail);
        try
        {
            Lost?.Invoke(
                this,
                new LossEventArgs(reason, [.. events.Select(lost => lost.Event)], detail)
            );
        }
#pragma warning disable CA1031 // Whatever a listener throws is the listener's.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogFault(log, fault);
        }
    }

    private long LostFor(LossReason reason) => Interlocked.Read(ref lost[(int)reason]);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Events lost: {Count} ({Reason}): {Detail}")]
    private static partial void LogLoss(ILogger log, int count, LossReason reason, string detail);

    [LoggerMessage(Level = LogLevel.Error, Message = "A listener to lost events threw")]
    private static partial void LogFault(ILogger log, Exception fault);
}
