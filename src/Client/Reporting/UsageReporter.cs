using Evenhand.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Evenhand.Client.Reporting;

/// <summary>
/// Reports usage in the background: events wait in a bounded queue and are sent in batches, each until the server has it on disk.
/// One instance serves a whole program, from any thread. Disposing of it sends what waits, up to a deadline.
/// </summary>
public sealed class UsageReporter : IAsyncDisposable
{
    private readonly ReporterOptions options;
    private readonly TimeProvider time;
    private readonly EventQueue queue;
    private readonly Tally tally;
    private readonly SetAside aside;
    private readonly BatchSender sender;
    private readonly Flushes flushes = new();
    private readonly CancellationTokenSource giveUp = new();
    private readonly Task sending;
    private readonly Task resending;

    /// <summary>Makes a reporter, which sends from now on.</summary>
    /// <param name="client">The client to send with; its owner disposes of it after the reporter.</param>
    /// <param name="options">How to gather and send; read once, here.</param>
    /// <param name="time">The clock of events, waits and retries; the system's by default.</param>
    /// <param name="random">The source of jitter.</param>
    /// <param name="logger">Told of what is lost, without its content.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range.</exception>
    public UsageReporter(
        EvenhandClient client,
        ReporterOptions options,
        TimeProvider? time = null,
        Random? random = null,
        ILogger<UsageReporter>? logger = null
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        this.options = options;
        this.time = time ?? TimeProvider.System;
        queue = new EventQueue(options.Capacity, options.WhenFull);
        tally = new Tally(logger ?? NullLogger<UsageReporter>.Instance);
        random ??= Random.Shared;
        aside = new SetAside(options.Capacity, options.Retries, this.time, random);
        sender = new BatchSender(client, options.Retries, this.time, random, tally, aside);
        sending = Task.Run(SendAllAsync);
        resending = Task.Run(SendAgainAsync);
    }

    /// <summary>Raised for events that did not reach the ledger, on the thread where that was found; it should return soon.</summary>
    public event EventHandler<LossEventArgs>? Lost
    {
        add => tally.Lost += value;
        remove => tally.Lost -= value;
    }

    /// <summary>What became of the events so far.</summary>
    public ReporterCounts Counts => tally.Counts;

    /// <summary>
    /// Hands an event over. Waits only where the queue is full and <see cref="ReporterOptions.WhenFull"/> says so.
    /// </summary>
    /// <param name="usage">What happened.</param>
    /// <param name="cancel">Ends the wait for room; the event is then not handed over.</param>
    /// <returns>The event as it will be sent, with its id.</returns>
    /// <exception cref="ObjectDisposedException">The reporter was stopped.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled before there was room.</exception>
    public async ValueTask<CloudEvent> ReportAsync(
        UsageEvent usage,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(usage);
        var pending = Pending.Of(Named(usage));
        Pending? dropped;
        while (!queue.TryAdd(pending, out dropped))
            ObjectDisposedException.ThrowIf(
                !await queue.RoomAsync(cancel).ConfigureAwait(false),
                this
            );
        tally.Report();
        if (dropped is not null)
            tally.Lose(LossReason.Dropped, [dropped], "The queue was full.");
        return pending.Event;
    }

    /// <summary>Waits until everything that was handed over before is stored or lost. Nothing lingers meanwhile.</summary>
    /// <param name="cancel">Ends the wait, not the sending.</param>
    public async Task FlushAsync(CancellationToken cancel = default)
    {
        await flushes.WaitAsync(queue.Last).WaitAsync(cancel).ConfigureAwait(false);
        await aside.EmptyAsync().WaitAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>
    /// Takes nothing more in, sends what waits, and gives the rest up at <see cref="ReporterOptions.ShutdownDeadline"/>, or when
    /// cancelled: it is told as <see cref="LossReason.Unsent"/>.
    /// </summary>
    /// <param name="cancel">Ends the sending at once.</param>
    public async Task StopAsync(CancellationToken cancel = default)
    {
        queue.Close();
        using var deadline = new CancellationTokenSource(options.ShutdownDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        await using (either.Token.Register(giveUp.Cancel).ConfigureAwait(false))
            await Task.WhenAll(sending, resending).ConfigureAwait(false);
    }

    /// <summary>As <see cref="StopAsync"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        giveUp.Dispose();
        aside.Dispose();
    }

    private CloudEvent Named(UsageEvent usage)
    {
        var now = time.GetUtcNow();
        return new CloudEvent
        {
            Id = usage.Id ?? Guid.CreateVersion7(now).ToString("N"),
            Source = usage.Source ?? options.Source,
            Type = usage.Type,
            Time = usage.Time ?? now,
            Subject = usage.Account,
            Data = usage.Data,
        };
    }

    /// <summary>Ends when the queue was closed and everything in it is stored or lost.</summary>
    private async Task SendAllAsync()
    {
        while (await queue.AnyAsync(CancellationToken.None).ConfigureAwait(false))
        {
            var batch = new List<Pending>();
            var number = await GatherAsync(batch).ConfigureAwait(false);
            if (batch.Count > 0)
                await sender.SendAsync(batch, giveUp.Token).ConfigureAwait(false);
            flushes.Done(number);
        }
        aside.Close();
    }

    /// <summary>Sends again what was set aside, as its time comes; ends when nothing will be any more.</summary>
    private async Task SendAgainAsync()
    {
        try
        {
            while (
                await aside.TakeAsync(options.BatchSize, giveUp.Token).ConfigureAwait(false)
                    is { Count: > 0 } batch
            )
            {
                tally.Retry();
                await sender.SendAsync(batch, giveUp.Token).ConfigureAwait(false);
                aside.Settled();
            }
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            tally.Lose(LossReason.Unsent, aside.GiveUp(), "The shutdown's deadline has passed.");
        }
    }

    /// <summary>Gathers until the batch is full, the first event has waited long enough, or somebody flushes or stops.</summary>
    private async Task<long> GatherAsync(List<Pending> batch)
    {
        var number = queue.Take(batch, options.BatchSize);
        using var linger = new CancellationTokenSource(options.Linger, time);
        flushes.Linger(linger);
        try
        {
            while (
                batch.Count < options.BatchSize
                && await queue.AnyAsync(linger.Token).ConfigureAwait(false)
            )
                number = Math.Max(number, queue.Take(batch, options.BatchSize));
        }
        catch (OperationCanceledException)
        {
            // It lingered long enough: what has come since goes along.
            number = Math.Max(number, queue.Take(batch, options.BatchSize));
        }
        finally
        {
            flushes.LingerEnds();
        }
        return number;
    }
}
