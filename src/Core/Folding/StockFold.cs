using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>Tells stocks until when they are free: while a state of the account is open, or an add-on is held.</summary>
internal static class StockFold
{
    /// <summary>Whether anything could make a stock of the policy free.</summary>
    public static bool MayBeFree(PolicyVersion policy) =>
        policy.Covers.Any(cover => cover is Free && policy.Meters.At(cover.Meter) is StockMeter);

    /// <summary>Looks anew at what makes stocks free, after something happened that may have changed it.</summary>
    public static void Renew(AccountState state, Moment time)
    {
        if (!state.FreesStocks)
            return;
        foreach (var stock in state.Stocks)
        {
            var until = FreeUntil(state, stock.Meter.Place);
            if (until != stock.FreeUntil)
                stock.Free(until, time);
        }
        state.NextBoundary = Lifetime.NextBoundary(state, time);
    }

    private static Moment FreeUntil(AccountState state, Place<Meter> meter)
    {
        var until = Moment.Earliest;
        foreach (var cover in state.Policy.Covers)
            if (cover is Free && cover.Meter == meter)
                until = Moment.Max(
                    until,
                    cover.While.When.IsEmpty ? Moment.Never : Until(state, cover.While.When[0])
                );
        return until;
    }

    private static Moment Until(AccountState state, Circumstance circumstance) =>
        circumstance.Kind switch
        {
            CircumstanceKind.StateOpen => state.States[circumstance.Index].OpenUntil(0),
            CircumstanceKind.Holds => Always(state.AddOns.Holds(new(circumstance.Index), 0)),
            CircumstanceKind.Attribute => Always(
                (state.Profile.Attributes >> circumstance.Index & 1) != 0
            ),
            _ => throw new InvalidOperationException($"no stock is free by {circumstance.Kind}"),
        };

    private static Moment Always(bool holds) => holds ? Moment.Never : Moment.Earliest;
}
