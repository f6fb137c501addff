using Evenhand.Wire;

namespace Evenhand.Client;

/// <summary>The answer of a gate that nobody could ask. No clause stands behind it, so it has no reasons.</summary>
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
}
