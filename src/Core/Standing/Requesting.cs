using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using static Evenhand.Core.Stream.BuiltIns;
using static Evenhand.Core.Stream.StandingTypes;

namespace Evenhand.Core.Standing;

/// <summary>Requests for exceptions, and their answers: by a person, or by silence.</summary>
internal static class Requesting
{
    /// <summary>What is granted by silence lasts so long at most.</summary>
    private static readonly TimeSpan MostBySilence = TimeSpan.FromDays(31);

    /// <summary>The account asks for an exception.</summary>
    public static Unmet Ask(StandingFold fold, Event e)
    {
        var id = new ClauseId(Acts.Text(fold, e, RequestSlot.Clause));
        if (fold.Policy.PlaceOf(id) is not { IsNone: false } clause)
            return Unmet.Unknown;
        var (from, to) = (e.Instant(RequestSlot.From), e.Instant(RequestSlot.To));
        var name = Acts.Text(fold, e, RequestSlot.Request);
        var unmet = Acts.Taken(fold, name);
        if (!HasFigure(fold.Policy, clause))
            unmet |= Unmet.Kind;
        if (from >= to || to <= e.Time || fold.Policy.ExceptionsOnlyBeforehand && e.Time > from)
            unmet |= Unmet.Time;
        if (unmet != Unmet.None)
            return unmet;
        decimal? amount = e.Has(RequestSlot.Amount) ? e.Money(RequestSlot.Amount) : null;
        var (due, silence) = Silence(fold.Policy.Requests, e.Time, from, to);
        var request = new RequestEntry(
            name,
            id,
            from,
            to,
            amount,
            due,
            silence,
            Moment.Min(to, from + MostBySilence),
            Acts.Text(fold, e, RequestSlot.Reason)
        );
        fold.Book.Requests.Add(request);
        Say(fold, request, e.Time, null, from, to, amount);
        return Unmet.None;
    }

    /// <summary>A person grants a request: its own interval and amount stand.</summary>
    public static Unmet Grant(StandingFold fold, Event e)
    {
        if (Open(fold, e, ExceptionSlot.Request, out var request) is not Unmet.None and var unmet)
            return unmet;
        var by = Acts.Text(fold, e, ExceptionSlot.By);
        var (from, to) = (e.Instant(ExceptionSlot.From), e.Instant(ExceptionSlot.To));
        unmet = Conditions.OfPerson(by);
        if (Acts.Text(fold, e, ExceptionSlot.Clause) != request.Clause.Slug)
            unmet |= Unmet.Kind;
        if (from >= to)
            unmet |= Unmet.Time;
        if (unmet != Unmet.None)
            return unmet;
        decimal? amount = e.Has(ExceptionSlot.Amount) ? e.Money(ExceptionSlot.Amount) : null;
        Granted(fold, request, e.Time, by, from, to, amount);
        return Unmet.None;
    }

    /// <summary>A person refuses a request.</summary>
    public static Unmet Refuse(StandingFold fold, Event e)
    {
        if (Open(fold, e, RequestSlot.Request, out var request) is not Unmet.None and var unmet)
            return unmet;
        var by = Acts.Text(fold, e, RequestSlot.By);
        unmet = Conditions.OfPerson(by);
        if (unmet == Unmet.None)
            Refused(fold, request, e.Time, by);
        return unmet;
    }

    /// <summary>Nobody answered in time.</summary>
    public static void RunOut(StandingFold fold, RequestEntry request, Moment at)
    {
        if (request.Silence == RequestState.Refused)
            Refused(fold, request, at, Steps.Time);
        else
            Granted(fold, request, at, Steps.Time, request.From, request.SilenceTo, request.Amount);
    }

    /// <summary>A refusal is taken back: what was asked for is granted, for what is judged from now on.</summary>
    public static void GrantAsAsked(
        StandingFold fold,
        RequestEntry request,
        Moment time,
        string by
    ) => Granted(fold, request, time, by, request.From, request.To, request.Amount);

    private static Unmet Open(StandingFold fold, Event e, int slot, out RequestEntry request)
    {
        if (!fold.Book.Requests.TryFind(Acts.Text(fold, e, slot), out request!))
            return Unmet.Unknown;
        return request.IsOpen ? Unmet.None : Unmet.State;
    }

    private static void Granted(
        StandingFold fold,
        RequestEntry request,
        Moment time,
        string by,
        Moment from,
        Moment to,
        decimal? amount
    )
    {
        (request.State, request.AnsweredBy, request.Answered) = (RequestState.Granted, by, time);
        fold.Grant(request.Clause, from, to, amount);
        Say(fold, request, time, by, from, to, amount);
    }

    private static void Refused(StandingFold fold, RequestEntry request, Moment time, string by)
    {
        (request.State, request.AnsweredBy, request.Answered) = (RequestState.Refused, by, time);
        Say(fold, request, time, by, request.From, request.To, request.Amount);
    }

    /// <summary>Whether a clause has a figure that acts can go beyond, and is not the ladder's.</summary>
    private static bool HasFigure(PolicyVersion policy, Place<Clause> clause) =>
        policy.Ladder?.Clause != clause
        && (
            policy.Limits.Any(limit => limit.Clause == clause)
            || policy.Buckets.Any(bucket => bucket.Clause == clause)
            || policy.Concurrencies.Any(each => each.Clause == clause)
            || policy.ActBounds.Any(bound => bound.Clause == clause)
            || policy.Cap?.Clause == clause
        );

    /// <summary>When a request is answered by silence, and how.</summary>
    private static (Moment Due, RequestState Answer) Silence(
        Requests requests,
        Moment asked,
        Moment from,
        Moment to
    )
    {
        if (requests.AnsweredWithin is not { } within)
            return (to, RequestState.Refused);
        var due = asked + within;
        if (requests.ElseGranted && due <= from)
            return (due, RequestState.Granted);
        return (from > asked ? Moment.Min(due, from) : due, RequestState.Refused);
    }

    private static void Say(
        StandingFold fold,
        RequestEntry request,
        Moment time,
        string? by,
        Moment from,
        Moment to,
        decimal? amount
    ) =>
        fold.Say(
            new RequestChanged(
                time,
                fold.Profile.Account,
                request.Id,
                request.Clause,
                request.State,
                by,
                from,
                to,
                amount
            )
        );
}
