using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using static Evenhand.Core.Stream.BuiltIns;
using static Evenhand.Core.Stream.StandingTypes;

namespace Evenhand.Core.Standing;

/// <summary>
/// The acts of people: each has its effect where all of its conditions hold, and none else. On an unknown thing, and on one
/// in another state than the act needs, nothing more is asked.
/// </summary>
internal static class Acts
{
    /// <summary>Whether an act is one that goes on after the account's end: appeals do.</summary>
    public static bool GoOnAfterTheEnd(Event e) =>
        (Kind)e.Type!.Index is Kind.AppealOpened or Kind.AppealDecided;

    /// <summary>Takes an act.</summary>
    /// <returns>The conditions that failed; then nothing has changed.</returns>
    public static Unmet Apply(StandingFold fold, Event e) =>
        (Kind)e.Type!.Index switch
        {
            Kind.CaseDismissed => Judge(fold, e, CaseState.Dismissed),
            Kind.FindingMade => Judge(fold, e, CaseState.Found),
            Kind.StepProposed => Propose(fold, e),
            Kind.StepApproved => Approve(fold, e),
            Kind.StepWithdrawn => TakeOff(
                fold,
                e,
                step => step.State is StepState.Proposed or StepState.Announced
            ),
            Kind.StepLifted => TakeOff(
                fold,
                e,
                step => step.State == StepState.InForce && step.To != StepKind.Terminated
            ),
            Kind.BrakeApplied => Brake(fold, e),
            Kind.NoticeDelivered => Deliver(fold, e),
            Kind.AppealOpened => Appealing.Open(fold, e),
            Kind.AppealDecided => Appealing.Decide(fold, e),
            Kind.ExceptionRequested => Requesting.Ask(fold, e),
            Kind.ExceptionRefused => Requesting.Refuse(fold, e),
            Kind.Exception => Requesting.Grant(fold, e),
            _ => throw new InvalidOperationException($"no act on standing: {e.Type.Name}"),
        };

    /// <summary>The text of a slot; empty where it is absent.</summary>
    public static string Text(StandingFold fold, Event e, int slot) =>
        e.Has(slot) ? fold.Shared.Symbols.Text(e[slot]) : "";

    private static Unmet Judge(StandingFold fold, Event e, CaseState verdict)
    {
        if (!fold.Book.Cases.TryFind(Text(fold, e, CaseSlot.Case), out var judged))
            return Unmet.Unknown;
        if (!judged.IsOpen)
            return Unmet.State;
        var by = Text(fold, e, CaseSlot.By);
        if (Conditions.OfPerson(by) is not Unmet.None and var unmet)
            return unmet;
        if (verdict == CaseState.Found && !fold.Voided.Note(judged.Id))
            return Unmet.None;
        if (verdict == CaseState.Found)
            judged.Because = Text(fold, e, CaseSlot.Reason);
        Judged(fold, judged, verdict, e.Time, by);
        Steps.Recheck(fold, e.Time);
        return Unmet.None;
    }

    /// <summary>Notes the state of a case, and says it.</summary>
    public static void Judged(
        StandingFold fold,
        CaseEntry judged,
        CaseState state,
        Moment time,
        string by
    )
    {
        judged.State = state;
        if (state == CaseState.Found)
            (judged.FoundBy, judged.FoundAt) = (by, time);
        fold.Say(new CaseChanged(time, fold.Profile.Account, judged.Id, state, by));
    }

    private static Unmet Propose(StandingFold fold, Event e)
    {
        var by = Text(fold, e, StepSlot.By);
        var asked = Asked(fold, e, Heights.Named(Text(fold, e, StepSlot.To)));
        var unmet = Conditions.OfPerson(by) | Taken(fold, asked.Id) | Conditions.Of(fold, asked);
        if (unmet == Unmet.None)
            Take(fold, asked, by, Text(fold, e, StepSlot.Reason));
        return unmet;
    }

    /// <summary>Takes a step whose conditions hold: it is proposed, and announced where nobody need approve it.</summary>
    public static void Take(StandingFold fold, Proposal asked, string by, string reason = "")
    {
        var kind = asked.Kind!.Value;
        var step = new StepEntry(
            asked.Id,
            kind,
            fold.Policy,
            asked.Cases,
            Suspending.Acts(fold.Policy, asked)
        )
        {
            Proposed = asked.Time,
            Until = asked.Until ?? Moment.Never,
            Price = asked.Price,
            Takers = [by],
            Deeds = [new StepDeed(StepDeedKind.Proposed, by, asked.Time, reason)],
        };
        fold.Book.Steps.Add(step);
        Steps.Become(fold, step, StepState.Proposed, asked.Time, by);
        if (!NeedsApproval(fold.Policy, kind))
            Steps.Announce(fold, step, asked.Time, by);
    }

