using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Amending;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Refusals;
using Evenhand.Node.Shared;
using Evenhand.Node.Stating;
using Evenhand.Node.Stored;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Due;

/// <summary>
/// What happens by itself as time passes: cycles end and are stated, shares and reservations expire, versions take
/// effect, what came late is folded anew, other nodes' records are taken note of, idle accounts leave memory.
/// </summary>
internal sealed partial class Alarm : IAsyncDisposable
{
    /// <summary>Accounts that are looked after side by side, so that what they state shares commits.</summary>
    private const int AtOnce = 8;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    private readonly NodeContext context;
    private readonly AccountDirectory accounts;
    private readonly Committer committer;
    private readonly SharedEntries shared;
    private readonly Telling telling;
    private readonly Idling idling;
    private readonly Renewals renewals;
    private readonly TypicalUsage typical;
    private readonly Amendments amendments;
    private readonly ClockWatch watch;
    private readonly Lock gate = new();
    private readonly PriorityQueue<AccountId, Moment> due = new();
    private readonly ITimer timer;
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim thinking = new(Math.Max(1, Environment.ProcessorCount / 2));
    private long stated;
    private Moment lookedUpTo = Moment.Earliest;
    private ChangeCursor known;
    private Task running = Task.CompletedTask;

    /// <summary>Begins to watch the clock.</summary>
    public Alarm(
        NodeContext context,
        AccountDirectory accounts,
        Committer committer,
        SharedEntries shared,
        Telling telling
    )
    {
        (this.context, this.accounts, this.committer, this.shared, this.telling) = (
            context,
            accounts,
            committer,
            shared,
            telling
        );
        known = context.Ledger.Position;
        idling = new Idling(context, accounts);
        renewals = new Renewals(context, accounts);
        typical = new TypicalUsage(context, accounts);
        amendments = new Amendments(context, committer, () => renewals.Running);
        watch = new ClockWatch(context.Clock, committer, context.Log);
        timer = context.Clock.CreateTimer(_ => Begin(), null, Tick, Tick);
    }

    /// <summary>What is told of the clock.</summary>
    public ClockWatch Watch => watch;

    /// <summary>What is folded ahead of a version that is to come.</summary>
    public Renewals Renewals => renewals;

    /// <summary>Who is told of versions to come.</summary>
    public Amendments Amendments => amendments;

    /// <summary>Takes lines of events that the server says itself.</summary>
    public Func<ReadOnlyMemory<byte>, Task> Send { get; init; } = _ => Task.CompletedTask;

    /// <summary>What else is looked at as time passes.</summary>
    public Func<Task> Also { get; init; } = () => Task.CompletedTask;

    /// <summary>Statements made so far.</summary>
    public long Stated => Interlocked.Read(ref stated);

    /// <summary>Has an account looked after at an instant.</summary>
    public void Set(AccountId account, Moment at)
    {
        lock (gate)
            due.Enqueue(account, at);
    }

    /// <summary>Has an account looked after when something happens to it next. In the account's turn.</summary>
    public void Set(ServedAccount account)
    {
        var next = account.NextDue;
        if (account.Live is { } live && live.Ends < Moment.Never)
            next = Moment.Min(next, NextStatement.Due(context, account));
        if (next >= account.ScheduledFor)
            return;
        account.ScheduledFor = next;
        Set(account.Name, next);
    }

    /// <summary>Looks after everything that is due, and ends when that is done.</summary>
    public Task RunAsync()
    {
        lock (gate)
            return running = running.IsCompleted ? Task.Run(LookAfterAllAsync) : Again(running);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        await stop.CancelAsync();
        Task last;
        lock (gate)
            last = running;
        await last;
        await renewals.Running;
        await amendments.Running;
        await telling.EndAsync();
        stop.Dispose();
        thinking.Dispose();
    }

    /// <summary>Keeps a snapshot of every account in memory, once nothing changes any more.</summary>
    public void KeepSnapshots() => idling.KeepAll();

    /// <summary>
    /// Takes up what was left at the last stop. Of accounts with a snapshot that is up to date the ledger's index says which are
    /// due, and no others are read; the rest are due at once, one after the other while the node serves already.
    /// </summary>
    public Task TakeUpAsync()
    {
        lookedUpTo = Moment.Earliest;
        foreach (var account in context.Ledger.Unkept())
            Set(account.Account, Moment.Earliest);
        return Task.CompletedTask;
    }

    /// <summary>Looks at the clock; what was folded under a time that did not come is folded anew.</summary>
    public async Task WatchAsync()
    {
        await watch.LookAsync();
        if (!context.Clock.TakeStepBack())
            return;
        context.Ledger.DropSnapshots();
        await TakeUpAsync();
        foreach (var door in accounts.Doors)
        {
            door.LastUsed = context.Clock.Now;
            door.Note(account =>
            {
                account.MakeStale();
                Set(account);
            });
        }
    }

    private async Task Again(Task before)
    {
        await before;
        await LookAfterAllAsync();
    }

    private void Begin()
    {
        lock (gate)
            if (running.IsCompleted && !stop.IsCancellationRequested)
                running = Task.Run(LookAfterAllAsync);
    }

    private async Task LookAfterAllAsync()
    {
        if (context.Fence.Why is not null)
            return;
        try
        {
            context.Ledger.Refresh();
            SetChanged();
            shared.CatchUp();
            context.Changes.Reach(known);
            await WatchAsync();
            foreach (var door in accounts.Aside)
                if (door.IsToBeTried)
                    Set(door.Name, context.Clock.Now);
            TakeFromLedger();
            await Parallel.ForEachAsync(
                TakeDue(),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (name, _) => await LookAfterAsync(name)
            );
            await typical.RunAsync(Send);
            await Also();
            LeaveToLedger(idling.Sweep());
            renewals.Begin();
            amendments.Begin();
        }
        catch (FencedException found)
        {
            context.Fence.Fall(found);
        }
        catch (LedgerUnavailableException unavailable)
        {
            Waits(context.Log, unavailable.Message);
        }
        catch (Exception bug)
        {
            Failed(context.Log, bug);
        }
    }

