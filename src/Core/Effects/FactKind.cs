namespace Evenhand.Core.Effects;

/// <summary>
/// The kinds of facts. Those that stand against an act come first, in the order of their precedence: of several reasons of one
/// clause, that which stands first here is told first. Numbers stand in snapshots: their format is raised with a change.
/// </summary>
public enum FactKind
{
    // Why the gate denies or warns.
    /// <summary>Acts are suspended.</summary>
    Suspended,

    /// <summary>The account is throttled, and an act would pass a limit.</summary>
    Throttled,

    /// <summary>An act would pass a limit.</summary>
    OverLimit,

    /// <summary>An act would bring a ratio beyond a limit.</summary>
    OverRatio,

    /// <summary>A bucket holds less than an act takes.</summary>
    TooFast,

    /// <summary>As many acts go on as may at once.</summary>
    TooManyAtOnce,

    /// <summary>A field of an act has more than it may.</summary>
    TooMuch,

    /// <summary>Sizes of an act do not fit.</summary>
    TooLarge,

    /// <summary>A field of an act begins otherwise than it may.</summary>
    BeginsOtherwise,

    /// <summary>A policy says so, in its own words.</summary>
    Ruled,

    /// <summary>The customer's own limit is reached.</summary>
    OwnLimitReached,

    /// <summary>The automation that acts is paused.</summary>
    Paused,

    /// <summary>The wallet is empty.</summary>
    NoBalance,

    /// <summary>A stored thing is in quarantine.</summary>
    InQuarantine,

    /// <summary>A stored thing is kept.</summary>
    IsKept,

    // What an account is told, and what a case is about.
    /// <summary>A share of what is included is used.</summary>
    ShareUsed,

    /// <summary>Automations were paused.</summary>
    AutomationsPaused,

    /// <summary>What a cycle came to.</summary>
    CycleTotal,

    /// <summary>An export was asked for too late.</summary>
    ExportTooLate,

    /// <summary>An export was asked for.</summary>
    ExportBegun,

    /// <summary>More was used than a policy takes for fair.</summary>
    Excess,

    /// <summary>A limit was passed again and again.</summary>
    RepeatedExcess,

    /// <summary>Somebody reported something.</summary>
    Report,

    /// <summary>Several steps beyond what is included were passed.</summary>
    StepsPassed,

    /// <summary>What a cycle came to, where it was told otherwise before.</summary>
    CycleCorrected,

    /// <summary>A step of the ladder was announced.</summary>
    StepAnnounced,

    /// <summary>A step of the ladder came into force, or ended.</summary>
    StepChanged,

    /// <summary>An appeal found that the policy can be read in more than one way.</summary>
    ReadingNeeded,

    /// <summary>A termination was taken back, and the contract stays ended.</summary>
    ReinstatementNeeded,

    /// <summary>Something fetched from cold storage is late.</summary>
    PromiseBroken,

    /// <summary>More was used in a cycle than is typical among accounts under the policy.</summary>
    Untypical,

    /// <summary>An act after a version took effect accepted it.</summary>
    Accepted,

    /// <summary>A version of the policy is to come.</summary>
    Amended,
}
