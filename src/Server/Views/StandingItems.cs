using Evenhand.Core.Numbers;
using Evenhand.Core.Replaying;
using Evenhand.Core.Standing;
using Evenhand.Core.Time;
using Evenhand.Node.Acts;
using Evenhand.Node.Reads;
using Evenhand.Node.Views;
using Evenhand.Replay.Output;
using Evenhand.Wire;
using Evenhand.Wording;

namespace Evenhand.Server.Views;

/// <summary>Where accounts stand, on the wire.</summary>
internal static class StandingItems
{
    /// <summary>A case.</summary>
    public static CaseItem Of(QueuedCase each) =>
        new()
        {
            Account = each.Account.Text,
            Case = each.Case.Id,
            Clause = each.Case.Clause.Slug,
            Policy = each.Case.Policy,
            Cycle = each.Case.Cycle,
            Opened = Instants.Of(each.Case.Opened),
            State = (CaseState)each.Case.State,
            Reported = each.Case.IsReported,
            Due = Known(each.Case.Due),
            FoundBy = Word(each.Case.FoundBy),
            Found = each.Case.FoundBy.Length > 0 ? Known(each.Case.FoundAt) : null,
            Assigned = Word(each.Assigned),
        };

    /// <summary>A case with all that stands about it.</summary>
    public static CaseDetail Of(CaseFile file) =>
        new()
        {
            Case = Of(file.Case),
            Standing = (StepKind)file.Standing.Standing,
            Steps =
            [
                .. file
                    .Standing.Steps.Where(step => step.Cases.Contains(file.Case.Case.Id))
                    .Select(step => Of(file.Case.Account.Text, step, file.Reasons)),
            ],
            Possible = [.. file.Possible.Select(Of)],
            Notes = [.. file.Notes.Select(Of)],
        };

    /// <summary>A step.</summary>
    public static StepItem Of(
        string account,
        StepFigures step,
        IReadOnlyDictionary<string, string> reasons
    ) =>
        new()
        {
            Account = account,
            Step = step.Id,
            To = (StepKind)step.To,
            State = (StepState)step.State,
            Clause = step.Cited.Clause.Slug,
            ClauseUrl = Addresses.Of(step.Cited),
            Policy = step.Cited.Policy,
            Version = step.Cited.Version,
            Cases = step.Cases,
            Suspends = step.Suspends.IsEmpty ? null : step.Suspends,
            By = step.Takers,
            Brake = step.IsBrake,
            Proposed = Instants.Of(step.Proposed),
            Announced = Known(step.Announced),
            Delivered = Known(step.Delivered),
            Comes = Known(step.Comes),
            InForce = Known(step.InForce),
            Lapses = Known(step.Lapses),
            Reasons = reasons.TryGetValue(step.Id, out var hash)
                ? new ReasonsLink { Url = Addresses.OfReasons(account, step.Id), Sha256 = hash }
                : null,
        };

    /// <summary>An appeal.</summary>
    public static AppealItem Of(string account, AppealFigures appeal) =>
        new()
        {
            Account = account,
            Appeal = appeal.Id,
            Against = StandingViews.Of(appeal.Against),
            State = appeal.Outcome is null ? AppealState.Opened : AppealState.Decided,
            Due = appeal.Outcome is null ? Known(appeal.Due) : null,
            Outcome = (Verdict?)appeal.Outcome,
            Reason = Word(appeal.Reason),
        };

    /// <summary>A hold.</summary>
    public static HoldItem Of(HoldFigures hold) =>
        new()
        {
            Hold = hold.Id,
            Side = hold.IsVendors ? "vendor" : "customer",
            Objects = hold.Objects is { } names ? [.. names] : null,
            State = hold.IsReleased ? "released" : "placed",
        };

    /// <summary>A request for an exception.</summary>
    public static ExceptionItem Of(string account, RequestFigures request) =>
        new()
        {
            Account = account,
            Exception = request.Id,
            Clause = request.Clause.Slug,
            From = Instants.Of(request.From),
            To = Instants.Of(request.To),
            Amount = request.Amount is { } amount ? ((Rational)amount).ToString() : null,
            State = (RequestState)request.State,
            Due = request.AnsweredBy.Length == 0 ? Known(request.Due) : null,
            AnsweredBy = Word(request.AnsweredBy),
            Answered = Known(request.Answered),
            Reason = Word(request.Reason),
        };

    /// <summary>Something that was said.</summary>
    public static SaidItem Of(Said said) =>
        new()
        {
            Id = said.Id,
            What = said.What,
            About = said.About,
            Matter = said.Matter.Matter,
            Cycle = said.Matter.Cycle,
            Text = said.Text,
            Time = Instants.Of(said.At),
            By = said.By,
        };

    private static PossibleStepItem Of(PossibleStep step) =>
        new()
        {
            To = (StepKind)step.To,
            Possible = step.Unmet == Core.Effects.Unmet.None,
            Unmet = StandingSentence.Words(step.Unmet),
            PossibleFrom = Instants.Of(step.From),
            NeedsApproval = step.NeedsApproval,
            NoticeSeconds = (long)step.Notice.TotalSeconds,
        };

    private static DateTimeOffset? Known(Moment moment) =>
        moment == Moment.Never ? null : Instants.Of(moment);

    private static string? Word(string text) => text.Length > 0 ? text : null;
}
