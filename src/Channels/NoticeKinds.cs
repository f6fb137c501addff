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
        "digest",
    ];

    /// <summary>What loses nothing by being told a day later, where somebody wants it so.</summary>
    private static readonly FrozenSet<string> Patient =
    [
        "near-allowance",
        "allowance-reached",
        "beyond-allowance",
        "cycle-summary",
        "threshold-reached",
        "threshold-resolved",
        "policy-accepted",
    ];

    /// <summary>Whether it is for operators alone.</summary>
    public static bool IsForOperators(string kind) => ForOperators.Contains(kind);

    /// <summary>Whether it may wait for a digest. What stops an act, what is billed, and what starts a clock never does.</summary>
    public static bool MayWait(string kind) => Patient.Contains(kind);

    /// <summary>Whether an account may do without it. What concerns money, a step or the policy itself it is always told.</summary>
    public static bool MayBeDeclined(string kind) => OfUsage.Contains(kind);
}
