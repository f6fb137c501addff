using System.Diagnostics;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using Evenhand.Node.Lives;
using Evenhand.Node.Refusals;
using Evenhand.Node.Views;

namespace Evenhand.Node.Accounts;

/// <summary>
/// The only way to an account. A visit keeps it in memory, waits for its turn, has it brought up to date, and sees to what
/// it set off. What takes long, loading and folding, is done outside the turn: whoever needs it waits, the committer
/// does not. Whatever breaks in the account sets that account aside.
/// </summary>
internal sealed class Door(NodeContext context, AccountDirectory accounts, AccountId name)
{
    /// <summary>Times that a visitor lets others make the account stale again before events have to wait for the visit.</summary>
    private const int Patient = 3;

    /// <summary>How long the committer waits for a turn before it lets the events of this account wait instead.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    /// <summary>Whoever brings it up to date has its monitor meanwhile; there are too many accounts for a lock of its own.</summary>
    private readonly ServedAccount account = new(context, name);
    private readonly Lock gate = new();
    private Task preparing = Task.CompletedTask;
    private DoorPlate? plate;
    private LifeBook? life;
    private int pins;
    private int insistent;
    private bool appending;
    private bool hasLeft;

    /// <summary>The account's name; empty for the shared stream.</summary>
    public AccountId Name => name;

    /// <summary>Its stream.</summary>
    public StreamName Stream => account.Stream;

    /// <summary>Where it is, for whoever remembers it for longer than it is there. For the committer, at work on the account.</summary>
    public DoorPlate Plate => plate ??= new DoorPlate(this);

    /// <summary>What is kept of its canonical fold.</summary>
    public LifeBook Life =>
        LazyInitializer.EnsureInitialized(ref life, () => new(context, name, Stream));

    /// <summary>What of its canonical fold is to be kept for the next start.</summary>
    public IReadOnlyList<Snapshot> UnkeptLife => life?.Unkept() ?? [];

    /// <summary>When somebody last asked for it.</summary>
    public Moment LastUsed { get; set; }

    /// <summary>Why it is set aside; null where it is not.</summary>
    public Parking? Parked => account.Parked;

    /// <summary>Whether it is set aside and something was appended to it since, which may mend it.</summary>
    public bool IsToBeTried => account.Parked is not null && account.HasMore;

    /// <summary>Its live state as it is just now, to look at what never changes of it; null while it is not open.</summary>
    public Core.Replaying.LiveAccount? Live => account.Live;

    /// <summary>How many records came since the last snapshot.</summary>
    public long Unkept => account.Unkept;

    /// <summary>When the ledger's index of what is due has it; null where that is not known there.</summary>
    public Moment? DueInLedger => account.DueInLedger;

    /// <summary>Visits the account as it is at an instant.</summary>
    /// <returns>False where it has left memory: it is to be looked up again.</returns>
    /// <exception cref="RequestException">It is set aside.</exception>
    /// <param name="now">The present.</param>
    /// <param name="isUse">Whether somebody asked for the account, so that it stays in memory a while.</param>
    /// <param name="act">What is done with the account.</param>
    public bool TryVisit<TWith, T>(
        Moment now,
        bool isUse,
        TWith with,
        Func<ServedAccount, TWith, T> act,
        out T result
    )
    {
        for (var round = 0; ; round++)
        {
            lock (gate)
            {
                result = default!;
                if (hasLeft)
                    return false;
                if (isUse)
                    LastUsed = now;
                if (IsReady(now))
                {
                    result = Act(with, act);
                    return true;
                }
                pins++;
            }
            MakeReady(now, round >= Patient);
        }
    }

    /// <summary>Takes note of something, without a look at the account's state; nothing happens where it is not in memory.</summary>
    public void Note(Action<ServedAccount> note)
    {
        lock (gate)
            if (account.IsLoaded && !hasLeft)
                note(account);
    }

    /// <summary>Does something long that reads what is stored; where that breaks, the account is set aside.</summary>
    /// <exception cref="RequestException">It broke.</exception>
    public T Study<T>(Func<T> work)
    {
        lock (gate)
            pins++;
        try
        {
            return work();
        }
        catch (Exception fault) when (AccountFault.Is(fault))
        {
            var now = context.Clock.Now;
            Park(fault, now);
            throw account.Parked?.Refusal(now) ?? Parking.Of(fault, now, 0, null).Refusal(now);
        }
        finally
        {
            lock (gate)
                pins--;
        }
    }

    /// <summary>Lets it leave memory, unless somebody works on it or it is set aside.</summary>
    public bool TryLeave()
    {
        lock (gate)
        {
            if (pins > 0 || hasLeft || account.Told.HasPending || account.Parked is not null)
                return false;
            plate?.TakeOff();
            return hasLeft = true;
        }
    }

    /// <summary>Makes it ready in the background, once for all who wait for that. It never fails.</summary>
    public Task PrepareAsync(TaskScheduler places)
    {
        lock (gate)
        {
            if (!preparing.IsCompleted || hasLeft)
                return preparing;
            pins++;
            return preparing = Task.Factory.StartNew(
                Prepare,
                CancellationToken.None,
                TaskCreationOptions.DenyChildAttach,
                places
            );
        }
    }

    /// <summary>Begins its part of a commit, which keeps it in memory; null where it has left.</summary>
    public ServedAccount? Begin(Moment now)
    {
        lock (gate)
        {
            if (hasLeft)
                return null;
            pins++;
            LastUsed = now;
            appending = true;
            return account;
        }
    }

    /// <summary>Takes the turn for the committer; false where that would take longer than a moment.</summary>
    public bool TryEnter() => gate.TryEnter(Moment);

