using Evenhand.Wire;

namespace Evenhand.Client;

/// <summary>The answer of a gate that nobody could ask, or that has none. No clause stands behind it, so it has no reasons.</summary>
internal static class Unavailable
{
    public static GateAnswer Answer(GateQuestion question, FailMode mode, DateTimeOffset now) =>
        new()
        {
            Id = question.Id ?? Guid.CreateVersion7(now).ToString("N"),
            Time = now,
            Account = question.Account,
            Outcome = mode == FailMode.Open ? Outcome.Allow : Outcome.Deny,
            Reasons = [],
            Basis = mode == FailMode.Open ? Basis.FailOpen : Basis.FailClosed,
        };

    /// <summary>Whether a refusal says that the gate has no answer for this act or account, however it is asked.</summary>
    public static bool HasNoAnswer(EvenhandProblemException refused) =>
        refused.Code is "unknown_act" or "not_opened" or "ended" or "unknown_account";

    /// <summary>The answer where the server has none.</summary>
    public static GateAnswer Answer(
        GateQuestion question,
        FailMode mode,
        DateTimeOffset now,
        Problem problem
    ) => Answer(question, mode, now) with { Basis = Basis.Refused, Problem = problem };
}
