using System.Collections.Immutable;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Replaying;

/// <summary>
/// Finds what became of some of an account's events: which clauses each touched in the version in force and how much, or
/// why nothing did. The fold tells it, as it counts.
/// </summary>
/// <param name="lines">The lines of the events that are wanted.</param>
public sealed class EventWatch(IReadOnlySet<int> lines) : ReplayWatch
{
    private const int None = -1;

    private static readonly Fault Voided = new(Code.Voided, FaultKind.Voided);
    private static readonly Fault NoType = new(Code.UnknownType, FaultKind.NoType);
    private static readonly Fault NoRule = new(Code.NoRule, FaultKind.NoRule);
    private static readonly Fault NoCondition = new(Code.ConditionNotMet, FaultKind.NoCondition);
    private static readonly Fault NotYet = new(Code.NotYet, FaultKind.NotYet);

    private readonly Dictionary<int, List<EventTouch>> touched = [];
    private readonly Dictionary<int, Fault?> faults = [];
    private int line = None;

    internal override void Begin(AccountFold fold)
    {
        foreach (var state in fold.States)
            state.Watcher = new Looker(this, state.Policy);
    }

    internal override void Next(AccountFold fold, in RecordHead head)
    {
        line = lines.Contains(head.Line) ? head.Line : None;
        if (line == None)
            return;
        touched[line] = [];
        faults[line] =
            head.Type == RecordHead.UnknownType ? NoType
            : head.Type <= (int)BuiltIns.Kind.Asked ? null
            : WithoutTouch(fold.Speak(head.Time), head.Type);
    }

    internal override void TakenBack(in RecordHead head)
    {
        if (lines.Contains(head.Line))
            faults[head.Line] = Voided;
    }

    /// <summary>What became of an event, once the account was replayed.</summary>
    /// <param name="of">Its line.</param>
    /// <param name="outcome">What the replay came to.</param>
    public EventFate Fate(int of, AccountOutcome outcome)
    {
        var found = touched.TryGetValue(of, out var list) ? list.ToImmutableArray() : [];
        if (outcome.Rejections.FirstOrDefault(each => each.Line == of) is { } rejected)
            return new EventFate(EventOutcome.Rejected, [], rejected.Fault);
        var unmatched = outcome.Effects.OfType<Unmatched>().FirstOrDefault(each => each.Line == of);
        var why = unmatched?.Why;
        if (!found.IsEmpty)
            return new EventFate(EventOutcome.Counted, found, why);
        why ??= faults.TryGetValue(of, out var known) ? known : NotYet;
        return new EventFate(why is null ? EventOutcome.Counted : EventOutcome.Unmatched, [], why);
    }

    /// <summary>Why an act that touches no rule does so; null where things or automations take note of it.</summary>
    private static Fault? WithoutTouch(AccountState state, int type)
    {
        var rules = state.Dispatch.ByType[type];
        if (rules.AutomationSlot >= 0 || IsKept(state, rules))
            return null;
        return rules.IsLookedAt ? NoCondition : NoRule;
    }

    /// <summary>Whether the policy reads what the act does to a thing: a stock of it, or what is asked of those that use it.</summary>
    private static bool IsKept(AccountState state, TypeRules rules) =>
        rules.Role is ThingRole.Opens or ThingRole.Changes or ThingRole.Closes
        && (
            state.Stocks.Any(stock => stock.Meter.Thing == rules.Thing)
            || rules.Thing!.Uses.Any(use => state.Dispatch.ByType[use.Index].IsLookedAt)
        );

    private void Note(EventTouch touch)
    {
        if (line != None)
            touched[line].Add(touch);
    }

    /// <summary>Is told what touches the version in force.</summary>
    private sealed class Looker(EventWatch watch, PolicyVersion policy) : Watcher
    {
        public override void Counted(AccountState state, in Touch touch, Int128 added)
        {
            if (!state.Speaks || watch.line == None)
                return;
            if (touch.Kind == TouchKind.Bucket)
                Met(state, policy.Buckets[touch.Place].Clause);
            else
                Note(policy.Meters.At(touch.Meter), touch.Kind == TouchKind.Takes ? -added : added);
        }

        public override void Moved(AccountState state, StockState stock, Int128 change)
        {
            if (state.Speaks && watch.line != None)
                Note(stock.Meter, (Rational)change / StockMeter.WeightScale);
        }

        public override void Passed(AccountState state, int rule, Rational amount)
        {
            var pass = policy.PassThroughs[rule];
            if (state.Speaks)
                Note(pass.Clause, null, new Quantity(amount), pass.In);
        }

        public override void Drew(AccountState state, Rational amount)
        {
            if (state.Speaks)
                Note(policy.Wallet!.Clause, null, new Quantity(amount), state.Profile.Currency);
        }

        public override void Met(AccountState state, Place<Clause> clause)
        {
            if (state.Speaks)
                Note(clause, null, null, null);
        }

        /// <summary>All clauses that read the meter were touched.</summary>
        private void Note(Meter meter, Rational quantity)
        {
            foreach (var clause in Clauses(meter).Distinct().Order())
                Note(clause, meter.Name, Printed.Of(quantity, meter.Unit), meter.Unit.Name);
        }

        private void Note(Place<Clause> clause, string? meter, Quantity? quantity, string? unit) =>
            watch.Note(new EventTouch(policy.Clauses.At(clause).Id, meter, quantity, unit));

        private IEnumerable<Place<Clause>> Clauses(Meter meter) =>
            policy
                .Covers.Where(cover => cover.Meter == meter.Place)
                .Select(cover => cover.Clause)
                .Concat(
                    policy
                        .Limits.Where(each => each.Meter == meter.Place)
                        .Select(each => each.Clause)
                )
                .Concat(
                    policy
                        .Charges.Where(each => each.Meter == meter.Place)
                        .Select(each => each.Clause)
                )
                .Append(meter.Clause);
    }
}
