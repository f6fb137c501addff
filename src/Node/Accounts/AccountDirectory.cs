using System.Collections.Concurrent;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using Evenhand.Node.Refusals;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Accounts;

/// <summary>The accounts in memory, and the way of others into it. Safe to use from many threads.</summary>
internal sealed partial class AccountDirectory(NodeContext context)
{
    /// <summary>Accounts that are loaded or folded at once on behalf of events.</summary>
    private static readonly int AtOnce = Math.Max(4, Environment.ProcessorCount);

    private readonly ConcurrentDictionary<AccountId, Door> doors = new();
    private readonly ConcurrentDictionary<AccountId, Door> parked = new();
    private readonly TaskScheduler places = new ConcurrentExclusiveSchedulerPair(
        TaskScheduler.Default,
        AtOnce
    ).ConcurrentScheduler;
    private long refolds;

    /// <summary>Told of every account that was visited or added to, in its turn: what is to be said and done next.</summary>
    public Action<ServedAccount> After { get; set; } = _ => { };

    /// <summary>How many are in memory.</summary>
    public int Count => doors.Count;

    /// <summary>How often one was folded anew.</summary>
    public long Refolds => Interlocked.Read(ref refolds);

    /// <summary>The doors of those in memory.</summary>
    public IEnumerable<Door> Doors => doors.Values;

    /// <summary>The doors of those that are set aside.</summary>
    public ICollection<Door> Aside => parked.Values;

    /// <summary>Whether an account is in memory.</summary>
    public bool Holds(AccountId name) => doors.ContainsKey(name);

    /// <summary>The door of an account; null where the ledger has nothing of it.</summary>
    public Door? Find(AccountId name)
    {
        if (doors.TryGetValue(name, out var door))
            return door;
        return !name.IsNone && context.Ledger.SequenceOf(StreamName.Of(name)) > 0
            ? Get(name)
            : null;
    }

    /// <summary>The door of an account, of a new one where the ledger has nothing of it yet.</summary>
    public Door Get(AccountId name) =>
        doors.TryGetValue(name, out var door)
            ? door
            : doors.GetOrAdd(name, _ => new Door(context, this, name));

    /// <summary>Throws checkpoints of accounts in memory away.</summary>
    /// <param name="isDropped">Asked of each.</param>
    public void DropCheckpoints(Func<bool> isDropped)
    {
        foreach (var door in Doors)
            door.Life.DropStates(isDropped);
    }

    /// <summary>
    /// Visits an account as it is now: in its turn, up to date. What the visit sets off is seen to when it is over.
    /// </summary>
    /// <returns>What the visit gives; null where the ledger has nothing of the account.</returns>
    /// <exception cref="RequestException">The account is set aside.</exception>
    public T? Visit<T>(AccountId name, Func<ServedAccount, T> act)
        where T : class? =>
        Visit(name, context.Clock.Now, act, static (account, act) => act(account));

    /// <summary>Visits an account as it is at an instant, the present.</summary>
    public T? Visit<TWith, T>(
        AccountId name,
        Moment now,
        TWith with,
        Func<ServedAccount, TWith, T> act
    )
        where T : class?
    {
        context.Fence.Check();
        while (Find(name) is { } door)
            if (door.TryVisit(now, isUse: true, with, act, out var result))
                return result;
        return null;
    }

    /// <summary>Visits an account because time has passed for it, and not because somebody asked: so it need not stay in memory.</summary>
    /// <returns>What the visit gives; null where the ledger has nothing of the account.</returns>
    /// <exception cref="RequestException">The account is set aside.</exception>
    public T? LookAfter<T>(AccountId name, Func<ServedAccount, T> act)
        where T : class?
    {
        while (Find(name) is { } door)
            if (
                door.TryVisit(
                    context.Clock.Now,
                    isUse: false,
                    act,
                    static (account, act) => act(account),
                    out var result
                )
            )
                return result;
        return null;
    }

    /// <summary>Takes an account out of memory, unless somebody works on it.</summary>
    public bool Remove(Door door) => door.TryLeave() && doors.TryRemove(door.Name, out _);

    /// <summary>Has an account made ready on behalf of events; ends when it is, or is set aside.</summary>
    public Task PrepareAsync(Door door) => door.PrepareAsync(places);

    /// <summary>Sees to what a visit or a commit set off. In the account's turn.</summary>
    internal void Left(ServedAccount account)
    {
        try
        {
            After(account);
        }
        catch (Exception fault) when (AccountFault.Is(fault))
        {
            AfterwardsFailed(context.Log, account.Name, fault);
            account.MakeStale();
        }
    }

    /// <summary>Takes note that an account was set aside. In its turn.</summary>
    internal void Parked(Door door, ServedAccount account, Exception fault)
    {
        var isNew = parked.TryAdd(door.Name, door);
        if (isNew)
            IsAside(context.Log, door.Name, account.Parked!.Reason, fault);
        Left(account);
    }

    /// <summary>Takes note that an account is well again. In its turn.</summary>
    internal void Released(Door door)
    {
        if (parked.TryRemove(door.Name, out _))
            IsWell(context.Log, door.Name);
    }

    /// <summary>Takes note that an account was folded anew.</summary>
    internal void Refolded() => Interlocked.Increment(ref refolds);

    [LoggerMessage(
        LogLevel.Error,
        "Account {Account} is set aside: {Reason}. Its events and asks are refused until it is well; others go on. "
            + "It is tried again by itself, and by evenhand accounts mend."
    )]
    private static partial void IsAside(
        ILogger log,
        AccountId account,
        string reason,
        Exception fault
    );

    [LoggerMessage(LogLevel.Information, "Account {Account} is well again.")]
    private static partial void IsWell(ILogger log, AccountId account);

    [LoggerMessage(
        LogLevel.Critical,
        "What account {Account} set off failed in a way that it never should."
    )]
    private static partial void AfterwardsFailed(ILogger log, AccountId account, Exception bug);
}
