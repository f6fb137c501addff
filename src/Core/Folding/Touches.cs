using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>
/// What an act touches, resolved once: the fold counts it, the gate and its bounds hold it against limits, a
/// reservation holds it, and a trace tells it.
/// </summary>
internal static class Touches
{
    /// <summary>Acts that touch no more find room on the stack.</summary>
    public const int OnStack = 32;

    /// <summary>Resolves an act that happens, or that is asked about.</summary>
    /// <param name="act">The act.</param>
    /// <param name="room">As much as <see cref="TypeRules.MostTouches"/>.</param>
    public static ReadOnlySpan<Touch> Of(scoped in Act act, Span<Touch> room)
    {
        var (rules, count) = (act.Rules, 0);
        foreach (var (place, tap) in rules.Flows)
            if (act.Meets(tap.Selection.Conditions))
                Flow(act, place, tap, room, ref count);
        foreach (var (place, tap) in rules.Takes)
            if (act.Meets(tap.Selection.Conditions))
                room[count++] = Plain(act, TouchKind.Takes, place.Index, tap);
        foreach (var (place, tap) in rules.Adds)
            if (act.Meets(tap.Selection.Conditions))
                room[count++] = Plain(act, TouchKind.Adds, place.Index, tap);
        foreach (var (place, tap) in rules.Buckets)
            if (act.Meets(tap.Selection.Conditions))
                room[count++] = Plain(act, TouchKind.Bucket, place, tap);
        if (rules.JudgedRatios.Length > 0)
            Ratios(act, room, ref count);
        return room[..count];
    }

    /// <summary>
    /// Resolves an act that is asked about: of a value that counted already nothing counts, and a stock rises by what
    /// would be opened. What would open a thing that is there has no effect at all.
    /// </summary>
    public static Span<Touch> OfAsk(scoped in Act act, Span<Touch> room)
    {
        var opens = act.Rules.Role == ThingRole.Opens;
        if (opens && act.Thing is not null)
            return [];
        var count = Of(act, room).Length;
        for (var i = 0; i < count; i++)
            if (room[i].IsOfValue && !IsNews(act, room, i))
                room[i] = room[i].With(0);
        if (opens)
            Stocks(act, room, ref count);
        return room[..count];
    }

    private static bool IsNews(scoped in Act act, Span<Touch> room, int place)
    {
        ref readonly var touch = ref room[place];
        for (var i = 0; i < place; i++)
            if (room[i].IsOfSame(touch) && room[i].Value == touch.Value)
                return false;
        var flow = act.State.Meters.Flow(touch.Meter);
        return flow.IsNews(touch.Key, touch.Value, act.Time, touch.Window);
    }

    private static void Stocks(scoped in Act act, Span<Touch> room, ref int count)
    {
        var e = act.Event;
        long[] kept = [.. act.Rules.KeptSlots.Select(slot => slot < 0 ? 0 : e[slot])];
        var isSetAside =
            act.State.Shared.KeptOf(act.Rules.Thing!)?.IsSetAside(e[act.Rules.ThingSlot]) == true;
        foreach (var stock in act.State.Stocks)
            if (stock.Meter.Thing == act.Rules.Thing)
                room[count++] = new Touch
                {
                    Kind = TouchKind.Stock,
                    Place = stock.Meter.Place.Index,
                    Units = isSetAside ? 0 : stock.Weigh(kept) * e.Times,
                };
    }

    private static void Flow(
        scoped in Act act,
        Place<Meter> place,
        Tap tap,
        Span<Touch> room,
        ref int count
    )
    {
        var meter = act.State.Meters.Flow(place).Meter;
        if (meter.While != Circumstances.Always && !act.IsUnder(meter.While))
            return;
        room[count++] = new Touch
        {
            Kind = TouchKind.Flow,
            Place = place.Index,
            Key = KeyOf(tap, act.Event),
            Window = act.State.WindowAt(meter.Window, act.Happened),
            Value = tap.DistinctBy < 0 ? 0 : act.Event[tap.DistinctBy],
            IsOfValue = tap.DistinctBy >= 0 && !IsUnnamed(tap, act.Event),
            Units = Measuring.Of(tap.Measure, act.Event),
        };
    }

    private static void Ratios(scoped in Act act, Span<Touch> room, ref int count)
    {
        foreach (var (place, tap) in act.Rules.Parts)
            if (act.Meets(tap.Selection.Conditions))
                room[count++] = Plain(act, TouchKind.Part, place.Index, tap);
        foreach (var (place, tap) in act.Rules.Wholes)
            if (act.Meets(tap.Selection.Conditions))
                room[count++] = Plain(act, TouchKind.Whole, place.Index, tap);
        var last = default(Place<Meter>);
        foreach (var (place, selection) in act.Rules.JudgedRatios)
            if (place != last && act.Meets(selection.Conditions))
                room[count++] = new Touch
                {
                    Kind = TouchKind.Judged,
                    Place = (last = place).Index,
                    Window = WindowOf(act, place),
                };
    }

    private static Touch Plain(scoped in Act act, TouchKind kind, int place, Tap tap) =>
        new()
        {
            Kind = kind,
            Place = place,
            Key = KeyOf(tap, act.Event),
            Window = kind is TouchKind.Part or TouchKind.Whole ? WindowOf(act, new(place)) : 0,
            Units = Measuring.Of(tap.Measure, act.Event),
        };

    private static long WindowOf(scoped in Act act, Place<Meter> ratio) =>
        act.State.WindowAt(act.State.Meters.Ratio(ratio).Meter.Window, act.Happened);

    /// <summary>The key under which an act counts; 0 for the account, and for acts without the field.</summary>
    private static long KeyOf(Tap tap, Event e) => tap.Key < 0 ? 0 : e[tap.Key];

    /// <summary>Whether an ask leaves out the name that every such act will have: it asks for a new one.</summary>
    private static bool IsUnnamed(Tap tap, Event e) =>
        e.IsAsk && !e.Has(tap.DistinctBy) && e.Type!.Fields[tap.DistinctBy].Required;
}
