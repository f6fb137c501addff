using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Standing;

/// <summary>Where an account stands at an instant, and everything that stands about it.</summary>
/// <param name="Standing">The highest step in force.</param>
/// <param name="Cases">The cases, in the order in which they were opened.</param>
/// <param name="Steps">The steps, in the order in which they were proposed.</param>
/// <param name="Appeals">The appeals, in the order in which they were opened.</param>
/// <param name="Requests">The requests for exceptions, in the order in which they came.</param>
public sealed record StandingFigures(
    StepKind Standing,
    ImmutableArray<CaseFigures> Cases,
    ImmutableArray<StepFigures> Steps,
    ImmutableArray<AppealFigures> Appeals,
    ImmutableArray<RequestFigures> Requests
)
{
    /// <summary>Of an account about which nothing stands.</summary>
    public static StandingFigures Nothing { get; } = new(StepKind.Good, [], [], [], []);
}

/// <summary>A case.</summary>
/// <param name="Id">The clause and the first day of its cycle.</param>
/// <param name="Clause">The clause.</param>
/// <param name="Policy">The policy's name.</param>
/// <param name="Cycle">The first day of its cycle.</param>
/// <param name="Opened">When it was opened.</param>
/// <param name="State">How far it has come.</param>
/// <param name="FoundBy">Who established it; empty while nobody has.</param>
/// <param name="FoundAt">When; never while nobody has.</param>
/// <param name="IsSpent">Whether its finding carries nothing any more.</param>
/// <param name="IsReported">Whether it rests on what somebody reported.</param>
/// <param name="Due">When something runs out that waits for a person: the case itself, a step on it, an appeal; never for nothing.</param>
public sealed record CaseFigures(
    string Id,
    ClauseId Clause,
    string Policy,
    string Cycle,
    Moment Opened,
    CaseState State,
    string FoundBy,
    Moment FoundAt,
    bool IsSpent,
    bool IsReported,
    Moment Due
);

/// <summary>A step.</summary>
/// <param name="Id">Its id.</param>
/// <param name="To">What it does.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Cited">The clause of the ladder; where there is none, that of its first case.</param>
/// <param name="Cases">The ids of its cases.</param>
/// <param name="Suspends">The acts that it suspends; empty where it is of the account as a whole.</param>
/// <param name="Takers">Who proposed and approved it.</param>
/// <param name="Proposed">When it was proposed.</param>
/// <param name="Announced">When the account was told; never while it was not.</param>
/// <param name="Delivered">When its notice was delivered; never while it was not.</param>
/// <param name="Comes">When it comes into force; never where that is not known.</param>
/// <param name="InForce">When it came into force; never while it has not.</param>
/// <param name="Lapses">When its time runs out next; never for not.</param>
public sealed record StepFigures(
    string Id,
    StepKind To,
    StepState State,
    Citation Cited,
    ImmutableArray<string> Cases,
    ImmutableArray<string> Suspends,
    ImmutableArray<string> Takers,
    Moment Proposed,
    Moment Announced,
    Moment Delivered,
    Moment Comes,
    Moment InForce,
    Moment Lapses
)
{
    /// <summary>Whether it is a brake.</summary>
    public bool IsBrake { get; init; }

    /// <summary>Whether a brake was kept by a second person.</summary>
    public bool IsKept { get; init; }

    /// <summary>Whether it was undone by an appeal, or ended for want of a finding.</summary>
    public bool IsUndone { get; init; }
}

/// <summary>An appeal.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Against">What it challenges.</param>
/// <param name="Due">When it is reversed by itself, if nobody has decided it.</param>
/// <param name="Outcome">How it was decided; null while it is open.</param>
/// <param name="Reason">Why it is not right, as the account says it.</param>
public sealed record AppealFigures(
    string Id,
    Challenged Against,
    Moment Due,
    Verdict? Outcome,
    string Reason
);

/// <summary>A request for an exception.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Clause">The clause.</param>
/// <param name="From">The first instant asked for.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="Amount">The figure asked for; null for none.</param>
/// <param name="Due">When it is answered by itself, if nobody has; never where nothing is promised.</param>
/// <param name="State">How far it has come.</param>
/// <param name="AnsweredBy">Who answered it; empty while nobody has.</param>
/// <param name="Answered">When; never while nobody has.</param>
/// <param name="Reason">Why, as the account says it.</param>
public sealed record RequestFigures(
    string Id,
    ClauseId Clause,
    Moment From,
    Moment To,
    decimal? Amount,
    Moment Due,
    RequestState State,
    string AnsweredBy,
    Moment Answered,
    string Reason
);

/// <summary>Whether a step can be proposed on a case now.</summary>
/// <param name="To">The step.</param>
/// <param name="Unmet">Every condition that fails; none where it can.</param>
/// <param name="From">From when on, if nothing happens but what time brings; null where that is not in sight.</param>
/// <param name="NeedsApproval">Whether a second person must approve it.</param>
/// <param name="Notice">How long after its delivery it comes into force.</param>
public sealed record PossibleStep(
    StepKind To,
    Unmet Unmet,
    Moment? From,
    bool NeedsApproval,
    TimeSpan Notice
);
