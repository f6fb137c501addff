using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>A step of the ladder came into another state.</summary>
public sealed record StepView
{
    /// <summary>Always <c>step</c>.</summary>
    public string Kind { get; } = "step";

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The id of the step.</summary>
    public required string Step { get; init; }

    /// <summary>What it does.</summary>
    public required StepKind To { get; init; }

    /// <summary>The state it came into.</summary>
    public required StepState State { get; init; }

    /// <summary>The slug of the ladder's clause; where there is none, of its first case's.</summary>
    public required string Clause { get; init; }

    /// <summary>The clause's heading.</summary>
    public string? Title { get; init; }

    /// <summary>The clause on its policy's page, from the server's root.</summary>
    public string? ClauseUrl { get; init; }

    /// <summary>The policy's name.</summary>
    public required string Policy { get; init; }

    /// <summary>The version under which the step was proposed.</summary>
    public required string Version { get; init; }

    /// <summary>The ids of its cases.</summary>
    public required IReadOnlyList<string> Cases { get; init; }

    /// <summary>Who or what changed it: a person, <c>rule</c>, <c>time</c> or <c>clean</c>.</summary>
    public required string By { get; init; }

    /// <summary>Where the account stands after it.</summary>
    public required StepKind Standing { get; init; }
}

/// <summary>Where an account stands, and what a step leads to.</summary>
[JsonConverter(typeof(WordConverter<StepKind>))]
public enum StepKind
{
    /// <summary>Nothing is against it.</summary>
    Good,

    /// <summary>It was told.</summary>
    Advised,

    /// <summary>It was warned.</summary>
    Warned,

    /// <summary>Some of its acts are suspended.</summary>
    Restricted,

    /// <summary>Acts beyond printed figures are denied.</summary>
    Throttled,

    /// <summary>What goes beyond a printed figure is charged.</summary>
    Charged,

    /// <summary>Its acts are denied.</summary>
    Suspended,

    /// <summary>The contract ends.</summary>
    Terminated,
}

/// <summary>How far a step has come.</summary>
[JsonConverter(typeof(WordConverter<StepState>))]
public enum StepState
{
    /// <summary>Proposed.</summary>
    Proposed,

    /// <summary>The account is told of it.</summary>
    Announced,

    /// <summary>It does what it is for.</summary>
    InForce,

    /// <summary>Taken off while in force.</summary>
    Lifted,

    /// <summary>Its time ran out.</summary>
    Lapsed,

    /// <summary>Taken back before it came into force.</summary>
    Withdrawn,
}

/// <summary>A case came into another state.</summary>
public sealed record CaseStateView
{
    /// <summary>Always <c>case-state</c>.</summary>
    public string Kind { get; } = "case-state";

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The case: its clause and the first local day of its cycle.</summary>
    public required string Case { get; init; }

    /// <summary>The state it came into.</summary>
    public required CaseState State { get; init; }

    /// <summary>Who or what changed it: a person, <c>rule</c> or <c>time</c>.</summary>
    public required string By { get; init; }
}

/// <summary>How far a case has come.</summary>
[JsonConverter(typeof(WordConverter<CaseState>))]
public enum CaseState
{
    /// <summary>It waits for a person.</summary>
    Open,

    /// <summary>It is established.</summary>
    Found,

    /// <summary>It was let go.</summary>
    Dismissed,

    /// <summary>It closed by itself.</summary>
    Closed,
}

/// <summary>An appeal was opened, or decided.</summary>
public sealed record AppealView
{
    /// <summary>Always <c>appeal</c>.</summary>
    public string Kind { get; } = "appeal";

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The id of the appeal.</summary>
    public required string Appeal { get; init; }

    /// <summary>What it challenges: the id of a step or of an exception, or <c>{"clause","cycle"}</c> of a line.</summary>
    public required System.Text.Json.JsonElement Against { get; init; }

    /// <summary>Whether it was opened or decided.</summary>
    public required AppealState State { get; init; }

    /// <summary>What was decided; null while it is open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Verdict? Outcome { get; init; }

    /// <summary>Who decided it, or <c>time</c>; null while it is open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? By { get; init; }
}

/// <summary>Whether an appeal is open.</summary>
[JsonConverter(typeof(WordConverter<AppealState>))]
public enum AppealState
{
    /// <summary>It waits for a decision.</summary>
    Opened,

    /// <summary>It is decided.</summary>
    Decided,
}

/// <summary>How an appeal is decided.</summary>
[JsonConverter(typeof(WordConverter<Verdict>))]
public enum Verdict
{
    /// <summary>What was challenged goes on.</summary>
    Upheld,

    /// <summary>A lower step takes its place.</summary>
    Changed,

    /// <summary>It is taken back.</summary>
    Reversed,

    /// <summary>The policy can be read in more than one way: it is taken back.</summary>
    Unclear,
}

/// <summary>An exception was asked for, or the request was answered.</summary>
public sealed record ExceptionView
{
    /// <summary>Always <c>exception</c>.</summary>
    public string Kind { get; } = "exception";

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The id of the request.</summary>
    public required string Exception { get; init; }

    /// <summary>The slug of the clause.</summary>
    public required string Clause { get; init; }

    /// <summary>Whether it was requested, granted or refused.</summary>
    public required RequestState State { get; init; }

    /// <summary>Who answered, or <c>time</c>; null for the request.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? By { get; init; }

    /// <summary>The first instant, as asked or as granted.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The first instant after it.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The figure, a decimal string; null where the clause is not judged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Amount { get; init; }
}

/// <summary>How far a request for an exception has come.</summary>
[JsonConverter(typeof(WordConverter<RequestState>))]
public enum RequestState
{
    /// <summary>It waits for an answer.</summary>
    Requested,

    /// <summary>Leave is given.</summary>
    Granted,

    /// <summary>Leave is not given.</summary>
    Refused,
}

/// <summary>An act of a person that had no effect.</summary>
public sealed record UnmatchedView
{
    /// <summary>Always <c>unmatched</c>.</summary>
    public string Kind { get; } = "unmatched";

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The id of its event.</summary>
    public required string Id { get; init; }

    /// <summary>Every condition that failed, in alphabetical order.</summary>
    public required IReadOnlyList<string> Why { get; init; }
}