    private static bool NeedsApproval(PolicyVersion policy, StepKind kind) =>
        policy.Ladder?.RungOf(kind)?.NeedsApproval(kind) ?? true;

    private static Unmet Approve(StandingFold fold, Event e)
    {
        if (!fold.Book.Steps.TryFind(Text(fold, e, StepSlot.Step), out var step))
            return Unmet.Unknown;
        var keeps = step is { IsLoose: true, State: StepState.InForce };
        if (!keeps && step.State != StepState.Proposed)
            return Unmet.State;
        var by = Text(fold, e, StepSlot.By);
        var unmet = Conditions.OfPerson(by);
        if (step.Takers.Contains(by))
            unmet |= Unmet.Person;
        var asked = Proposal.Of(step, e.Time);
        unmet |= keeps ? Braking.Unmet(fold, asked) : Conditions.Of(fold, asked);
        if (unmet != Unmet.None)
            return unmet;
        step.Takers = step.Takers.Add(by);
        var reason = Text(fold, e, StepSlot.Reason);
        step.Deeds = step.Deeds.Add(new StepDeed(StepDeedKind.Approved, by, e.Time, reason));
        if (keeps)
            Braking.Keep(fold, step, step.Deeds[^1]);
        else
            Steps.Announce(fold, step, e.Time, by);
        return Unmet.None;
    }

    private static Unmet TakeOff(StandingFold fold, Event e, Func<StepEntry, bool> may)
    {
        if (!fold.Book.Steps.TryFind(Text(fold, e, StepSlot.Step), out var step))
            return Unmet.Unknown;
        if (!may(step))
            return Unmet.State;
        var by = Text(fold, e, StepSlot.By);
        var unmet = Conditions.OfPerson(by);
        if (unmet == Unmet.None)
            Steps.TakeOff(fold, step, e.Time, by);
        return unmet;
    }

    private static Unmet Brake(StandingFold fold, Event e)
    {
        var by = Text(fold, e, StepSlot.By);
        var asked = Asked(fold, e, StepKind.Suspended);
        var unmet =
            Conditions.OfPerson(by) | Taken(fold, asked.Id) | Braking.UnmetAtFirst(fold, asked);
        if (unmet == Unmet.None)
            Braking.Apply(fold, asked, by, Text(fold, e, StepSlot.Reason));
        return unmet;
    }

    private static Unmet Deliver(StandingFold fold, Event e)
    {
        if (!fold.Book.Steps.TryFind(Text(fold, e, DeliverySlot.Step), out var step))
            return Unmet.Unknown;
        if (step.State == StepState.Proposed)
            return Unmet.State;
        Steps.Deliver(fold, step, e.Time);
        return Unmet.None;
    }

    /// <summary>Whether an id cannot be given.</summary>
    public static Unmet Taken(StandingFold fold, string id) =>
        fold.Book.IsTaken(id) ? Unmet.Taken : Unmet.None;

    private static Proposal Asked(StandingFold fold, Event e, StepKind? kind)
    {
        var named = Texts(fold, e, StepSlot.Cases).Distinct().ToArray();
        CaseEntry[] known =
        [
            .. named
                .Select(id => fold.Book.Cases.TryFind(id, out var found) ? found : null)
                .OfType<CaseEntry>(),
        ];
        var proposes = e.Type!.Index == (int)Kind.StepProposed;
        return new Proposal(
            Text(fold, e, StepSlot.Step),
            kind,
            [.. known],
            named.Length == 0 || known.Length < named.Length,
            e.Has(StepSlot.Suspends) ? [.. Texts(fold, e, StepSlot.Suspends).Distinct()] : default,
            proposes && e.Has(StepSlot.Until) ? e.Instant(StepSlot.Until) : null,
            proposes && e.Has(StepSlot.Price) ? Price(fold, e) : null,
            e.Time
        );
    }

    private static StepPrice Price(StandingFold fold, Event e) =>
        new(
            new ClauseId(Text(fold, e, StepSlot.PriceClause)),
            e.Money(StepSlot.PricePer),
            e.Money(StepSlot.PriceAmount)
        );

    private static string[] Texts(StandingFold fold, Event e, int slot) =>
        Text(fold, e, slot).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
