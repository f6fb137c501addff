using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Rating;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Gate;

/// <summary>
/// Answers an ask from the state: every clause that stands against the act gives a reason, and the worst of them is
/// the outcome. It changes nothing; the act's own event counts.
/// </summary>
internal static class Gatekeeper
{
    /// <summary>The answer to an act that is asked about. The state must have been advanced to the moment of the ask.</summary>
    public static Decision Decide(AccountState state, Event ask, string id)
    {
        var reasons = new List<(int Clause, Reason Reason)>();
        var tells = ImmutableArray<(string, string)>.Empty;
        if (ask.Type is { } type && type.Index > (int)BuiltIns.Kind.Asked)
        {
            var rules = state.Dispatch.ByType[type.Index];
            Collect(state, rules, ask, reasons);
            tells = [.. Tells(state, rules, ask)];
        }
        var sorted = reasons
            .OrderBy(reason => reason.Clause)
            .Select(reason => reason.Reason)
            .ToImmutableArray();
        var outcome = sorted.Length == 0 ? Outcome.Allow : sorted.Max(reason => reason.Outcome);
        return new Decision(ask.Time, state.Profile.Account, id, outcome, sorted, tells);
    }

    private static void Collect(
        AccountState state,
        TypeRules rules,
        Event ask,
        List<(int, Reason)> reasons
    )
    {
        var thing =
            rules.Role == ThingRole.None
                ? null
                : state.Things[rules.Thing!.Index].Find(ask[rules.ThingSlot]);
        LimitGate.Collect(state, rules, ask, thing, reasons);
        Buckets(state, rules, ask, thing, reasons);
        Bounds(state, rules, ask, thing, reasons);
        GateRules(state, rules, ask, thing, reasons);
        Cap(state, rules, ask, thing, reasons);
        Wallet(state, rules, ask, thing, reasons);
    }

    /// <summary>A reason under a clause of the state's policy.</summary>
    public static Reason Because(AccountState state, int clause, Outcome outcome, string message) =>
        new(
            outcome,
            state.Policy.Clauses[clause].Slug,
            state.Policy.Name,
            state.Policy.Version,
            message
        );

    /// <summary>Whether a clause is not judged now.</summary>
    private static bool IsExcepted(AccountState state, int clause, long time) =>
        state.Waivers.At(clause, time) is { Amount: null };

    private static void Buckets(
        AccountState state,
        TypeRules rules,
        Event ask,
        ThingEntry? thing,
        List<(int, Reason)> reasons
    )
    {
        foreach (var (place, tap) in rules.Buckets)
        {
            var bucket = state.Policy.Buckets[place];
            if (bucket.Gate == Outcome.Allow || IsExcepted(state, bucket.Clause, ask.Time))
                continue;
            if (!Matching.All(tap.Selection.Conditions, ask, thing))
                continue;
            var perSecond = Figures.PerSecond(state, bucket, ask.Time);
            var tokens =
                state.Buckets[place].At(bucket, perSecond, ask.Time)
                - (decimal)state.Held.OfBucket(place);
            var wanted = Measuring.Of(tap.Measure, ask);
            if (wanted > tokens)
                reasons.Add(
                    (bucket.Clause, TooFast(state, bucket, perSecond, tokens, wanted, ask.Time))
                );
        }
    }

    private static Reason TooFast(
        AccountState state,
        Bucket bucket,
        decimal perSecond,
        decimal tokens,
        long wanted,
        long time
    )
    {
        var capacity = perSecond * bucket.CapacityTicks / TimeSpan.TicksPerSecond;
        var message =
            $"Only {decimal.Floor(tokens)} of {capacity:0.#########} are left; {perSecond:0.#########} come back each second.";
        long? retry =
            wanted > capacity || perSecond == 0
                ? null
                : time
                    + (long)
                        decimal.Ceiling((wanted - tokens) / perSecond * TimeSpan.TicksPerSecond);
        return Because(state, bucket.Clause, bucket.Gate, message) with
        {
            Limit = Shown.Number(capacity, Unit.One),
            Used = Shown.Number(capacity - tokens, Unit.One),
            RetryAt = retry,
        };
    }

    private static void Bounds(
        AccountState state,
        TypeRules rules,
        Event ask,
        ThingEntry? thing,
        List<(int, Reason)> reasons
    )
    {
        foreach (var bound in rules.Bounds)
            if (
                bound.Gate != Outcome.Allow
                && Matching.Any(bound.Acts, ask, thing)
                && BoundFold.Fault(state, rules, bound, ask) is { } fault
            )
                reasons.Add((bound.Clause, Because(state, bound.Clause, bound.Gate, $"{fault}.")));
    }

