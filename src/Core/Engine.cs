using Evenhand.Core.Allowances;
using Evenhand.Core.Codes;
using Evenhand.Core.Folding;
using Evenhand.Core.Gate;
using Evenhand.Core.Metering;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core;

/// <summary>
/// The order of everything: what one event does to one account, step by step. Synchronous and deterministic; time
/// comes with the events, and what is to be told is returned as effects.
/// </summary>
internal static class Engine
{
    /// <summary>Why an event after the end finds nothing to act on.</summary>
    public static Fault HasEnded => new(Code.Ended, FaultKind.AccountEnded);

    /// <summary>Lets time pass, then applies an event of the account. Events come in canonical order.</summary>
    /// <returns>Why the event found nothing to act on; null where it did.</returns>
    public static Fault? Apply(AccountState state, Event e)
    {
        Advance(state, e.Time);
        if (e.Time >= state.Purge)
            return HasEnded;
        if (e.Type is null)
            return null;
        if (e.Type.Index <= (int)BuiltIns.Kind.Asked)
            return AccountEvents.Apply(state, e);
        var rules = state.Dispatch.ByType[e.Type.Index];
        var act = new Act(state, rules, e, null);
        Fault? unmatched = null;
        if (!rules.IsPlain && !Surroundings.Apply(ref act, out unmatched))
            return unmatched;
        if (rules.Requests && ExportFold.Apply(state, e, Act) is { } refused)
            return refused;
        Act(act);
        if (state.Cap is not null)
            CapFold.Check(state, e.Time);
        return unmatched;
    }

    /// <summary>Lets time pass up to an instant: days and cycles end, shares expire, what is kept is purged.</summary>
    public static void Advance(AccountState state, Moment time)
    {
        while (time >= state.NextBoundary)
            PassBoundary(state);
        if (time >= state.Day.To)
            BeginDay(state, time);
    }

    /// <summary>What an act counts, in this order: the wallet, usage and its covers, fees, bounds and ratios.</summary>
    public static void Act(in Act act)
    {
        var rules = act.Rules;
        var most = rules.MostTouches;
        var touches = Touches.Of(
            act,
            most <= Touches.OnStack ? stackalloc Touch[most] : new Touch[most]
        );
        if (rules.Draws)
            WalletFold.Apply(act, touches);
        MeterFold.Apply(act, touches);
        if (rules.PassThroughs.Length > 0)
            FeeFold.Apply(act);
        if (rules.Bounds.Length > 0)
            BoundFold.Judge(act);
        if (rules.JudgedRatios.Length > 0)
            RatioFold.Apply(act, touches);
        if (act.State.Watcher is { } watcher)
            Tell(watcher, act, touches);
    }

    /// <summary>Tells what an act touched besides flows, which have told it as they counted.</summary>
    private static void Tell(Watcher watcher, in Act act, ReadOnlySpan<Touch> touches)
    {
        foreach (ref readonly var touch in touches)
            if (touch.Kind is not (TouchKind.Flow or TouchKind.Judged))
                watcher.Counted(act.State, touch, touch.Units);
        foreach (var bound in act.Rules.Bounds)
            if (act.IsAmong(bound.Acts))
                watcher.Met(act.State, bound.Clause);
    }

    private static void PassBoundary(AccountState state)
    {
        var at = state.NextBoundary;
        if (at >= state.Purge)
            Lifetime.PurgeAll(state);
        foreach (var part in state.Parts.Timed)
            part.Pass(at);
        if (at == state.Cycle.To)
            EndCycle(state);
        foreach (var part in state.Parts.Timed)
            part.Passed(at);
        state.NextBoundary = Lifetime.NextBoundary(state, at);
    }

    private static void EndCycle(AccountState state)
    {
        CycleClose.Close(state);
        state.Cycle = state.Calendar.Next(state.Cycle);
        foreach (var part in state.Parts.All)
            part.BeginCycle(state.Cycle);
        CapFold.Check(state, state.Cycle.From);
    }

    private static void BeginDay(AccountState state, Moment time)
    {
        state.Day = state.Calendar.DayAt(time);
        foreach (var part in state.Parts.All)
            part.BeginDay(state.Day.From);
    }
}
