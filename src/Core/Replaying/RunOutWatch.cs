using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Viewing;

namespace Evenhand.Core.Replaying;

/// <summary>
/// Finds when what is included and allowed came to be used up: in the present cycle, and of what no cycle begins afresh in
/// the whole life. It looks after each event at what the event touched, and nowhere else.
/// </summary>
/// <param name="from">The first instant of the present cycle.</param>
/// <param name="now">The present.</param>
public sealed class RunOutWatch(Moment from, Moment now) : ReplayWatch
{
    private readonly List<(
        AccountState State,
        Place<Meter> Meter,
        long Key,
        long Window
    )> touched = [];
    private readonly Dictionary<(AccountState, Place<Cover>), Moment> filled = [];
    private Moment last;
    private bool began;

    /// <summary>What was found.</summary>
    public RunOuts Found { get; private set; } = new();

    internal override void Begin(AccountFold fold)
    {
        Found = new RunOuts();
        touched.Clear();
        filled.Clear();
        began = false;
        foreach (var state in fold.States)
            state.Watcher = new Eye(this);
    }

    internal override void Next(AccountFold fold, in RecordHead head) => last = head.Time;

    /// <summary>Looks at what the last event touched.</summary>
    internal void Look()
    {
        foreach (var touch in touched)
            Look(touch.State, touch.Meter, touch.Key, touch.Window, last);
        touched.Clear();
    }

    internal override void Reach(AccountFold fold, Moment time)
    {
        Look();
        if (time < from)
            return;
        if (!began)
            LookAtAll(fold);
        var until = Moment.Min(time, now);
        if (until <= from)
            return;
        fold.Advance(until);
        foreach (var state in fold.States)
        foreach (var cover in state.Policy.Covers)
            if (cover is Allowance allowance && state.Meters[cover.Meter] is StockState stock)
                LookAtAverage(state, allowance, stock, until);
    }

    /// <summary>The cycle begins: what is there already may be more than is included.</summary>
    private void LookAtAll(AccountFold fold)
    {
        began = true;
        fold.Advance(from);
        foreach (var state in fold.States)
        foreach (var stock in state.Stocks)
            if (state.Cycle.From == from)
                Look(state, stock.Meter.Place, 0, 0, from);
    }

    private void Look(AccountState state, Place<Meter> meter, long key, long window, Moment time)
    {
        foreach (var limit in state.Dispatch.LimitsOf[meter.Index])
            if (Extent.Of(state, limit, key, time) is { } extent)
                Note(state, AllowanceKind.Limit, limit.Place.Index, key, window, extent, time);
        if (state.Cycle.From != from)
            return;
        foreach (var cover in state.Policy.Covers)
            if (cover is Allowance allowance && cover.Meter == meter)
                Look(state, allowance, key, time);
        if (state.Policy.Cap is { } cap && state.Policy.Covers.At(cap.Cover).Meter == meter)
            Look(state, cap, time);
    }

    private void Look(AccountState state, Allowance allowance, long key, Moment time)
    {
        var extent = allowance.PerKey
            ? Extent.OfKey(state, allowance, key, time)
            : Pool(state, allowance, time);
        if (extent is { } found)
            Note(
                state,
                AllowanceKind.Allowance,
                allowance.Place.Index,
                allowance.PerKey ? key : 0,
                state.Cycle.From.Ticks,
                found,
                time
            );
    }

    private static Extent? Pool(AccountState state, Allowance allowance, Moment time)
    {
        if (state.Meters[allowance.Meter] is not StockState stock)
            return Extent.OfPool(
                state,
                allowance,
                AllowanceReading.Total(state, allowance.Meter, time),
                time
            );
        var taken = AllowanceReading.TakenOf(state, allowance);
        return taken == Taken.Average ? null : Extent.OfStock(state, allowance, taken, stock, time);
    }

    private void Look(AccountState state, Cap cap, Moment time)
    {
        if (state.Cap!.Limit is not { } own)
            return;
        var (whole, counted) = (own + state.Cap.Lift, CapFold.Charged(state, cap));
        var extent = new Extent(whole, counted, whole - counted, 0);
        Note(state, AllowanceKind.OwnLimit, 0, 0, state.Cycle.From.Ticks, extent, time);
    }

    /// <summary>An average fills with time: between two looks evenly.</summary>
    private void LookAtAverage(
        AccountState state,
        Allowance allowance,
        StockState stock,
        Moment time
    )
    {
        if (state.Cycle.From != from || AllowanceReading.TakenOf(state, allowance) != Taken.Average)
            return;
        var extent = Extent.OfStock(state, allowance, Taken.Average, stock, time);
        var room = FigureRow.RoomAt(stock, extent, state, time);
        var of = (state, allowance.Place);
        if (room <= 0 && extent.Whole > 0)
        {
            var at = filled.TryGetValue(of, out var before) ? before : from;
            Found.Note(
                (state.Policy.Version, AllowanceKind.Allowance, allowance.Place.Index),
                0,
                from.Ticks,
                true,
                Moment.Max(at, FigureRow.Filled(stock, extent, state, time))
            );
        }
        filled[of] = time;
    }

    private void Note(
        AccountState state,
        AllowanceKind kind,
        int place,
        long key,
        long window,
        in Extent extent,
        Moment time
    ) =>
        Found.Note(
            (state.Policy.Version, kind, place),
            key,
            window,
            extent.Left <= 0 && extent.Whole > 0,
            time
        );

    /// <summary>Notes what events touch.</summary>
    private sealed class Eye(RunOutWatch watch) : Watcher
    {
        public override void Counted(AccountState state, in Touch touch, Int128 added)
        {
            if (added > 0 && state.Cycle.From >= watch.From)
                watch.touched.Add((state, touch.Meter, touch.Key, touch.Window));
        }

        public override void Stood(AccountState state, Place<Meter> meter, long key) =>
            watch.touched.Add((state, meter, key, FigureRow.WindowOf(state, meter, watch.last)));

        public override void Moved(AccountState state, StockState stock, Int128 change) =>
            watch.touched.Add((state, stock.Meter.Place, 0, 0));
    }

    private Moment From => from;
}
