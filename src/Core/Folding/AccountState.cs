using Evenhand.Core.Accounts;
using Evenhand.Core.Allowances;
using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Metering;
using Evenhand.Core.Numbers;
using Evenhand.Core.Parts;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>
/// All that is known of one account under one policy version at an instant. Where a policy has several versions, the
/// account has a state for each, all fed with all events; only the one in force speaks.
/// </summary>
internal sealed class AccountState
{
    /// <summary>The state of an account as it opens.</summary>
    public AccountState(PolicyVersion policy, Dispatch dispatch, Profile profile, Shared shared)
    {
        Policy = policy;
        Dispatch = dispatch;
        Profile = profile;
        Shared = shared;
        Calendar = profile.Calendar;
        Cycle = Calendar.CycleAt(profile.Opened);
        Plan = new PlanHeld(policy, profile.PlanIn(policy));
        Waivers = new Waivers(policy.Clauses.Length);
        AddOns = new AddOnsHeld(policy.Catalogue.AddOns.Length);
        Things =
        [
            .. policy.Catalogue.Things.Select(thing => new Things(thing, HoldsOf(policy, thing))),
        ];
        Meters = new MeterStates(policy, Things);
        States = [.. policy.States.Select(rule => new KeyedState(rule))];
        Chains = [.. ChainsOf(policy)];
        Buckets = [.. policy.Buckets.Select(_ => new BucketState())];
        Excepted = new ExceptedUsage(policy.Limits.Length);
        Repeats = [.. policy.Repeats.Select(rule => new RepeatState(rule))];
        Cap = policy.Cap is null ? null : new CapState();
        Thresholds = [.. policy.Notices.Select(rule => new ThresholdState(rule))];
        Ending = new Ending(policy.KeptAfterEnd.ToTimeSpan());
        Parts = PartsInOrder();
        Seats.BeginCycle(Cycle);
        foreach (var stock in Stocks)
            stock.BeginCycle(Cycle);
        NextBoundary = Cycle.To;
        FreesStocks = StockFold.MayBeFree(policy);
        StockFold.Renew(this, Cycle.From);
    }

    /// <summary>How many stocks of things of a kind have a least time.</summary>
    private static int HoldsOf(PolicyVersion policy, Thing kind) =>
        policy
            .Meters.OfType<StockMeter>()
            .Count(stock => stock.Thing == kind && stock.LeastTime is not null);

    /// <summary>All parts, in the order in which they pass. This is where another is added.</summary>
    private PartList PartsInOrder()
    {
        List<Part> parts = [.. Things];
        parts.AddRange(Meters.All);
        parts.AddRange([.. States, .. Chains, .. Buckets]);
        parts.Add(Excepted);
        parts.AddRange(Repeats);
        parts.AddRange([Seats, AddOns, Waivers, Plan]);
        if (Cap is not null)
            parts.Add(Cap);
        parts.AddRange(Thresholds);
        parts.AddRange([Fees, Ending]);
        var list = new PartList();
        list.Add([.. parts]);
        return list;
    }

    public PolicyVersion Policy { get; }

    public Dispatch Dispatch { get; }

    public Profile Profile { get; }

    public Shared Shared { get; }

    public Calendar Calendar { get; }

    public Seats Seats { get; } = new();

    public AddOnsHeld AddOns { get; }

    public Waivers Waivers { get; }

    public PlanHeld Plan { get; }

    public Things[] Things { get; }

    public KeyedState[] States { get; }

    public MeterStates Meters { get; }

    public StockState[] Stocks => Meters.Stocks;

    /// <summary>Whether anything could make a stock free.</summary>
    public bool FreesStocks { get; }

    public CoverChain[] Chains { get; }

    /// <summary>The chain of a meter's covers, of which a policy has one or two; null when nothing covers or prices it in order.</summary>
    public CoverChain? ChainOf(int meter)
    {
        foreach (var chain in Chains)
            if (chain.Meter.Index == meter)
                return chain;
        return null;
    }

    public BucketState[] Buckets { get; }

    public ExceptedUsage Excepted { get; }

    public RepeatState[] Repeats { get; }

    public CapState? Cap { get; }

    /// <summary>By place of the notice rule: the thresholds that were reached in the cycle.</summary>
    public ThresholdState[] Thresholds { get; }

    /// <summary>Is told what acts touch; null when nobody watches.</summary>
    public Watcher? Watcher { get; set; }

    public Fees Fees { get; } = new();

    public Ending Ending { get; }

