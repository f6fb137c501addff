using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using static Evenhand.Core.Stream.StandingTypes;

namespace Evenhand.Core.Standing;

/// <summary>Appeals: the account challenges a step, a line or a refusal, and somebody who had no hand in it decides.</summary>
internal static class Appealing
{
    /// <summary>The account opens an appeal.</summary>
    public static Unmet Open(StandingFold fold, Event e)
    {
        var against = Against(fold, e);
        var unmet = OfWhat(fold, against, e.Time, out var from, out var ladder);
        if (unmet is Unmet.Unknown or Unmet.State)
            return unmet;
        if (fold.Book.WasChallenged(against))
            return Unmet.State;
        var within = ladder?.AppealWithin ?? Ladder.DefaultAppealWithin;
        if (e.Time >= fold.After(from, within))
            unmet |= Unmet.Time;
        var id = Acts.Text(fold, e, AppealSlot.Appeal);
        unmet |= Acts.Taken(fold, id);
        if (unmet != Unmet.None)
            return unmet;
        var decidedWithin = ladder?.DecidedWithin ?? Ladder.DefaultDecidedWithin;
        var appeal = new AppealEntry(
            id,
            against,
            e.Time + decidedWithin,
            Acts.Text(fold, e, AppealSlot.Reason)
        );
        if (StepOf(fold, against) is { } step)
            Steps.Stop(step, e.Time);
        fold.Book.Open(appeal);
        Say(fold, appeal, e.Time, null);
        return Unmet.None;
    }

    /// <summary>A person decides an appeal.</summary>
    public static Unmet Decide(StandingFold fold, Event e)
    {
        if (!fold.Book.Appeals.TryFind(Acts.Text(fold, e, VerdictSlot.Appeal), out var appeal))
            return Unmet.Unknown;
        var outcome = (Verdict)e[VerdictSlot.Outcome];
        var step = StepOf(fold, appeal.Against);
        if (!appeal.IsOpen || outcome == Verdict.Changed && !IsOnItsWay(step))
            return Unmet.State;
        var by = Acts.Text(fold, e, VerdictSlot.By);
        var unmet = Conditions.OfPerson(by);
        if (HadAHand(fold, appeal.Against, by))
            unmet |= Unmet.Person;
        if (outcome != Verdict.Changed)
            return unmet == Unmet.None ? Decided(fold, appeal, outcome, e.Time, by) : unmet;
        var to = Heights.Named(Acts.Text(fold, e, VerdictSlot.To));
        unmet |= Changing.Unmet(fold, step!, to, e.Time);
        if (unmet != Unmet.None)
            return unmet;
        appeal.Outcome = outcome;
        Say(fold, appeal, e.Time, by);
        var reason = Acts.Text(fold, e, VerdictSlot.Reason);
        var deed = new StepDeed(StepDeedKind.Changed, by, e.Time, reason);
        Changing.Apply(fold, step!, to!.Value, deed);
        return Unmet.None;
    }

    /// <summary>Nobody decided it in time: what was challenged is taken back.</summary>
    public static void RunOut(StandingFold fold, AppealEntry appeal, Moment at) =>
        Decided(fold, appeal, Verdict.Reversed, at, Steps.Time);

    private static Unmet Decided(
        StandingFold fold,
        AppealEntry appeal,
        Verdict outcome,
        Moment time,
        string by
    )
    {
        appeal.Outcome = outcome;
        Say(fold, appeal, time, by);
        if (outcome == Verdict.Upheld)
        {
            if (StepOf(fold, appeal.Against) is { } goesOn)
                Steps.GoOn(fold, goesOn, time);
            return Unmet.None;
        }
        if (StepOf(fold, appeal.Against) is { } step)
            Reverse(fold, step, time, by);
        else if (RequestOf(fold, appeal.Against) is { } request)
            Requesting.GrantAsAsked(fold, request, time, by);
        else
            WaiveLine(fold, appeal, time, by);
        if (outcome == Verdict.Unclear)
            Notices.ReadingNeeded(fold, appeal, CitedBy(fold, appeal.Against), time);
        return Unmet.None;
    }

