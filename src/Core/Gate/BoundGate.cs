using System.Collections.Immutable;
using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Gate;

/// <summary>Tells what is left of each limit, rate and allowance that an act counts towards.</summary>
internal static class BoundGate
{
    private const long DaySeconds = 86_400;

    /// <summary>What is left before an act that is asked about.</summary>
    public static ImmutableArray<BoundLeft> Of(AccountState state, Event ask)
    {
        if (ask.Type is not { } type || type.Index <= (int)BuiltIns.Kind.Asked)
            return [];
        var rules = state.Dispatch.ByType[type.Index];
        if (rules.Flows.Length + rules.Adds.Length + rules.Buckets.Length == 0)
            return [];
        var bounds = ImmutableArray.CreateBuilder<BoundLeft>();
        foreach (var (place, tap) in rules.Flows)
            if (Matching.All(tap.Selection.Conditions, ask, null))
                Flow(state, rules, (FlowState)state.Meters[place], tap, ask, bounds);
        foreach (var (place, tap) in rules.Adds)
            if (Matching.All(tap.Selection.Conditions, ask, null))
                Balance(state, (BalanceState)state.Meters[place], tap, ask, bounds);
        foreach (var (place, tap) in rules.Buckets)
            if (Matching.All(tap.Selection.Conditions, ask, null))
                Bucket(state, place, ask.Time, bounds);
        return bounds.DrainToImmutable();
    }

    private static void Flow(
        AccountState state,
        TypeRules rules,
        FlowState flow,
        Tap tap,
        Event ask,
        ImmutableArray<BoundLeft>.Builder bounds
    )
    {
        // A meter of distinct values counts names, of which an act mostly brings none.
        if (flow.Meter.Distinct || !Circumstancing.Hold(state, rules, ask, flow.Meter.While))
            return;
        var key = MeterFold.KeyOf(tap, ask);
        var window = state.WindowAt(flow.Meter.Window, ask.Time);
        var resets = state.WindowEnd(flow.Meter.Window, ask.Time) ?? flow.NextDecrease(key);
        foreach (var limit in state.Dispatch.LimitsOf[flow.Meter.Index])
        {
            var used =
                flow.Sum(key, ask.Time, window)
                - state.Excepted[limit.Index].Sum(key, window)
                + state.Held.Of(flow.Meter.Index, key);
            if (Judging.FigureOf(state, limit, key, ask.Time) is { } figure)
                bounds.Add(
                    Bound(
                        state,
                        limit.Clause,
                        flow.Meter.Unit,
                        figure * limit.AveragedOver,
                        used,
                        SecondsOf(flow.Meter.Window),
                        resets
                    )
                );
        }
        if (state.ChainOf[flow.Meter.Index] is { } chain)
            Covers(state, rules, chain, flow.Meter.Unit, key, ask, bounds);
    }

    private static void Covers(
        AccountState state,
        TypeRules rules,
        Allowances.CoverChain chain,
        Unit unit,
        long key,
        Event ask,
        ImmutableArray<BoundLeft>.Builder bounds
    )
    {
        foreach (var link in chain.Links)
        {
            if (
                link.Cover is not Allowance { Drawing: Drawing.InOrder } allowance
                || !CoverFold.Applies(state, rules, link, ask)
            )
                continue;
            var size = CoverFold.Size(state, allowance, ask.Time);
            var left =
                CoverFold.LeftOf(state, link, allowance, key, ask.Time)
                - state.Held.Of(allowance, key);
            bounds.Add(
                Bound(state, allowance.Clause, unit, (decimal)size, size - left, 0, state.Cycle.To)
            );
        }
    }

    private static void Balance(
        AccountState state,
        BalanceState balance,
        Tap tap,
        Event ask,
        ImmutableArray<BoundLeft>.Builder bounds
    )
    {
        var key = MeterFold.KeyOf(tap, ask);
        var used = balance.Sum(key) + state.Held.Of(balance.Meter.Index, key);
        foreach (var limit in state.Dispatch.LimitsOf[balance.Meter.Index])
            if (Judging.FigureOf(state, limit, key, ask.Time) is { } figure)
                bounds.Add(Bound(state, limit.Clause, balance.Meter.Unit, figure, used, 0, null));
    }

    private static void Bucket(
        AccountState state,
        int place,
        long time,
        ImmutableArray<BoundLeft>.Builder bounds
    )
    {
        var bucket = state.Policy.Buckets[place];
        var perSecond = Figures.PerSecond(state, bucket, time);
        var capacity = perSecond * bucket.CapacityTicks / TimeSpan.TicksPerSecond;
        var tokens =
            state.Buckets[place].At(bucket, perSecond, time) - (decimal)state.Held.OfBucket(place);
        var seconds = Math.Max(1, bucket.CapacityTicks / TimeSpan.TicksPerSecond);
        bounds.Add(
            new BoundLeft(
                state.Policy.Clauses[bucket.Clause].Slug,
                "",
                capacity,
                Math.Max(0, decimal.Floor(tokens)),
                seconds,
                time + seconds * TimeSpan.TicksPerSecond
            )
        );
    }

    private static BoundLeft Bound(
        AccountState state,
        int clause,
        Unit unit,
        decimal amount,
        Int128 used,
        long seconds,
        long? resets
    ) =>
        new(
            state.Policy.Clauses[clause].Slug,
            unit.Plural,
            amount / unit.Factor,
            Math.Max(0, amount - (decimal)used) / unit.Factor,
            seconds,
            resets
        );

    private static long SecondsOf(Window window) =>
        window.Kind switch
        {
            WindowKind.Day or WindowKind.UtcDay => DaySeconds,
            WindowKind.Rolling => window.Ticks / TimeSpan.TicksPerSecond,
            _ => 0,
        };
}
