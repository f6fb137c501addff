using System.Collections.Concurrent;
using System.Diagnostics;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Views;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Reads;

/// <summary>
/// Fills all that is kept across accounts from the summaries that lists show: one walk, begun by the first question to any of it, feeds
/// everything. Few accounts are read on the spot. Of many nobody waits for the walk: it goes on in the background, questions are
/// answered from what was read so far, and whoever needs all of it can wait. One that fails goes on where it was at the next question.
/// Safe to use from many threads.
/// </summary>
/// <param name="walk">How accounts are walked over.</param>
/// <param name="log">Where it is told that the walk failed.</param>
/// <param name="stop">Ends the walk.</param>
internal sealed partial class FirstFill(AccountWalk walk, ILogger log, CancellationToken stop)
{
    /// <summary>So many accounts are read by whoever asks.</summary>
    public const int Few = 1_000;

    private readonly List<Action<AccountSummary>> takers = [];
    private readonly Lock gate = new();
    private volatile ConcurrentDictionary<AccountId, bool>? visited;
    private volatile bool isDone;
    private StreamName reached = StreamName.Shared;
    private int read;
    private Task running = Task.CompletedTask;

    /// <summary>Of the accounts of a node.</summary>
    public FirstFill(NodeContext context, AccountDirectory accounts)
        : this(AccountWalk.Over(context, accounts), context.Log, context.Stop.Token) { }

    /// <summary>Whether it may be filled already: what changes from now on it may not show any more.</summary>
    public bool IsBegun => isDone || visited is not null;

    /// <summary>How far it is; null where nobody asked yet, and once it is whole.</summary>
    public FillProgress? Progress =>
        isDone || visited is null
            ? null
            : new FillProgress(Volatile.Read(ref read), Math.Max(walk.Count(), read));

    /// <summary>Ends when it does not go on any more.</summary>
    public Task Running
    {
        get
        {
            lock (gate)
                return running;
        }
    }

    /// <summary>Adds what is filled; before the first question.</summary>
    /// <param name="take">Takes an account as it stands; more than once where a walk failed.</param>
    public void Feeds(Action<AccountSummary> take) => takers.Add(take);

    /// <summary>Takes note that an account is visited, before what is kept takes note of it. In its turn.</summary>
    public void Look(AccountId account)
    {
        if (!isDone)
            visited?.TryAdd(account, true);
    }

    /// <summary>Begins to fill it, unless that was begun.</summary>
    public void Begin()
    {
        if (isDone)
            return;
        lock (gate)
        {
            if (isDone || !running.IsCompleted)
                return;
            visited ??= new();
            if (walk.Count() - read <= Few)
                Go();
            else
                running = Task.Run(GoInBackground, CancellationToken.None);
        }
    }

    /// <summary>Ends when it is whole.</summary>
    public Task WholeAsync(CancellationToken cancel)
    {
        Begin();
        return isDone ? Task.CompletedTask : Running.WaitAsync(cancel);
    }

    private void GoInBackground()
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            Go();
            Filled(log, read, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whoever waits for it is told; the next question makes it go on.
            Failed(log, failure, read);
            throw;
        }
    }

    private void Go()
    {
        while (GoOn())
            stop.ThrowIfCancellationRequested();
        isDone = true;
        visited = null;
    }

    /// <summary>
    /// Takes some more. One that was visited since they were read may have come to be another, and what is kept has noticed it before
    /// it was told of the one before: so it is looked at once more.
    /// </summary>
    private bool GoOn()
    {
        var since = visited = new();
        var (items, last) = walk.Next(reached);
        foreach (var summary in items)
        foreach (var take in takers)
            take(summary);
        foreach (var summary in items)
            if (since.ContainsKey(summary.Id))
                walk.Again(summary.Id);
        Interlocked.Add(ref read, items.Count);
        if (last is not { } name)
            return false;
        reached = name;
        return true;
    }

    [LoggerMessage(
        LogLevel.Information,
        "What stands across accounts is known of all of them: {Count}, in {Seconds:F1} s."
    )]
    private static partial void Filled(ILogger log, int count, double seconds);

    [LoggerMessage(
        LogLevel.Warning,
        "What stands across accounts could not be read beyond {Count} of them; the next question goes on."
    )]
    private static partial void Failed(ILogger log, Exception failure, int count);
}
