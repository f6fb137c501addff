using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>The end of an account: of its contract, and of what is kept for a while after it.</summary>
internal static class Lifetime
{
    /// <summary>Ends the contract; what is kept after it stays until the purge.</summary>
    public static void End(AccountState state, long time)
    {
        state.ContractEnd = time;
        state.Purge = time + (long)state.Policy.KeptAfterEnd.BclCompatibleTicks;
        foreach (var things in state.Things.Where(things => things.Kind.EndsWithContract))
        foreach (var entry in things.Open.ToArray())
            Close(state, things, entry, time);
        state.NextBoundary = NextBoundary(state, time - 1);
    }

    /// <summary>Ends licences and all that is stored, held shares included.</summary>
    public static void PurgeAll(AccountState state)
    {
        if (state.Purged)
            return;
        state.Purged = true;
        foreach (var stock in state.Stocks)
            stock.Expire(state.Purge - 1);
        state.Seats.Set(0, 0, state.Purge);
        foreach (var stock in state.Stocks)
            stock.Clear(state.Purge);
        foreach (var things in state.Things)
        foreach (var entry in things.Open.ToArray())
            things.Remove(entry);
    }

    /// <summary>The next instant after <paramref name="passed"/> at which something happens by itself.</summary>
    public static long NextBoundary(AccountState state, long passed)
    {
        if (state.Purged && state.Cycle.From > state.Purge)
            return long.MaxValue;
        var next = state.Cycle.To;
        if (!state.Purged && state.Purge > passed)
            next = Math.Min(next, state.Purge);
        foreach (var stock in state.Stocks)
        {
            next = Math.Min(next, Math.Max(stock.NextExpiry, passed));
            if (stock.FreeUntil > passed)
                next = Math.Min(next, stock.FreeUntil);
        }
        return next;
    }

    /// <summary>Ends a thing.</summary>
    public static void Close(
        AccountState state,
        Metering.Things things,
        Metering.ThingEntry entry,
        long time
    )
    {
        foreach (var stock in state.Stocks)
            if (stock.Meter.Thing == things.Kind)
            {
                var before = stock.Level;
                stock.Close(entry, time);
                if (stock.Counts(entry) || stock.Level != before)
                    state.Watcher?.Moved(state, stock, stock.Level - before);
            }
        things.Remove(entry);
    }
}
