using Evenhand.Core.Effects;
using Evenhand.Core.Policy;

namespace Evenhand.Wording;

/// <summary>The sentence that says what became of an account's standing.</summary>
public static class StandingSentence
{
    /// <summary>Of a step.</summary>
    public static string Of(StepChanged step) =>
        $"Step {step.Step} ({Word(step.To)}): {Word(step.State)}, by {step.By}; the account's standing is {Word(step.Standing)}.";

    /// <summary>Of a case.</summary>
    public static string Of(CaseChanged changed) =>
        $"Case {changed.Case} is {changed.State.ToString().ToLowerInvariant()}, by {changed.By}.";

    /// <summary>Of an appeal.</summary>
    public static string Of(AppealChanged appeal)
    {
        var against = appeal.Against.Id ?? $"{appeal.Against.Clause} of {appeal.Against.Cycle}";
        return appeal.Outcome is { } outcome
            ? $"Appeal {appeal.Appeal} against {against} is decided by {appeal.By}: {outcome.ToString().ToLowerInvariant()}."
            : $"Appeal {appeal.Appeal} against {against} is opened.";
    }

    /// <summary>Of a request for an exception.</summary>
    public static string Of(RequestChanged request) =>
        request.By is { } by
            ? $"Exception {request.Request} is {request.State.ToString().ToLowerInvariant()} by {by}."
            : $"Exception {request.Request} is asked for.";

    /// <summary>Of an act without effect: every condition that failed.</summary>
    public static string Of(ActUnmet act) =>
        $"{act.Id} has no effect: {string.Join(", ", Words(act.Unmet))}.";

    /// <summary>The words of conditions that failed, in alphabetical order.</summary>
    public static IReadOnlyList<string> Words(Unmet unmet) =>
        [
            .. Enum.GetValues<Unmet>()
                .Where(each => each != Unmet.None && unmet.HasFlag(each))
                .Select(each => each.ToString().ToLowerInvariant())
                .Order(StringComparer.Ordinal),
        ];

    private static string Word(StepKind kind) => kind.ToString().ToLowerInvariant();

    private static string Word(StepState state) =>
        state == StepState.InForce ? "in force" : state.ToString().ToLowerInvariant();
}