    /// <summary>All of these parts, for what happens to each of them alike.</summary>
    public PartList Parts { get; }

    /// <summary>The cycle that holds the present.</summary>
    public Cycle Cycle { get; set; }

    /// <summary>The local day that holds the present.</summary>
    public (Moment From, Moment To) Day { get; set; }

    /// <summary>The next instant at which something happens by itself.</summary>
    public Moment NextBoundary { get; set; }

    /// <summary>When the contract ended; never when it did not.</summary>
    public Moment ContractEnd => Ending.ContractEnd;

    /// <summary>When all is purged; nothing has an effect from then on.</summary>
    public Moment Purge => Ending.PurgeAt;

    /// <summary>Whether that has happened.</summary>
    public bool Purged => Ending.IsPurged;

    /// <summary>Whether this version is the one that answers now.</summary>
    public bool Speaks { get; set; } = true;

    /// <summary>Whether this version is the one that states the present cycle: the one in force at its first instant.</summary>
    public bool StatesCycle => Profile.InForce(Cycle.From) == Policy;

    /// <summary>The index of the window of a kind that holds an instant; windows of one kind have different indexes.</summary>
    public long WindowAt(Window window, Moment time) =>
        window.Kind switch
        {
            WindowKind.Cycle => Cycle.From.Ticks,
            WindowKind.Day => (time < Day.From ? Calendar.DayAt(time).From : Day.From).Ticks,
            WindowKind.UtcDay => time.UtcDay,
            _ => 0,
        };

    /// <summary>The index of the window in which a meter counts at an instant; 0 for one that counts over no span.</summary>
    public long WindowAt(MeterState meter, Moment time) =>
        meter.Window is { } window ? WindowAt(window, time) : 0;

    /// <summary>When the window that holds an instant ends; null when it never does.</summary>
    public Moment? WindowEnd(Window window, Moment time) =>
        window.Kind switch
        {
            WindowKind.Cycle => Cycle.To,
            WindowKind.Day => Day.To,
            WindowKind.UtcDay => Moment.OfUtcDay(time.UtcDay + 1),
            _ => null,
        };

    /// <summary>A clause of the version, to be cited.</summary>
    public Citation Cite(Place<Clause> clause) => Citation.Of(Policy, Policy.Clauses.At(clause));

    /// <summary>Tells the account something of the present cycle, when this version is the one that speaks.</summary>
    public void Tell(Place<Clause> clause, string what, Facts facts, Moment time)
    {
        if (!Speaks)
            return;
        var cited = Cite(clause);
        var said = Shared.Said.Next(cited.Clause.Slug, what, Cycle.From);
        Say(new Notice(time, Profile.Account, cited, what, facts) { Said = said });
    }

    /// <summary>Says something, when this version is the one that speaks.</summary>
    public void Say(Effect effect)
    {
        if (Speaks)
            Shared.Effects.Add(effect);
    }

    /// <summary>
    /// Writes or reads all but what it shares with other versions, which passes before: <see cref="Snapshot"/> has the
    /// order. What comes in comes into a state that was opened under the same version with the same profile.
    /// </summary>
    public void Exchange(StatePort port)
    {
        foreach (var part in Parts.All)
            part.Exchange(port);
        ExchangeTime(port);
        Speaks = port.Exchange(Speaks);
    }

    /// <summary>
    /// Writes or reads what outlasts the beginning of a cycle, and what it needs until then. What comes in may be of another version
    /// that counts alike (<see cref="CountsAlike"/>).
    /// </summary>
    public void ExchangeLasting(StatePort port)
    {
        foreach (var part in Parts.All)
            if (!part.BeginsAnew)
                part.Exchange(port);
        ExchangeTime(port);
    }

    private void ExchangeTime(StatePort port)
    {
        Cycle = Cycle.Exchange(port, Cycle);
        Day = (port.Exchange(Day.From), port.Exchange(Day.To));
        NextBoundary = port.Exchange(NextBoundary);
    }

    /// <summary>Chains of the meters whose usage is drawn in order or freed, act by act.</summary>
    private static IEnumerable<CoverChain> ChainsOf(PolicyVersion policy) =>
        policy
            .Meters.OfType<FlowMeter>()
            .Where(meter =>
                policy.Covers.Any(cover =>
                    cover.Meter == meter.Place
                    && cover is not Allowance { Drawing: Drawing.AtClose }
                )
            )
            .Select(meter => new CoverChain(meter.Place, policy.Covers, policy.Charges));
}
