using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Stating;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Due;

/// <summary>Lets accounts leave memory that nobody asked for in a while, least used first where there are too many.</summary>
internal sealed partial class Idling(NodeContext context, AccountDirectory accounts)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    /// <summary>Snapshots written in one go, unless they are large: each go waits for the disk.</summary>
    private const int AtOnce = 1_000;

    /// <summary>Bytes of snapshots after which a go ends.</summary>
    private const int BytesAtOnce = 16 << 20;

    /// <summary>Records that are folded sooner than a snapshot is read.</summary>
    private const int Few = 32;

    /// <summary>Records after which an account that never idles gets a snapshot.</summary>
    private const int Overdue = 50_000;

    /// <summary>Bytes of a snapshot at most; a larger account is folded from the ledger each time.</summary>
    private const int MostBytes = 512 << 20;

    private Moment next;

    /// <summary>Looks through the accounts now and then.</summary>
    /// <returns>Those that left, of which the ledger's index knows when they are due, and when that is.</returns>
    public IReadOnlyDictionary<AccountId, Moment> Sweep()
    {
        var now = context.Clock.Now;
        if (now < next && next - now <= Pause)
            return ImmutableDictionary<AccountId, Moment>.Empty;
        next = now + Pause;
        var limit = now - context.Settings.Idle.ToTimeSpan();
        var crowded = accounts.Count > context.Settings.MostAccounts;
        Door[] leaving = crowded
            ? [.. accounts.Doors.OrderBy(each => each.LastUsed).Take(accounts.Count / 4)]
            : [.. accounts.Doors.Where(each => each.LastUsed < limit)];
        Keep(leaving);
        KeepLives();
        var left = new Dictionary<AccountId, Moment>();
        foreach (var door in leaving)
            if (accounts.Remove(door) && door.DueInLedger is { } due)
                left[door.Name] = due;
        Keep(accounts.Doors.Where(door => door.Unkept > Overdue));
        return left;
    }

    /// <summary>Keeps a snapshot of every account in memory, so that the next start knows when it is due.</summary>
    public void KeepAll()
    {
        try
        {
            if (context.Fence.Why is not null)
                return;
            Keep(accounts.Doors);
            KeepLives();
        }
        catch (FencedException found)
        {
            context.Fence.Fall(found);
        }
    }

    /// <summary>Keeps the checkpoints that were made since the last time.</summary>
    private void KeepLives() =>
        Keep(
            accounts.Doors.Select(door =>
                door.UnkeptLife.Where(each => each.Body.Length <= MostBytes)
            )
        );

    private void Keep(IEnumerable<Door> kept) => Keep(kept.Select(Snapshots));

    private void Keep(IEnumerable<IEnumerable<Snapshot>> all)
    {
        var (some, bytes) = (new List<Snapshot>(), 0L);
        foreach (var each in all.SelectMany(each => each))
        {
            some.Add(each);
            bytes += each.Body.Length;
            if (some.Count < AtOnce && bytes < BytesAtOnce)
                continue;
            context.Ledger.Keep(some);
            (some, bytes) = ([], 0);
        }
        if (some.Count > 0)
            context.Ledger.Keep(some);
    }

    /// <summary>Snapshots only save time: those that cannot be made are left out, and the account goes on.</summary>
    private IEnumerable<Snapshot> Snapshots(Door door)
    {
        var made = new List<Snapshot>();
        if (!door.Name.IsNone)
            try
            {
                door.Note(account => Make(account, made));
            }
            catch (Exception fault) when (AccountFault.Is(fault))
            {
                NotKept(context.Log, door.Name, fault);
            }
        return made;
    }

    /// <summary>A snapshot of the account, and with it what lists show of it while it is away.</summary>
    private void Make(ServedAccount account, List<Snapshot> made)
    {
        var next = account.NextDue;
        if (
            account.Keep(Moment.Min(next, NextStatement.Due(context, account)), Few, MostBytes)
            is not { } kept
        )
            return;
        made.Add(kept);
        if (context.Clock.Now is var now && now < next)
            made.Add(KeptSummary.Of(account, now).Snapshot(context));
    }

    [LoggerMessage(LogLevel.Warning, "No snapshot of account {Account} could be made.")]
    private static partial void NotKept(ILogger log, AccountId account, Exception fault);
}
