using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>A stored thing came into another state by itself, or into quarantine or out of it.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account.</param>
/// <param name="Thing">Its name.</param>
/// <param name="State">The state it came into.</param>
/// <param name="Cited">The clause.</param>
/// <param name="By">Who or what changed it: a person, <c>rule</c> or <c>time</c>.</param>
public sealed record ThingChanged(
    Moment Time,
    string Account,
    string Thing,
    ThingState State,
    Citation Cited,
    string By
) : Effect(Time, Account);

/// <summary>A hold was placed or released.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account.</param>
/// <param name="Hold">Its id.</param>
/// <param name="IsPlaced">Whether it was placed, or else released.</param>
/// <param name="By">Who did it.</param>
public sealed record HoldChanged(
    Moment Time,
    string Account,
    string Hold,
    bool IsPlaced,
    string By
) : Effect(Time, Account);

/// <summary>A copy of a stored thing is due, or it is known what came of it.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account.</param>
/// <param name="Thing">The name of the thing.</param>
/// <param name="Target">Where the copy goes.</param>
/// <param name="State">What came of it.</param>
public sealed record CopyChanged(
    Moment Time,
    string Account,
    string Thing,
    string Target,
    CopyState State
) : Effect(Time, Account);

/// <summary>Something fetched from cold storage was promised, is there, or is late.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account.</param>
/// <param name="Thing">The name of the thing.</param>
/// <param name="Retrieval">The id of the retrieval.</param>
/// <param name="State">What became of the promise.</param>
/// <param name="PromisedBy">By when it was promised.</param>
public sealed record RetrievalChanged(
    Moment Time,
    string Account,
    string Thing,
    string Retrieval,
    PromiseState State,
    Moment PromisedBy
) : Effect(Time, Account);

/// <summary>A bulk export was asked for, or is ready.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account.</param>
/// <param name="Export">Its id: that of the event that asked for it.</param>
/// <param name="IsReady">Whether it is ready, or else asked for.</param>
/// <param name="Things">How many things stand in its list.</param>
public sealed record ExportChanged(
    Moment Time,
    string Account,
    string Export,
    bool IsReady,
    int Things
) : Effect(Time, Account);

/// <summary>What became of a stored thing. Numbers stand in stored bytes.</summary>
public enum ThingState
{
    /// <summary>Deleted by the customer's rule.</summary>
    Deleted,

    /// <summary>Moved to cold storage by the customer's rule.</summary>
    Cold,

    /// <summary>Set aside after a report.</summary>
    Quarantined,

    /// <summary>Let out of quarantine.</summary>
    Released,

    /// <summary>Deleted after the end of the contract.</summary>
    Purged,
}

/// <summary>What became of a copy. Numbers stand in stored bytes.</summary>
public enum CopyState
{
    /// <summary>It is to be made.</summary>
    Due,

    /// <summary>It was made.</summary>
    Done,

    /// <summary>It could not be made this time.</summary>
    Failed,
}

/// <summary>What became of a promise. Numbers stand in stored bytes.</summary>
public enum PromiseState
{
    /// <summary>It was given.</summary>
    Promised,

    /// <summary>It was kept.</summary>
    Ready,

    /// <summary>It was not kept.</summary>
    Broken,
}
