using System.Diagnostics;

namespace Evenhand.Bench;

/// <summary>One measured piece of work.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Events">How many events it was done to.</param>
/// <param name="Wall">How long it took.</param>
/// <param name="Processor">How much processor time it took, on all cores.</param>
/// <param name="Allocated">Bytes allocated.</param>
internal sealed record Measure(
    string Name,
    long Events,
    TimeSpan Wall,
    TimeSpan Processor,
    long Allocated
)
{
    /// <summary>Events a second.</summary>
    public double Rate => Events / Wall.TotalSeconds;

    /// <summary>Does a piece of work and measures it.</summary>
    public static Measure Of(string name, Func<long> work)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var (processor, allocated, clock) = (
            process.TotalProcessorTime,
            GC.GetTotalAllocatedBytes(),
            Stopwatch.StartNew()
        );
        var events = work();
        clock.Stop();
        process.Refresh();
        return new(
            name,
            events,
            clock.Elapsed,
            process.TotalProcessorTime - processor,
            GC.GetTotalAllocatedBytes() - allocated
        );
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Name, -44} {Events, 11:N0} events {Wall.TotalSeconds, 7:N2} s {Rate / 1e6, 6:N2} M/s"
        + $" {Processor.TotalSeconds, 7:N2} s processor {Allocated / (double)Events, 6:N0} B/event";
}