    /// <summary>Has those looked after that came to be due since the last look, of accounts that are not in memory.</summary>
    private void TakeFromLedger()
    {
        if (!context.Clock.IsTrusted)
            return;
        var upTo = context.Clock.Now.Next;
        foreach (var head in context.Ledger.Due(lookedUpTo, upTo))
            Set(head.Stream.Account, head.Due);
        lookedUpTo = Moment.Max(lookedUpTo, upTo);
    }

    /// <summary>Accounts that left memory are found by the ledger's index, and need not be remembered here.</summary>
    private void LeaveToLedger(IReadOnlyDictionary<AccountId, Moment> left)
    {
        if (left.Count == 0)
            return;
        lock (gate)
        {
            (AccountId, Moment)[] kept =
            [
                .. due.UnorderedItems.Where(each =>
                    !left.TryGetValue(each.Element, out var at) || at < lookedUpTo
                ),
            ];
            due.Clear();
            due.EnqueueRange(kept);
        }
    }

    /// <summary>What others have appended may be due at once, or sooner than what was known.</summary>
    private void SetChanged()
    {
        var now = context.Ledger.Position;
        foreach (var stream in context.Ledger.Changed(known).Where(each => !each.IsShared))
        {
            Set(stream.Account, context.Clock.Now);
            context.Changes.Note(stream);
        }
        known = now;
    }

    private IEnumerable<AccountId> TakeDue()
    {
        while (!stop.IsCancellationRequested && TryTake(out var name))
            yield return name;
    }

    private bool TryTake(out AccountId name)
    {
        lock (gate)
        {
            name = default;
            return context.Clock.IsTrusted
                && due.TryPeek(out _, out var at)
                && at <= context.Clock.Now
                && due.TryDequeue(out name, out _);
        }
    }

    /// <summary>A broken account is told of and tried again later; the rest goes on.</summary>
    private async Task LookAfterAsync(AccountId name)
    {
        try
        {
            if (await ThinkAsync(() => AdvanceAsync(name)) is not { } told)
                return;
            await told;
            while (await ThinkAsync(() => Make(name)) is ({ } record, var before))
                if (await StateAsync(name, record, before))
                    NoteStated(name, record);
                else
                    break;
            accounts.LookAfter(name, SetNext);
        }
        catch (RequestException) when (stop.IsCancellationRequested) { }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
        catch (RequestException aside) when (aside.Code == Code.Parked)
        {
            // Its door has set the alarm for when it is tried again.
        }
        catch (Exception failure)
        {
            Set(name, context.Clock.Now + TimeSpan.FromMinutes(1));
            if (failure is LedgerUnavailableException)
                throw;
            AccountFailed(context.Log, name, failure);
        }
    }

    private (StatedRecord?, int) Make(AccountId name) =>
        (NextStatement.Make(context, accounts, name, context.Clock.Now, out var before), before);

    /// <summary>Folds in turn, so that what is due leaves processors to those who ask.</summary>
    private async Task<T> ThinkAsync<T>(Func<T> fold)
    {
        await thinking.WaitAsync();
        try
        {
            return fold();
        }
        finally
        {
            thinking.Release();
        }
    }

    /// <summary>Lets an account's time pass; ends when what it says is stored. Null where there is no such account.</summary>
    private Task? AdvanceAsync(AccountId name) =>
        accounts.LookAfter(
            name,
            account =>
            {
                // Whoever visits it meanwhile sets nothing: that is done once, at the end of this look.
                if (account.ScheduledFor <= context.Clock.Now)
                    account.ScheduledFor = Moment.Earliest;
                return telling.Tell(account);
            }
        );

    /// <summary>Has a statement stored, unless another came after those that it was made to follow.</summary>
    private async Task<bool> StateAsync(AccountId account, StatedRecord record, int before) =>
        await committer.StoreAsync(
            new Addition(
                account,
                SliceKind.Stated,
                StoredJson.Write(record, StoredJson.Default.StatedRecord),
                record.Statement.Time,
                at => at.Stated.Records.Count == before
            )
        );

    private void NoteStated(AccountId account, StatedRecord record)
    {
        Interlocked.Increment(ref stated);
        typical.Learn(account, record);
    }

    /// <summary>Has it looked after again when something happens to it next, unless it is set for then or sooner: what is set twice would stay so for ever.</summary>
    private ServedAccount SetNext(ServedAccount account)
    {
        typical.Look(account);
        var now = context.Clock.Now;
        if (account.ScheduledFor <= now)
            account.ScheduledFor = Moment.Never;
        var next = Moment.Min(account.NextDue, NextStatement.Due(context, account));
        next = Moment.Max(next, now.Next);
        if (next >= account.ScheduledFor)
            return account;
        account.ScheduledFor = next;
        Set(account.Name, next);
        return account;
    }

    [LoggerMessage(LogLevel.Warning, "What is due waits for the ledger: {Why}")]
    private static partial void Waits(ILogger log, string why);

    [LoggerMessage(LogLevel.Error, "Looking after account {Account} failed; it is tried again.")]
    private static partial void AccountFailed(ILogger log, AccountId account, Exception bug);

    [LoggerMessage(LogLevel.Critical, "Watching the clock failed in a way that it never should.")]
    private static partial void Failed(ILogger log, Exception bug);
}
