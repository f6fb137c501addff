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
}