    /// <summary>Takes the turn, however long that takes.</summary>
    public void Enter() => gate.Enter();

    /// <summary>Gives the turn back.</summary>
    public void Exit() => gate.Exit();

    /// <summary>Whether events have to wait until it was brought into memory, or until somebody's visit.</summary>
    public bool LetsWait(Moment now)
    {
        lock (gate)
        {
            // Of a new account there is nothing to be brought.
            if (!account.IsLoaded && account.IsNew && Monitor.TryEnter(account))
            {
                account.Loaded();
                Monitor.Exit(account);
            }
            return insistent > 0
                || (account.Parked is null ? !account.IsLoaded : !account.IsSetAside(now));
        }
    }

    /// <summary>Ends its part of a commit. In its turn.</summary>
    /// <param name="stored">Whether something was stored.</param>
    public void End(bool stored)
    {
        (appending, pins) = (false, pins - 1);
        if (stored)
            accounts.Left(account);
    }

    /// <summary>Takes note of what other nodes have appended, as far as it is in memory; where that breaks, it is set aside.</summary>
    public void CatchUpOrPark()
    {
        try
        {
            lock (gate)
                if (account.IsLoaded)
                    CatchUp();
        }
        catch (Exception fault) when (AccountFault.Is(fault))
        {
            Park(fault, context.Clock.Now);
        }
    }

    /// <summary>Sets it aside.</summary>
    public void Park(Exception fault, Moment now)
    {
        lock (gate)
        {
            if (hasLeft)
                return;
            account.Park(fault, now);
            // What may have set it aside is not to be trusted again.
            life = new LifeBook(context, name, Stream, isOwn: true);
            accounts.Parked(this, account, fault);
        }
    }

    private T Act<TWith, T>(TWith with, Func<ServedAccount, TWith, T> act)
    {
        try
        {
            return act(account, with);
        }
        catch (Exception fault) when (AccountFault.Is(fault))
        {
            // Whatever it left half done is folded anew; that tells whether the account is to be set aside.
            account.MakeStale();
            throw;
        }
        finally
        {
            accounts.Left(account);
        }
    }

    private bool IsReady(Moment now)
    {
        if (account.Parked is { } parked)
            return account.IsSetAside(now) ? throw parked.Refusal(now) : false;
        try
        {
            return account.IsLoaded && !IsBehind && IsUpToDate(now, isFresh: false);
        }
        catch (Exception fault) when (AccountFault.Is(fault))
        {
            Park(fault, now);
            return false;
        }
    }

    private bool IsBehind => !appending && account.IsBehind;

    /// <summary>Whether it is as it is now. What fails right after it was folded anew would fail again: it is thrown on.</summary>
    private bool IsUpToDate(Moment now, bool isFresh)
    {
        try
        {
            return name.IsNone || account.TryAdvance(now);
        }
        catch (Exception fault) when (!isFresh && AccountFault.Is(fault))
        {
            account.MakeStale();
            return false;
        }
    }

    private void Prepare()
    {
        try
        {
            MakeReady(context.Clock.Now, insists: false);
        }
        catch (RequestException)
        {
            // The node stops; whoever waits is told so.
        }
    }

    /// <summary>Brings it up to date, or sets it aside. It was pinned for this, and is not any more.</summary>
    private void MakeReady(Moment now, bool insists)
    {
        Interlocked.Add(ref insistent, insists ? 1 : 0);
        try
        {
            lock (account)
            {
                var isFresh = false;
                while (TakeStep(now, ref isFresh)) { }
            }
        }
        catch (OperationCanceledException)
        {
            throw new RequestException(Code.Stopping, "the server is stopping");
        }
        catch (Exception fault) when (AccountFault.Is(fault))
        {
            Park(fault, now);
        }
        finally
        {
            Interlocked.Add(ref insistent, insists ? -1 : 0);
            lock (gate)
                pins--;
        }
    }

    /// <summary>Does the next thing that it lacks; false where it lacks nothing, or is to be left alone.</summary>
    private bool TakeStep(Moment now, ref bool isFresh)
    {
        bool isLoaded;
        long? sequence = null;
        lock (gate)
        {
            if (hasLeft || account.IsSetAside(now))
                return false;
            isLoaded = account.IsLoaded;
            if (isLoaded && !IsBehind)
            {
                if (name.IsNone || !account.IsStale && IsUpToDate(now, isFresh))
                    return Release();
                sequence = account.BeginAnew();
            }
        }
        if (!isLoaded)
            Load();
        else if (sequence is { } known)
        {
            Fold(known, now);
            isFresh = true;
        }
        else
            CatchUp();
        return true;
    }

    private bool Release()
    {
        if (account.Parked is not null)
        {
            account.Release();
            accounts.Released(this);
        }
        return false;
    }

    private void Load()
    {
        account.Load();
        lock (gate)
            account.Loaded();
    }

    private void CatchUp()
    {
        StoredSlice[] slices = [.. context.Ledger.Read(Stream, account.Sequence)];
        var reader = new SliceUnpacker(context);
        lock (gate)
            foreach (var slice in slices)
                account.Tell(slice, reader);
    }

    private void Fold(long sequence, Moment now)
    {
        var began = Stopwatch.GetTimestamp();
        var anew = FoldedAnew.Of(context, Life, sequence, now);
        lock (gate)
            account.GoOnFrom(anew, began, now);
        // Of a short life nothing is kept, and there are very many of them.
        if (life is { IsBlank: true } blank)
            Interlocked.CompareExchange(ref life, null, blank);
        accounts.Refolded();
    }
}