    private static void GateRules(
        AccountState state,
        TypeRules rules,
        Event ask,
        ThingEntry? thing,
        List<(int, Reason)> reasons
    )
    {
        foreach (var gate in rules.Gates)
            if (
                !IsExcepted(state, gate.Clause, ask.Time)
                && Matching.Any(gate.Acts, ask, thing)
                && Circumstancing.Hold(state, rules, ask, gate.Circumstances)
                && !reasons.Exists(reason =>
                    reason.Item1 == gate.Clause && reason.Item2.Message == gate.Message
                )
            )
                reasons.Add((gate.Clause, Because(state, gate.Clause, gate.Outcome, gate.Message)));
    }

    /// <summary>
    /// The customer's own limit. While it is reached only its clause is cited; otherwise the clause that keeps paused
    /// automations paused.
    /// </summary>
    private static void Cap(
        AccountState state,
        TypeRules rules,
        Event ask,
        ThingEntry? thing,
        List<(int, Reason)> reasons
    )
    {
        if (state.Cap is not { } cap || state.Policy.Cap is not { } rule)
            return;
        var slot = rules.AutomationSlot;
        var paused = slot >= 0 && ask.Has(slot) && cap.IsPaused(ask[slot]);
        var reached = cap.WasReached || CapFold.IsReachedWithHeld(state, rule);
        if (!reached || IsExcepted(state, rule.Clause, ask.Time))
        {
            if (paused && !IsExcepted(state, rule.Pause!.Clause, ask.Time))
                reasons.Add(
                    (
                        rule.Pause.Clause,
                        Because(
                            state,
                            rule.Pause.Clause,
                            Outcome.Deny,
                            "This automation is paused until it is resumed."
                        )
                    )
                );
            return;
        }
        var outcome = CapOutcome(rule, ask, thing, paused);
        if (outcome == Outcome.Allow || outcome == Outcome.Warn && ask.Acknowledged)
            return;
        var unit = state.Policy.Meters[state.Policy.Covers[rule.Cover].Meter].Unit;
        var limit = cap.Limit!.Value + cap.Lift;
        reasons.Add(
            (
                rule.Clause,
                Because(
                    state,
                    rule.Clause,
                    outcome,
                    $"The limit of {Shown.Of(limit, unit)} that you set is reached."
                ) with
                {
                    Limit = Shown.Number(limit, unit),
                    Used = Shown.Number(CapFold.Charged(state, rule), unit),
                    Resets = state.Cycle.To,
                }
            )
        );
    }

    private static Outcome CapOutcome(Cap rule, Event ask, ThingEntry? thing, bool paused)
    {
        if (paused)
            return Outcome.Deny;
        if (Matching.Any(rule.Automated, ask, thing))
            return rule.AutomatedOutcome;
        return Matching.Any(rule.Others, ask, thing) ? rule.OthersOutcome : Outcome.Allow;
    }

    private static void Wallet(
        AccountState state,
        TypeRules rules,
        Event ask,
        ThingEntry? thing,
        List<(int, Reason)> reasons
    )
    {
        if (
            state.Policy.Wallet is not { } rule
            || state.Shared.Wallet.Balance > (Rational)state.Held.Money
        )
            return;
        if (IsExcepted(state, rule.Clause, ask.Time) || !Matching.Any(rule.Gated, ask, thing))
            return;
        if (WalletFold.IsCovered(state, rules, ask, thing))
            return;
        var balance = $"{state.Shared.Wallet.Balance} {state.Profile.Currency}";
        reasons.Add(
            (
                rule.Clause,
                Because(
                    state,
                    rule.Clause,
                    Outcome.Deny,
                    $"The prepaid balance is {balance}; top it up first."
                )
            )
        );
    }

    private static IEnumerable<(string, string)> Tells(
        AccountState state,
        TypeRules rules,
        Event ask
    )
    {
        foreach (var bound in rules.Bounds)
        {
            if (
                bound.Tells is null
                || bound.Test is not ActTest.AtMost test
                || !Matching.Any(bound.Acts, ask, null)
            )
                continue;
            var waiver = state.Waivers.At(bound.Clause, ask.Time);
            if (waiver is { Amount: null })
                continue;
            var unit = rules.Type.Fields[rules.Type.Slot(test.Field)].Unit!;
            var most = waiver?.Amount * unit.Factor ?? Figures.Now(state, test.Figure, 0, ask.Time);
            if (most is not null)
                yield return (bound.Tells, Shown.Number(most.Value, unit));
        }
    }
}
