using Evenhand.Ledger;
using Evenhand.Runtime.Serving.Accounts;
using Evenhand.Runtime.Serving.Stating;

namespace Evenhand.Runtime.Serving;

/// <summary>Lets accounts leave memory that nobody asked for in a while, least used first where there are too many.</summary>
internal sealed class Idling(NodeContext context, AccountDirectory accounts)
{
    private static readonly long Pause = TimeSpan.FromSeconds(20).Ticks;

    /// <summary>Snapshots written in one go.</summary>
    private const int AtOnce = 100;

    /// <summary>Records that are folded sooner than a snapshot is read.</summary>
    private const int Few = 32;

    /// <summary>Records after which an account that never idles gets a snapshot.</summary>
    private const int Overdue = 50_000;

    private long next;

    /// <summary>Looks through the accounts now and then.</summary>
    public void Sweep()
    {
        var now = context.Clock.Now;
        if (now < next && next - now <= Pause)
            return;
        next = now + Pause;
        var limit = now - (long)context.Settings.Idle.BclCompatibleTicks;
        var crowded = accounts.Count > context.Settings.MostAccounts;
        ServedAccount[] leaving = crowded
            ? [.. accounts.Loaded.OrderBy(each => each.LastUsed).Take(accounts.Count / 4)]
            : [.. accounts.Loaded.Where(each => each.LastUsed < limit)];
        Keep(leaving);
        foreach (var account in leaving)
            accounts.Remove(account);
        Keep(accounts.Loaded.Where(account => account.Unkept > Overdue));
    }

    /// <summary>Keeps a snapshot of every account in memory that would take longer to fold.</summary>
    public void KeepAll() => Keep(accounts.Loaded.Where(account => account.Unkept > Few));

    private void Keep(IEnumerable<ServedAccount> kept)
    {
        foreach (var some in kept.Chunk(AtOnce))
        {
            var snapshots = some.Select(Snapshot).OfType<Snapshot>().ToArray();
            if (snapshots.Length > 0)
                context.Ledger.Keep(snapshots);
        }
    }

    private Snapshot? Snapshot(ServedAccount account)
    {
        lock (account.Gate)
            return account.Name.Length == 0
                ? null
                : account.Keep(Math.Min(account.NextDue, Closing.Due(context, account)));
    }
}
