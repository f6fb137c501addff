namespace Evenhand.Client.Reporting;

/// <summary>How usage is gathered and sent.</summary>
public sealed class ReporterOptions
{
    /// <summary>The source of events that name none: who reports. With the id it names an event.</summary>
    public string Source { get; set; } = "evenhand-client";

    /// <summary>Events that may wait, from 1; those of the batch that is being sent come on top.</summary>
    public int Capacity { get; set; } = 10_000;

    /// <summary>What happens to an event that finds the queue full.</summary>
    public DropPolicy WhenFull { get; set; } = DropPolicy.Wait;

    /// <summary>The most events in one request, from 1.</summary>
    public int BatchSize { get; set; } = 500;

    /// <summary>How long the first event of a batch may wait for more.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often one batch is tried, and how long is waited in between. While it is, the queue fills.</summary>
    public Backoff Retries { get; set; } = new() { MostAttempts = 100 };

    /// <summary>How long a shutdown may go on sending what waits.</summary>
    public TimeSpan ShutdownDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <exception cref="ArgumentException">A value is missing or out of its range.</exception>
    internal void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(Source);
        ArgumentOutOfRangeException.ThrowIfLessThan(Capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        Backoff.Positive(Linger, nameof(Linger));
        Backoff.Positive(ShutdownDeadline, nameof(ShutdownDeadline));
        Retries.Check(nameof(Retries));
    }
}
