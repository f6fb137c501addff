using Evenhand.Core.Metering;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>Changes a thing that is there, and what its stocks count of it.</summary>
internal static class ThingFold
{
    /// <summary>What is kept of it changes.</summary>
    /// <param name="state">The account.</param>
    /// <param name="kind">What kind of thing.</param>
    /// <param name="thing">The thing.</param>
    /// <param name="values">The new values by their places.</param>
    /// <param name="time">When.</param>
    public static void Change(
        AccountState state,
        Thing kind,
        ThingEntry thing,
        ReadOnlySpan<(int Place, long Value)> values,
        Moment time
    )
    {
        state.Shared.Touch(kind, thing.Name);
        Span<Int128> before = stackalloc Int128[state.Stocks.Length];
        Span<bool> wasUnderLeastTime = stackalloc bool[state.Stocks.Length];
        Note(state, kind, thing, before, wasUnderLeastTime);
        foreach (var (place, value) in values)
        {
            if (kind.Stored?.Tier == place && thing.Kept[place] != value)
                thing.Since = time;
            thing.Kept[place] = value;
        }
        for (var i = 0; i < before.Length; i++)
            if (state.Stocks[i] is var stock && stock.Meter.Thing == kind)
            {
                stock.Change(thing, before[i], wasUnderLeastTime[i], time, state.Calendar);
                Tell(state, stock, thing, before[i]);
            }
    }

    /// <summary>It is set aside and counts nothing, or counts again.</summary>
    public static void SetAside(
        AccountState state,
        Thing kind,
        ThingEntry thing,
        bool isSetAside,
        Moment time
    )
    {
        Span<Int128> before = stackalloc Int128[state.Stocks.Length];
        Note(state, kind, thing, before, stackalloc bool[state.Stocks.Length]);
        thing.IsSetAside = isSetAside;
        for (var i = 0; i < before.Length; i++)
            if (state.Stocks[i] is var stock && stock.Meter.Thing == kind)
            {
                stock.Recount(thing, before[i], time);
                Tell(state, stock, thing, before[i]);
            }
    }

    private static void Note(
        AccountState state,
        Thing kind,
        ThingEntry thing,
        Span<Int128> counted,
        Span<bool> isUnderLeastTime
    )
    {
        for (var i = 0; i < counted.Length; i++)
            if (state.Stocks[i] is var stock && stock.Meter.Thing == kind)
                (counted[i], isUnderLeastTime[i]) = (
                    stock.Contribution(thing),
                    stock.IsUnderLeastTime(thing)
                );
    }

    private static void Tell(AccountState state, StockState stock, ThingEntry thing, Int128 before)
    {
        if (before != 0 || stock.Counts(thing))
            state.Watcher?.Moved(state, stock, stock.Contribution(thing) - before);
    }
}
