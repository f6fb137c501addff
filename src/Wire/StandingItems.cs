using System.Text.Json;

namespace Evenhand.Wire;

/// <summary>A hold as it stands now: somebody has what is stored kept.</summary>
public sealed record HoldItem
{
    /// <summary>Its id.</summary>
    public required string Hold { get; init; }

    /// <summary>Whose it is: <c>vendor</c> or <c>customer</c>.</summary>
    public required string Side { get; init; }

    /// <summary>The names that it is of; absent for all.</summary>
    public IReadOnlyList<string>? Objects { get; init; }

    /// <summary>Whether it still keeps them: <c>placed</c> or <c>released</c>.</summary>
    public required string State { get; init; }
}

/// <summary>A case as it stands now.</summary>
public sealed record CaseItem
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The clause and the first local day of the cycle.</summary>
    public required string Case { get; init; }

    /// <summary>The clause's slug.</summary>
    public required string Clause { get; init; }

    /// <summary>The policy's name.</summary>
    public required string Policy { get; init; }

    /// <summary>The first day of its cycle.</summary>
    public required string Cycle { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset Opened { get; init; }

    /// <summary>How far it has come.</summary>
    public required CaseState State { get; init; }

    /// <summary>Whether it rests on what somebody reported.</summary>
    public required bool Reported { get; init; }

    /// <summary>When what waits for a person runs out: the case, a step on it or an appeal; absent where nothing does.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Who established it, or <c>rule</c>.</summary>
    public string? FoundBy { get; init; }

    /// <summary>When it was established.</summary>
    public DateTimeOffset? Found { get; init; }

    /// <summary>The person who sees to it; absent where nobody does.</summary>
    public string? Assigned { get; init; }
}

/// <summary>A case with all that stands about it.</summary>
public sealed record CaseDetail
{
    /// <summary>The case.</summary>
    public required CaseItem Case { get; init; }

    /// <summary>Where the account stands.</summary>
    public required StepKind Standing { get; init; }

    /// <summary>The steps that name it, in the order in which they were proposed.</summary>
    public required IReadOnlyList<StepItem> Steps { get; init; }

    /// <summary>What can be proposed on it now, and why not the rest.</summary>
    public required IReadOnlyList<PossibleStepItem> Possible { get; init; }

    /// <summary>Who saw to it, and what they noted.</summary>
    public required IReadOnlyList<SaidItem> Notes { get; init; }
}

/// <summary>A step that the ladder has.</summary>
public sealed record PossibleStepItem
{
    /// <summary>The step.</summary>
    public required StepKind To { get; init; }

    /// <summary>Whether it can be proposed now.</summary>
    public required bool Possible { get; init; }

    /// <summary>Every condition that fails, in alphabetical order.</summary>
    public required IReadOnlyList<string> Unmet { get; init; }

    /// <summary>From when on it can, if nothing happens but what time brings; absent where that is not in sight.</summary>
    public DateTimeOffset? PossibleFrom { get; init; }

    /// <summary>Whether a second person must approve it.</summary>
    public required bool NeedsApproval { get; init; }

    /// <summary>How many seconds after the delivery of its notice it comes into force.</summary>
    public required long NoticeSeconds { get; init; }
}

/// <summary>A step as it stands now.</summary>
public sealed record StepItem
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>Its id.</summary>
    public required string Step { get; init; }

    /// <summary>What it does.</summary>
    public required StepKind To { get; init; }

    /// <summary>How far it has come.</summary>
    public required StepState State { get; init; }

    /// <summary>The slug of the ladder's clause; where there is none, of its first case's.</summary>
    public required string Clause { get; init; }

    /// <summary>The clause on its policy's page, from the server's root.</summary>
    public required string ClauseUrl { get; init; }

    /// <summary>The policy's name.</summary>
    public required string Policy { get; init; }

    /// <summary>The version under which it was proposed.</summary>
    public required string Version { get; init; }

    /// <summary>The ids of its cases.</summary>
    public required IReadOnlyList<string> Cases { get; init; }

    /// <summary>The acts that it suspends; absent where it is of the account as a whole.</summary>
    public IReadOnlyList<string>? Suspends { get; init; }

    /// <summary>Who proposed it, and who approved it.</summary>
    public required IReadOnlyList<string> By { get; init; }

    /// <summary>Whether it is a brake.</summary>
    public required bool Brake { get; init; }

    /// <summary>When it was proposed.</summary>
    public required DateTimeOffset Proposed { get; init; }

    /// <summary>When the account was told.</summary>
    public DateTimeOffset? Announced { get; init; }

    /// <summary>When its notice was delivered.</summary>
    public DateTimeOffset? Delivered { get; init; }

    /// <summary>When it comes into force, as far as that is known.</summary>
    public DateTimeOffset? Comes { get; init; }

    /// <summary>When it came into force.</summary>
    public DateTimeOffset? InForce { get; init; }

    /// <summary>When its time runs out next.</summary>
    public DateTimeOffset? Lapses { get; init; }

    /// <summary>Its statement of reasons; absent while the account was not told, or where it was before they were kept.</summary>
    public ReasonsLink? Reasons { get; init; }
}

/// <summary>An appeal as it stands now.</summary>
public sealed record AppealItem
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>Its id.</summary>
    public required string Appeal { get; init; }

    /// <summary>What it challenges: the id of a step or of an exception, or <c>{"clause","cycle"}</c> of a line.</summary>
    public required JsonElement Against { get; init; }

    /// <summary>Whether it waits for a decision.</summary>
    public required AppealState State { get; init; }

    /// <summary>When it is reversed by itself; absent once it is decided.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>How it was decided.</summary>
    public Verdict? Outcome { get; init; }

    /// <summary>Why it is not right, in the account's words.</summary>
    public string? Reason { get; init; }
}

/// <summary>A request for an exception as it stands now.</summary>
public sealed record ExceptionItem
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>Its id.</summary>
    public required string Exception { get; init; }

    /// <summary>The slug of the clause.</summary>
    public required string Clause { get; init; }

    /// <summary>The first instant asked for.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The first instant after it.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The figure asked for, a decimal string; absent: the clause is not to be judged.</summary>
    public string? Amount { get; init; }

    /// <summary>How far it has come.</summary>
    public required RequestState State { get; init; }

    /// <summary>When it is answered by itself; absent once it is answered.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Who answered it, or <c>time</c>.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>When it was answered.</summary>
    public DateTimeOffset? Answered { get; init; }

    /// <summary>Why it is asked for, in the account's words.</summary>
    public string? Reason { get; init; }
}

/// <summary>A line of a statement with the cycle that it is of.</summary>
public sealed record ChargeItem
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The first day of the cycle.</summary>
    public required string Cycle { get; init; }

    /// <summary>Whether the cycle is not stated yet.</summary>
    public required bool Running { get; init; }

    /// <summary>The line.</summary>
    public required StatementLine Line { get; init; }
}