    /// <summary>A step is taken back: its findings are spent, and open cases of it dismissed.</summary>
    private static void Reverse(StandingFold fold, StepEntry step, Moment time, string by)
    {
        var ended = step is { To: StepKind.Terminated, State: StepState.InForce };
        Steps.Undo(fold, step);
        Steps.TakeOff(fold, step, time, by);
        foreach (var each in step.Cases)
            if (each.IsOpen)
                Acts.Judged(fold, each, CaseState.Dismissed, time, by);
            else
                each.IsSpent = true;
        if (ended)
            Notices.ReinstatementNeeded(fold, step, time);
        Steps.Recheck(fold, time);
    }

    private static void WaiveLine(StandingFold fold, AppealEntry appeal, Moment time, string by) =>
        fold.Decisions.Waive(
            appeal.Against.Clause!.Value,
            appeal.Against.Cycle!,
            new LineDecision(by, time, appeal.Id)
        );

    private static Challenged Against(StandingFold fold, Event e) =>
        e.Has(AppealSlot.Against)
            ? new(Acts.Text(fold, e, AppealSlot.Against), null, null)
            : new(
                null,
                new ClauseId(Acts.Text(fold, e, AppealSlot.Clause)),
                Acts.Text(fold, e, AppealSlot.Cycle)
            );

    /// <summary>What stands against an appeal by what it names.</summary>
    /// <param name="fold">The account.</param>
    /// <param name="against">What it names.</param>
    /// <param name="time">When.</param>
    /// <param name="from">From when on the time for an appeal runs.</param>
    /// <param name="ladder">The ladder that has the terms.</param>
    private static Unmet OfWhat(
        StandingFold fold,
        Challenged against,
        Moment time,
        out Moment from,
        out Ladder? ladder
    )
    {
        (from, ladder) = (default, fold.Policy.Ladder);
        if (StepOf(fold, against) is { } step)
        {
            (from, ladder) = (step.Announced, step.Version.Ladder);
            var mayBe = step.State == StepState.Announced || step.InForce != Moment.Never;
            return mayBe ? Unmet.None : Unmet.State;
        }
        if (RequestOf(fold, against) is { } request)
        {
            from = request.Answered;
            return request.State == RequestState.Refused ? Unmet.None : Unmet.State;
        }
        return against.Id is null
            ? Lines.Of(fold, against.Clause!.Value, against.Cycle!, time, out from)
            : Unmet.Unknown;
    }

    private static Citation CitedBy(StandingFold fold, Challenged against)
    {
        if (StepOf(fold, against) is { } step)
            return Steps.CitedBy(step);
        var clause = RequestOf(fold, against)?.Clause ?? against.Clause!.Value;
        var place = fold.Policy.PlaceOf(clause);
        return Citation.Of(fold.Policy, fold.Policy.Clauses[Math.Max(place.Index, 0)]);
    }

    private static bool HadAHand(StandingFold fold, Challenged against, string by)
    {
        if (StepOf(fold, against) is { } step)
            return step.Takers.Contains(by) || step.Cases.Any(each => each.FoundBy == by);
        if (RequestOf(fold, against) is { } request)
            return request.AnsweredBy == by;
        return fold.Decisions.ConfirmedBy(against.Clause!.Value, against.Cycle!) == by;
    }

    private static bool IsOnItsWay(StepEntry? step) =>
        step?.State is StepState.Announced or StepState.InForce;

    private static StepEntry? StepOf(StandingFold fold, Challenged against) =>
        against.Id is { } id && fold.Book.Steps.TryFind(id, out var step) ? step : null;

    private static RequestEntry? RequestOf(StandingFold fold, Challenged against) =>
        against.Id is { } id && fold.Book.Requests.TryFind(id, out var request) ? request : null;

    private static void Say(StandingFold fold, AppealEntry appeal, Moment time, string? by) =>
        fold.Say(
            new AppealChanged(
                time,
                fold.Profile.Account,
                appeal.Id,
                appeal.Against,
                appeal.Outcome,
                by
            )
        );
}
