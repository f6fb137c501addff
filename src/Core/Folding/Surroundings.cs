using Evenhand.Core.Codes;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>
/// What an act changes around itself before it counts: the thing that it opens, changes or closes, the states that it
/// opens or closes (an inbound act answers first and then counts), and the automation that it names.
/// </summary>
internal static class Surroundings
{
    /// <summary>Changes what is around.</summary>
    /// <param name="act">The act; it then has the thing that it refers to, where that is there.</param>
    /// <param name="unmatched">What it refers to and is not there; null when all is.</param>
    /// <returns>Whether the act goes on and counts; else it has no effect at all.</returns>
    public static bool Apply(ref Act act, out Fault? unmatched)
    {
        if (!Things(ref act, out unmatched))
            return false;
        var (state, rules, e) = (act.State, act.Rules, act.Event);
        foreach (var (place, selection, key) in rules.Opens)
            if (Keyed(e, key) && act.Meets(selection.Conditions))
            {
                state.States[place.Index].Open(Key(e, key), e.Happened, e.Time, state.Calendar);
                state.Watcher?.Met(state, state.Policy.States.At(place).Clause);
            }
        foreach (var (place, selection, key) in rules.Closes)
            if (Keyed(e, key) && act.Meets(selection.Conditions))
            {
                state.States[place.Index].Close(Key(e, key));
                state.Watcher?.Met(state, state.Policy.States.At(place).Clause);
            }
        if (rules.Opens.Length + rules.Closes.Length > 0)
            StockFold.Renew(state, e.Time);
        if (Automation(act) is not { } refused)
            return true;
        unmatched = refused;
        return false;
    }

    private static bool Keyed(Event e, int key) => key < 0 || e.Has(key);

    private static long Key(Event e, int key) => key < 0 ? 0 : e[key];

    private static Fault? Automation(in Act act)
    {
        var (state, rules, e) = (act.State, act.Rules, act.Event);
        if (rules.AutomationSlot < 0 || !e.Has(rules.AutomationSlot))
            return null;
        state.Cap!.Name(e[rules.AutomationSlot]);
        if (rules.Resumes && !state.Cap.Resume(e[rules.AutomationSlot]))
            return Fault.Unmatched(FaultKind.LimitReached);
        return null;
    }

    /// <summary>
    /// Finds the thing, and changes it. Without it an act still counts what it says itself (the run time of a job whose
    /// start nobody reported); what is kept of the thing meets no condition then.
    /// </summary>
    private static bool Things(ref Act act, out Fault? unmatched)
    {
        unmatched = null;
        var (state, role) = (act.State, act.Rules.Role);
        if (role == ThingRole.None)
            return true;
        var things = state.Things[act.Rules.Thing!.Index];
        act = act.On(things.Find(act.Event[act.Rules.ThingSlot]));
        if (role == ThingRole.Opens)
        {
            unmatched = Open(ref act, things);
            return unmatched is null;
        }
        if (act.Thing is not { } thing)
            unmatched = NotThere(act.Rules);
        else if (role == ThingRole.Changes)
            Change(act, thing);
        else if (role == ThingRole.Closes)
        {
            Lifetime.Close(state, things, thing, act.Time);
            state.Shared.Touch(things.Kind, thing.Name, byAccount: true);
        }
        state.NextBoundary = Lifetime.NextBoundary(state, act.Time);
        return true;
    }

    private static Fault NotThere(TypeRules rules) =>
        Fault.Unmatched(
            rules.Flows.Length == 0 ? FaultKind.NoThing : FaultKind.NoThingButActs,
            of: rules.Thing!.Name
        );

    private static Fault? Open(ref Act act, Metering.Things things)
    {
        var (state, rules, e) = (act.State, act.Rules, act.Event);
        if (act.Thing is not null)
            return Fault.Unmatched(FaultKind.ThingThere, of: rules.Thing!.Name);
        if (rules.Thing!.EndsWithContract && e.Time >= state.ContractEnd)
            return Fault.Unmatched(FaultKind.ContractEnded);
        var name = e[rules.ThingSlot];
        var isSetAside = state.Shared.KeptOf(rules.Thing)?.IsSetAside(name) == true;
        var thing = things.Add(name, Kept(rules, e), e.Time, isSetAside);
        act = act.On(thing);
        state.Shared.Touch(rules.Thing, name);
        foreach (var stock in state.Stocks)
            if (stock.Meter.Thing == rules.Thing)
            {
                stock.Open(thing, e.Time, state.Calendar);
                if (stock.Counts(thing))
                    state.Watcher?.Moved(state, stock, stock.Contribution(thing));
                MeterFold.JudgeStock(state, stock, e);
            }
        return null;
    }

    private static long[] Kept(TypeRules rules, Event e)
    {
        var kept = new long[rules.KeptSlots.Length];
        for (var i = 0; i < kept.Length; i++)
            kept[i] = e[rules.KeptSlots[i]];
        return kept;
    }

    private static void Change(in Act act, ThingEntry thing)
    {
        var (rules, e, count) = (act.Rules, act.Event, 0);
        Span<(int, long)> values = stackalloc (int, long)[rules.KeptSlots.Length];
        for (var kept = 0; kept < rules.KeptSlots.Length; kept++)
            if (rules.KeptSlots[kept] >= 0 && e.Has(rules.KeptSlots[kept]))
                values[count++] = (kept, e[rules.KeptSlots[kept]]);
        ThingFold.Change(act.State, rules.Thing!, thing, values[..count], e.Time);
    }
}
