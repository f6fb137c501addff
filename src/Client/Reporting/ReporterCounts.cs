namespace Evenhand.Client.Reporting;

/// <summary>
/// What became of the events of a reporter since it began. What is neither stored, a duplicate nor lost still waits or is
/// being sent.
/// </summary>
public sealed record ReporterCounts
{
    /// <summary>Events handed over, those that found no room included.</summary>
    public required long Reported { get; init; }

    /// <summary>Events on the server's disk.</summary>
    public required long Stored { get; init; }

    /// <summary>Events that the server had before.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Events lost because the queue was full.</summary>
    public required long Dropped { get; init; }

    /// <summary>Events that the server read and did not take.</summary>
    public required long Rejected { get; init; }

    /// <summary>Events in requests that the server refused.</summary>
    public required long Refused { get; init; }

    /// <summary>Events given up because the server could not be reached.</summary>
    public required long Unsent { get; init; }

    /// <summary>Requests that were sent again.</summary>
    public required long Retries { get; init; }
}
