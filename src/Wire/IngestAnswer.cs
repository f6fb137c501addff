namespace Evenhand.Wire;

/// <summary>What became of the events of one request. What is accepted is on disk.</summary>
public sealed record IngestAnswer
{
    /// <summary>Events stored by this request.</summary>
    public required int Accepted { get; init; }

    /// <summary>Events that were stored before: same source, id and content.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Events that were not stored, and why.</summary>
    public required IReadOnlyList<RejectedEvent> Rejected { get; init; }

    /// <summary>What is odd about events that were stored all the same, at most 1,000 of them; empty from older servers.</summary>
    public IReadOnlyList<EventWarning> Warnings { get; init; } = [];
}

/// <summary>What is odd about an event that was stored.</summary>
public sealed record EventWarning
{
    /// <summary>Its place in the request, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>What it is, for programs: a code of docs/CODES.md, such as <c>unknown_type</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What is odd about it.</summary>
    public required string Detail { get; init; }

    /// <summary>The name that was probably meant; null where none is near.</summary>
    public string? DidYouMean { get; init; }
}

/// <summary>An event that was not stored.</summary>
public sealed record RejectedEvent
{
    /// <summary>Its place in the request, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Why, for programs: a code of docs/CODES.md, such as <c>conflict</c>. Null from older servers.</summary>
    public string? Code { get; init; }

    /// <summary>Whether the same event, sent again later, may be taken; else sending it again changes nothing.</summary>
    public bool Retry { get; init; }

    /// <summary>What is wrong with it.</summary>
    public required string Detail { get; init; }

    /// <summary>The name that was probably meant; null where none is near.</summary>
    public string? DidYouMean { get; init; }
}
