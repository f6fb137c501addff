using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>The end of an account: of its contract, and of what is kept for a while after it.</summary>
internal static class Lifetime
{
    /// <summary>Ends the contract; what is kept after it stays until the purge.</summary>
    public static void End(AccountState state, Moment time)
    {
        foreach (var part in state.Parts.All)
            part.End(time);
        foreach (var things in state.Things.Where(things => things.Kind.EndsWithContract))
        foreach (var entry in things.Open.ToArray())
            Close(state, things, entry, time);
        state.NextBoundary = NextBoundary(state, time.Previous);
    }

    /// <summary>Ends licences and all that is stored, held shares included.</summary>
    public static void PurgeAll(AccountState state)
    {
        if (state.Purged)
            return;
        foreach (var part in state.Parts.All)
            part.Purge(state.Purge);
    }

    /// <summary>The next instant after <paramref name="passed"/> at which something happens by itself.</summary>
    public static Moment NextBoundary(AccountState state, Moment passed) =>
        state.Purged && state.Cycle.From > state.Purge
            ? Moment.Never
            : Moment.Min(state.Cycle.To, state.Parts.Next(passed));

    /// <summary>Ends a thing.</summary>
    public static void Close(
        AccountState state,
        Metering.Things things,
        Metering.ThingEntry entry,
        Moment time
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
        state.Shared.Touch(things.Kind, entry.Name);
    }
}
