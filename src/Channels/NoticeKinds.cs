using System.Collections.Frozen;

namespace Evenhand.Channels;

/// <summary>What kinds of notices are to whoever may be told them.</summary>
internal static class NoticeKinds
{
    /// <summary>What is for those who run the service, and not for the account.</summary>
    private static readonly FrozenSet<string> ForOperators =
    [
        "reading-needed",
        "reinstatement-needed",
    ];

    /// <summary>How far something is used: who does not want it can see it where it is used.</summary>
    private static readonly FrozenSet<string> OfUsage =
    [
        "near-allowance",
        "allowance-reached",
        "beyond-allowance",
        "limit-reached",
        "cycle-summary",
        "threshold-reached",
        "threshold-resolved",
    ];

    /// <summary>Whether it is for operators alone.</summary>
    public static bool IsForOperators(string kind) => ForOperators.Contains(kind);

    /// <summary>Whether an account may do without it. What concerns money, a step or the policy itself it is always told.</summary>
    public static bool MayBeDeclined(string kind) => OfUsage.Contains(kind);
}
