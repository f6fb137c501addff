using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Gate;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Backtesting;

/// <summary>
/// Looks on while an account is folded, and folds it a second time as if another version of its policy had been in force in its last
/// ended cycles: from its opening, or from a checkpoint of before them where the other version counts as one that it knows. It keeps no
/// event: a life of any length passes by window after window.
/// </summary>
/// <param name="rules">The other version.</param>
/// <param name="cycles">How many of the last ended cycles it is tried on.</param>
/// <param name="now">The present: cycles that have ended by it have ended.</param>
public sealed class Backtest(BacktestRules rules, int cycles, Moment now) : ReplayWatch
{
    private readonly List<DeniedAct> named = [];
    private readonly Dictionary<(Moment Cycle, ClauseId Clause), Apart> denied = [];
    private readonly List<Effect> said = [];
    private ImmutableArray<Cycle> window = [];
    private AccountFold? real;
    private OtherFold? other;
    private UsedClauses? used;
    private Moment from;
    private Moment to;
    private long refused;
    private bool resumes;

    /// <summary>What the account came to, and would have; null where it is not open, or of another policy.</summary>
    /// <param name="outcome">What the fold that was looked on at came to, stated up to the present.</param>
    /// <param name="rates">The reference rates.</param>
    /// <exception cref="OverflowException">No number holds the account's totals under the other version.</exception>
    public Impact? Of(AccountOutcome outcome, Rates rates)
    {
        if (real is null)
            return null;
        var (account, currency) = (real.Profile.Account, real.Profile.Currency);
        if (other is null)
            return new Impact(account, real.Profile.Plan, currency, [], [], [], [], 0)
            {
                HasEnded = HasEnded,
            };
        other.Follow(to);
        other.Fold.Advance(to);
        Drain();
        var both = new BothSides(window, outcome.Effects, said, Stated(rates), denied);
        var state = other.Fold.Speak(to.Previous);
        return new Impact(
            account,
            state.Plan.Plan?.Name ?? "",
            currency,
            both.Cycles(),
            [.. named],
            both.StepsWithoutCase(),
            used!.Idle(real.Speak(to.Previous), state),
            refused
        )
        {
            HasEnded = HasEnded,
        };
    }

    /// <summary>Whether the account is of the version's policy; known as soon as it opens.</summary>
    public bool IsOfPolicy => real is not null;

    /// <summary>The version under which the account is just before the other one holds for it; null where it is of another policy.</summary>
    public PolicyVersion? Before =>
        real is { Profile: var profile }
            ? profile.InForce(profile.From(rules.Other).Previous)
            : null;

    /// <summary>The first instant of the first of the cycles; never where it is of another policy, or none has ended.</summary>
    public Moment Start => real is null ? Moment.Never : from;

    /// <summary>When the other version holds for the account; never where it is of another policy.</summary>
    public Moment From =>
        real is { Profile: var profile } ? profile.From(rules.Other) : Moment.Never;

    private bool HasEnded => real!.States[0].ContractEnd <= now;

    internal override void Resume(AccountFold fold, Moment at)
    {
        Begin(fold);
        resumes = true;
        if (
            real is not null
            && !window.IsEmpty
            && (at > from || !OtherFold.Resumes(real, rules, from))
        )
            throw new BadSnapshotException("the version counts otherwise than those that it knows");
    }

    internal override void Begin(AccountFold fold)
    {
        real = null;
        resumes = false;
        if (fold.Profile.Versions[0].Name != rules.Other.Name)
            return;
        real = fold;
        window = LastEnded(fold.Profile);
        (from, to) = window.IsEmpty
            ? (Moment.Never, Moment.Never)
            : (window[0].From, window[^1].To);
        other = null;
    }

    internal override void Counts(AccountFold fold, byte[] batch, int offset)
    {
        if (other is null)
            return;
        var time = fold.Event.Time;
        var mine = fold.Asked();
        used!.IsLooking = time >= from;
        other.Follow(time);
        if (fold.Event.IsAsk)
            return;
        if (other.Fold.Read(batch, offset, time) is not null)
        {
            refused += time >= from && time < to ? 1 : 0;
            return;
        }
        if (fold.Event.Type is { IsBuiltIn: false } && time >= from && time < to)
            Ask(fold.Event, mine);
        other.Apply();
        Drain();
    }

    /// <summary>Comparisons that the account's own events say are known only once it is open.</summary>
    internal override void Reach(AccountFold fold, Moment time)
    {
        if (other is not null || real is null || window.IsEmpty)
            return;
        other = new OtherFold(real, rules, from, resumes);
        used = new UsedClauses(real, other.Fold);
    }

    /// <summary>Asks both gates of an act just before it counts.</summary>
    private void Ask(Event act, AccountState? mine)
    {
        used!.See(act.Type!);
        var theirs = other!.Fold.Asked();
        var (one, two) = (DeniedBy(mine, act), DeniedBy(theirs, other.Fold.Event));
        if (one is null == two is null)
            return;
        var clause = one ?? two!.Value;
        var key = (window.Last(cycle => cycle.From <= act.Time).From, clause);
        var count = denied.GetValueOrDefault(key);
        denied[key] = one is null
            ? count with
            {
                Other = count.Other + 1,
            }
            : count with
            {
                InForce = count.InForce + 1,
            };
        if (named.Count < Impact.MostNamed)
            named.Add(new DeniedAct(act.Time, act.Id, act.Type!.Name, clause, one is null));
    }

    private static ClauseId? DeniedBy(AccountState? state, Event act)
    {
        if (state is null)
            return null;
        foreach (var reason in Gatekeeper.Decide(state, act, "").Reasons)
            if (reason.Outcome == Outcome.Deny)
                return reason.Clause;
        return null;
    }

    /// <summary>What is said under the other version is taken down and let go of.</summary>
    private void Drain()
    {
        var effects = other!.Fold.Shared.Effects;
        if (effects.Count == 0)
            return;
        said.AddRange(
            effects.Where(effect => effect is Case || effect is Notice && effect.Time >= from)
        );
        effects.Clear();
    }

    private List<Statement> Stated(Rates rates) =>
        [
            .. other!
                .Fold.Shared.Cycles.Where(cycle => cycle.Cycle.From >= from && cycle.Cycle.To <= to)
                .Select(cycle =>
                    Stating.State(
                        other.Fold.Profile,
                        cycle,
                        real!.Decisions,
                        rates,
                        real.Shared.Charged,
                        other.Fold.Shared.Uncounted
                    )
                ),
        ];

    /// <summary>The last cycles of an account that have ended.</summary>
    private ImmutableArray<Cycle> LastEnded(Profile profile)
    {
        var last = new List<Cycle>();
        var end = profile.Calendar.CycleAt(now).From;
        while (last.Count < cycles && end > profile.Opened)
        {
            var cycle = profile.Calendar.CycleAt(end.Previous);
            last.Add(cycle);
            end = cycle.From;
        }
        last.Reverse();
        return [.. last];
    }
}
