using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>A stored thing came into another state by itself, or into quarantine or out of it.</summary>
public sealed record ThingView
{
    /// <summary>Always <c>object</c>.</summary>
    public string Kind { get; } = "object";

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>Its name.</summary>
    public required string Object { get; init; }

    /// <summary>The state it came into.</summary>
    public required ThingState State { get; init; }

    /// <summary>The clause.</summary>
    public required string Clause { get; init; }

    /// <summary>The clause's heading.</summary>
    public required string Title { get; init; }

    /// <summary>The policy.</summary>
    public required string Policy { get; init; }

    /// <summary>The version in force.</summary>
    public required string Version { get; init; }

    /// <summary>Who or what changed it: a person, <c>rule</c> or <c>time</c>.</summary>
    public required string By { get; init; }
}

/// <summary>What became of a stored thing.</summary>
[JsonConverter(typeof(WordConverter<ThingState>))]
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

/// <summary>A hold was placed or released.</summary>
public sealed record HoldView
{
    /// <summary>Always <c>hold</c>.</summary>
    public string Kind { get; } = "hold";

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>Its id.</summary>
    public required string Hold { get; init; }

    /// <summary>What was done.</summary>
    public required HoldState State { get; init; }

    /// <summary>Who did it.</summary>
    public required string By { get; init; }
}

/// <summary>Whether a hold stands.</summary>
[JsonConverter(typeof(WordConverter<HoldState>))]
public enum HoldState
{
    /// <summary>It keeps things.</summary>
    Placed,

    /// <summary>It keeps nothing any more.</summary>
    Released,
}

/// <summary>A copy of a stored thing is due, or it is known what came of it.</summary>
public sealed record OffloadView
{
    /// <summary>Always <c>offload</c>.</summary>
    public string Kind { get; } = "offload";

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The name of the thing.</summary>
    public required string Object { get; init; }

    /// <summary>Where the copy goes.</summary>
    public required string Target { get; init; }

    /// <summary>What came of it.</summary>
    public required OffloadState State { get; init; }
}

/// <summary>What became of a copy.</summary>
[JsonConverter(typeof(WordConverter<OffloadState>))]
public enum OffloadState
{
    /// <summary>It is to be made.</summary>
    Due,

    /// <summary>It was made.</summary>
    Done,

    /// <summary>It could not be made this time.</summary>
    Failed,
}

/// <summary>Something fetched from cold storage was promised, is there, or is late.</summary>
public sealed record RetrievalView
{
    /// <summary>Always <c>retrieval</c>.</summary>
    public string Kind { get; } = "retrieval";

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The name of the thing.</summary>
    public required string Object { get; init; }

    /// <summary>The id of the retrieval.</summary>
    public required string Retrieval { get; init; }

    /// <summary>What became of the promise.</summary>
    public required RetrievalState State { get; init; }

    /// <summary>By when it was promised.</summary>
    public required DateTimeOffset PromisedBy { get; init; }
}

/// <summary>What became of a promise.</summary>
[JsonConverter(typeof(WordConverter<RetrievalState>))]
public enum RetrievalState
{
    /// <summary>It was given.</summary>
    Promised,

    /// <summary>It was kept.</summary>
    Ready,

    /// <summary>It was not kept.</summary>
    Broken,
}

/// <summary>A bulk export was asked for, or is ready.</summary>
public sealed record ExportView
{
    /// <summary>Always <c>export</c>.</summary>
    public string Kind { get; } = "export";

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>Its id: that of the event that asked for it.</summary>
    public required string Export { get; init; }

    /// <summary>How far it is.</summary>
    public required ExportState State { get; init; }

    /// <summary>How many things stand in its list.</summary>
    public required int Objects { get; init; }
}

/// <summary>How far an export is.</summary>
[JsonConverter(typeof(WordConverter<ExportState>))]
public enum ExportState
{
    /// <summary>It was asked for.</summary>
    Requested,

    /// <summary>It can be fetched.</summary>
    Ready,
}
