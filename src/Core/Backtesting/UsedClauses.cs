using System.Collections.Immutable;
using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Backtesting;

/// <summary>
/// Finds the clauses that have nothing of an account to speak of: all of their rules are about meters that counted nothing, or
/// about acts that it did not do. A clause that also says something else, or nothing that runs, speaks to everybody.
/// </summary>
internal sealed class UsedClauses
{
    private readonly Dictionary<AccountState, Looker> lookers = [];
    private readonly bool[] types;

    /// <summary>Looks on at an account under both.</summary>
    public UsedClauses(params AccountFold[] folds)
    {
        foreach (var fold in folds)
        foreach (var state in fold.States)
            state.Watcher = lookers[state] = new Looker(this, state.Policy.Meters.Length);
        types = new bool[folds[0].States[0].Policy.Catalogue.Types.Length];
    }

    /// <summary>An act of a type is done in the cycles.</summary>
    public void See(EventType type) => types[type.Index] = true;

    /// <summary>Whether what counts now is noted.</summary>
    public bool IsLooking { get; set; }

    /// <summary>Clauses that are idle under both of two versions, or are not in one of them.</summary>
    public ImmutableArray<ClauseId> Idle(params AccountState[] last)
    {
        var busy = last.SelectMany(state =>
                state.Policy.Clauses.Where(clause => IsBusy(state, clause))
            )
            .Select(clause => clause.Id)
            .ToHashSet();
        return
        [
            .. last.SelectMany(state => state.Policy.Clauses)
                .Select(clause => clause.Id)
                .Where(clause => !busy.Contains(clause))
                .Distinct()
                .Order(),
        ];
    }

    private bool IsBusy(AccountState state, Clause clause)
    {
        var rules = RulesOf(state, clause.Place).ToList();
        return rules.Count == 0 || SaysMore(state.Policy, clause.Place) || rules.Contains(true);
    }

    /// <summary>Whether it has rules about the account as such.</summary>
    private static bool SaysMore(PolicyVersion policy, Place<Clause> clause) =>
        policy.Reportable.Any(each => each.Clause == clause)
        || policy.Ladder?.Clause == clause
        || policy.Cap?.Clause == clause
        || policy.Cap?.Pause?.Clause == clause
        || policy.Vault?.Clause == clause
        || policy.Export?.Clause == clause
        || policy.EndClause == clause
        || policy.AcceptedByUse == clause;

    /// <summary>For each rule of a clause that counts or is about acts: whether it had anything to count or to judge.</summary>
    private IEnumerable<bool> RulesOf(AccountState state, Place<Clause> clause)
    {
        var policy = state.Policy;
        var meters = policy
            .Meters.Where(meter => meter.Clause == clause)
            .Select(meter => meter.Place)
            .Concat(policy.Covers.Where(each => each.Clause == clause).Select(each => each.Meter))
            .Concat(policy.Limits.Where(each => each.Clause == clause).Select(each => each.Meter))
            .Concat(policy.Charges.Where(each => each.Clause == clause).Select(each => each.Meter))
            .Concat(
                policy
                    .Comparisons.Where(each => each.Clause == clause)
                    .SelectMany(each => each.Measures.Select(measure => measure.Meter))
            )
            .Concat(
                policy
                    .Notices.Where(each => each.Clause == clause)
                    .Select(each => policy.Covers.At(each.Cover).Meter)
            )
            .Concat(
                policy
                    .Repeats.Where(each => each.Clause == clause)
                    .SelectMany(each => each.Limits)
                    .Select(limit => policy.Limits.At(limit).Meter)
            );
        foreach (var meter in meters)
            yield return Counted(state, meter);
        foreach (var acts in ActsOf(policy, clause))
            yield return acts.Any(act => types[act.Type.Index]);
    }

    private static IEnumerable<IEnumerable<Selection>> ActsOf(
        PolicyVersion policy,
        Place<Clause> clause
    ) =>
        policy
            .Gates.Where(each => each.Clause == clause)
            .Select(each => each.Acts.AsEnumerable())
            .Concat(
                policy
                    .ActBounds.Where(each => each.Clause == clause)
                    .Select(each => each.Acts.AsEnumerable())
            )
            .Concat(
                policy
                    .Buckets.Where(each => each.Clause == clause)
                    .Select(each => each.Taps.Select(tap => tap.Selection))
            )
            .Concat(
                policy
                    .Concurrencies.Where(each => each.Clause == clause)
                    .Select(each => each.Acts.AsEnumerable())
            )
            .Concat(
                policy
                    .PassThroughs.Where(each => each.Clause == clause)
                    .Select(each => each.Acts.AsEnumerable())
            )
            .Concat(
                policy
                    .States.Where(each => each.Clause == clause)
                    .Select(each => each.Opens.Concat(each.Closes))
            )
            .Concat(
                policy.Wallet is { } wallet && wallet.Clause == clause
                    ? [wallet.Acts.Concat(wallet.Gated)]
                    : []
            );

    private bool Counted(AccountState state, Place<Meter> meter) =>
        lookers[state].Meters[meter.Index]
        || state.Meters[meter] switch
        {
            StockState stock => stock.Level > 0 || stock.Peak > 0,
            BalanceState balance => balance.Total != 0,
            _ => false,
        };

    /// <summary>Notes which meters count anything.</summary>
    private sealed class Looker(UsedClauses of, int meters) : Watcher
    {
        public bool[] Meters { get; } = new bool[meters];

        public override void Counted(AccountState state, in Touch touch, Int128 added)
        {
            if (of.IsLooking && touch.Kind != TouchKind.Bucket)
                Meters[touch.Place] = true;
        }

        public override void Moved(AccountState state, StockState stock, Int128 change)
        {
            if (of.IsLooking)
                Meters[stock.Meter.Place.Index] = true;
        }
    }
}
