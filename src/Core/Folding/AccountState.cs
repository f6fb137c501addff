using Evenhand.Core.Accounts;
using Evenhand.Core.Allowances;
using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Rating;
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
        Plan = new PlanHolding(policy, profile.PlanIn(policy));
        Waivers = new Waivers(policy.Clauses.Length);
        Holdings = new Holdings(policy.Catalogue.AddOns.Length);
        Things = [.. policy.Catalogue.Things.Select(thing => new Things(thing))];
        States = [.. policy.States.Select(rule => new KeyedState(rule))];
        Meters = [.. policy.Meters.Select((meter, _) => StateOf(meter))];
        Stocks = [.. Meters.OfType<StockState>()];
        Chains = [.. ChainsOf(policy)];
        ChainOf =
        [
            .. policy.Meters.Select(meter =>
                Chains.FirstOrDefault(chain => chain.Meter == meter.Index)
            ),
        ];
        Buckets = [.. policy.Buckets.Select(_ => new BucketState())];
        Excepted = [.. policy.Limits.Select(_ => new Counters())];
        Repeats = [.. policy.Repeats.Select(rule => new RepeatState(rule))];
        Cap = policy.Cap is null ? null : new CapState();
        Thresholds = [.. policy.Notices.Select(rule => new ThresholdState(rule))];
        Seats.Begin(Cycle);
        foreach (var stock in Stocks)
            stock.Begin(Cycle, []);
        NextBoundary = Cycle.To;
        FreesStocks = StockFold.MayBeFree(policy);
        StockFold.Renew(this, Cycle.From);
    }

    public PolicyVersion Policy { get; }

    public Dispatch Dispatch { get; }

    public Profile Profile { get; }

    public Shared Shared { get; }

    public Calendar Calendar { get; }

    public Seats Seats { get; } = new();

    public Holdings Holdings { get; }

    public Waivers Waivers { get; }

    public PlanHolding Plan { get; }

    public Things[] Things { get; }

    public KeyedState[] States { get; }

    /// <summary>By place of the meter: its flow, stock, balance or ratio.</summary>
    public object[] Meters { get; }

    public StockState[] Stocks { get; }

    /// <summary>Whether anything could make a stock free.</summary>
    public bool FreesStocks { get; }

    public CoverChain[] Chains { get; }

    /// <summary>By place of the meter: the chain of its covers, or null when nothing covers or prices it in order.</summary>
    public CoverChain?[] ChainOf { get; }

    public BucketState[] Buckets { get; }

    /// <summary>By place of the limit: usage inside an exception, which is not held against it.</summary>
    public Counters[] Excepted { get; }

    public RepeatState[] Repeats { get; }

    public CapState? Cap { get; }

    /// <summary>By place of the notice rule: the thresholds that were reached in the cycle.</summary>
    public ThresholdState[] Thresholds { get; }

    /// <summary>Is told what acts touch; null when nobody watches.</summary>
    public Watcher? Watcher { get; set; }

    /// <summary>Fees of the cycle that are passed through.</summary>
    public List<Fee> Fees { get; } = [];

    /// <summary>The cycle that holds the present.</summary>
    public Cycle Cycle { get; set; }

    /// <summary>The local day that holds the present, in ticks.</summary>
    public (long From, long To) Day { get; set; }

    /// <summary>The next instant at which something happens by itself.</summary>
    public long NextBoundary { get; set; }

    /// <summary>When the contract ended; never when it did not.</summary>
    public long ContractEnd { get; set; } = long.MaxValue;

    /// <summary>When all is purged; nothing has an effect from then on.</summary>
    public long Purge { get; set; } = long.MaxValue;

    /// <summary>Whether that has happened.</summary>
    public bool Purged { get; set; }

    /// <summary>Whether this version is the one that answers now.</summary>
    public bool Speaks { get; set; } = true;

    /// <summary>Whether this version is the one that states the present cycle: the one in force at its first instant.</summary>
    public bool StatesCycle => Profile.InForce(Cycle.From) == Policy;

    /// <summary>The index of the window of a kind that holds an instant; windows of one kind have different indexes.</summary>
    public long WindowAt(Window window, long time) =>
        window.Kind switch
        {
            WindowKind.Cycle => Cycle.From,
            WindowKind.Day => time < Day.From ? Calendar.DayAt(time).From : Day.From,
            WindowKind.UtcDay => time / TimeSpan.TicksPerDay,
            _ => 0,
        };

    /// <summary>When the window that holds an instant ends; null when it never does.</summary>
    public long? WindowEnd(Window window, long time) =>
        window.Kind switch
        {
            WindowKind.Cycle => Cycle.To,
            WindowKind.Day => Day.To,
            WindowKind.UtcDay => (time / TimeSpan.TicksPerDay + 1) * TimeSpan.TicksPerDay,
            _ => null,
        };

    /// <summary>A clause of the version, to be cited.</summary>
    public Citation Cite(int clause) => Citation.Of(Policy, Policy.Clauses[clause]);

    /// <summary>Tells the account something of the present cycle, when this version is the one that speaks.</summary>
    public void Tell(int clause, string what, Facts facts, long time)
    {
        if (!Speaks)
            return;
        var cited = Cite(clause);
        var said = Shared.Said.Next(cited.Clause, what, Cycle.From);
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
        foreach (var things in Things)
            things.Exchange(port, Stocks.Length);
        foreach (var meter in Meters)
            Exchange(port, meter);
        foreach (var rule in States)
            rule.Exchange(port);
        foreach (var chain in Chains)
            chain.Exchange(port);
        foreach (var bucket in Buckets)
            bucket.Exchange(port);
        foreach (var excepted in Excepted)
            excepted.Exchange(port);
        foreach (var repeat in Repeats)
            repeat.Exchange(port);
        Seats.Exchange(port);
        Holdings.Exchange(port);
        Waivers.Exchange(port);
        Plan.Exchange(port);
        Cap?.Exchange(port);
        foreach (var reached in Thresholds)
            reached.Exchange(port);
        port.List(Fees, Fee.Exchange);
        ExchangeTimes(port);
    }

    private void ExchangeTimes(StatePort port)
    {
        Cycle = Cycle.Exchange(port, Cycle);
        Day = (port.Exchange(Day.From), port.Exchange(Day.To));
        NextBoundary = port.Exchange(NextBoundary);
        ContractEnd = port.Exchange(ContractEnd);
        Purge = port.Exchange(Purge);
        Purged = port.Exchange(Purged);
        Speaks = port.Exchange(Speaks);
    }

    private void Exchange(StatePort port, object meter)
    {
        switch (meter)
        {
            case FlowState flow:
                flow.Exchange(port);
                break;
            case StockState stock:
                stock.Exchange(port, Stocks.Length);
                break;
            case BalanceState balance:
                balance.Exchange(port);
                break;
            case RatioState ratio:
                ratio.Exchange(port);
                break;
            default:
                throw new InvalidOperationException($"a meter of no known kind: {meter}");
        }
    }

    private object StateOf(Meter meter) =>
        meter switch
        {
            FlowMeter flow => new FlowState(flow),
            StockMeter stock => new StockState(stock, HoldPlace(stock)),
            BalanceMeter balance => new BalanceState(balance),
            RatioMeter ratio => new RatioState(ratio),
            _ => throw new InvalidOperationException($"a meter of no known kind: {meter}"),
        };

    /// <summary>The place of a stock among those of its thing that have a least time.</summary>
    private int HoldPlace(StockMeter stock) =>
        Policy
            .Meters.OfType<StockMeter>()
            .Where(other => other.Thing == stock.Thing && other.Hold is not null)
            .TakeWhile(other => other != stock)
            .Count();

    /// <summary>Chains of the meters whose usage is drawn in order or freed, act by act.</summary>
    private static IEnumerable<CoverChain> ChainsOf(PolicyVersion policy) =>
        policy
            .Meters.OfType<FlowMeter>()
            .Where(meter =>
                policy.Covers.Any(cover =>
                    cover.Meter == meter.Index
                    && cover is not Allowance { Drawing: Drawing.AtClose }
                )
            )
            .Select(meter => new CoverChain(meter.Index, policy.Covers, policy.Charges));
}

/// <summary>A fee that is passed through.</summary>
/// <param name="Rule">The place of the rule.</param>
/// <param name="Day">The UTC day on which it was incurred, in days since the Unix epoch.</param>
/// <param name="Amount">In the rule's currency.</param>
internal readonly record struct Fee(int Rule, int Day, decimal Amount)
{
    /// <summary>Writes or reads a fee.</summary>
    public static Fee Exchange(StatePort port, Fee fee) =>
        new(port.Exchange(fee.Rule), port.Exchange(fee.Day), port.Exchange(fee.Amount));
}
