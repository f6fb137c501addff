using System.Text.Json;
using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Wire;
using Evenhand.Wording;

namespace Evenhand.Replay.Output;

/// <summary>What the core says of an account's standing, as the records of the wire.</summary>
public static class StandingViews
{
    /// <summary>A step.</summary>
    public static StepView Of(StepChanged step) =>
        new()
        {
            Time = Instants.Of(step.Time),
            Account = step.Account.Text,
            Step = step.Step,
            To = (StepKind)step.To,
            State = (Wire.StepState)step.State,
            Clause = step.Clause.Slug,
            Title = step.Cited.Title,
            ClauseUrl = Addresses.Of(step.Cited),
            Policy = step.Cited.Policy,
            Version = step.Cited.Version,
            Cases = step.Cases,
            By = step.By,
            Standing = (StepKind)step.Standing,
        };

    /// <summary>A case.</summary>
    public static CaseStateView Of(CaseChanged changed) =>
        new()
        {
            Time = Instants.Of(changed.Time),
            Account = changed.Account.Text,
            Case = changed.Case,
            State = (Wire.CaseState)changed.State,
            By = changed.By,
        };

    /// <summary>An appeal.</summary>
    public static AppealView Of(AppealChanged appeal) =>
        new()
        {
            Time = Instants.Of(appeal.Time),
            Account = appeal.Account.Text,
            Appeal = appeal.Appeal,
            Against = Of(appeal.Against),
            State = appeal.Outcome is null ? AppealState.Opened : AppealState.Decided,
            Outcome = (Wire.Verdict?)appeal.Outcome,
            By = appeal.By,
        };

    /// <summary>A request for an exception.</summary>
    public static ExceptionView Of(RequestChanged request) =>
        new()
        {
            Time = Instants.Of(request.Time),
            Account = request.Account.Text,
            Exception = request.Request,
            Clause = request.Clause.Slug,
            State = (Wire.RequestState)request.State,
            By = request.By,
            From = Instants.Of(request.From),
            To = Instants.Of(request.To),
            Amount = request.Amount is { } amount ? ((Rational)amount).ToString() : null,
        };

    /// <summary>An act without effect.</summary>
    public static UnmatchedView Of(ActUnmet act) =>
        new()
        {
            Time = Instants.Of(act.Time),
            Account = act.Account.Text,
            Id = act.Id,
            Why = StandingSentence.Words(act.Unmet),
        };

    /// <summary>What an appeal challenges.</summary>
    public static JsonElement Of(Challenged against) =>
        against.Id is { } id
            ? JsonSerializer.SerializeToElement(id, WireJson.Wire.String)
            : JsonSerializer.SerializeToElement(
                new Dictionary<string, string>
                {
                    ["clause"] = against.Clause!.Value.Slug,
                    ["cycle"] = against.Cycle!,
                },
                WireJson.Wire.DictionaryStringString
            );
}
