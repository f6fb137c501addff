namespace Evenhand.Wire;

/// <summary>A possible excess that awaits a person; at most one for each account, clause and cycle.</summary>
public sealed record CaseView
{
    /// <summary>Always <c>case</c>.</summary>
    public string Kind { get; } = "case";

    /// <summary>The case's id, the same whenever it is opened again; absent where it was opened before ids were kept.</summary>
    public string? Id { get; init; }

    /// <summary>The clause and the first local day of the cycle, by which people's decisions name it; absent from older records.</summary>
    public string? Case { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The clause's slug.</summary>
    public required string Clause { get; init; }

    /// <summary>The clause's heading; absent where it was told before headings were kept.</summary>
    public string? Title { get; init; }

    /// <summary>The clause on its policy's page, from the server's root; absent where the version was not kept.</summary>
    public string? ClauseUrl { get; init; }

    /// <summary>The policy's name; absent where it was not kept.</summary>
    public string? Policy { get; init; }

    /// <summary>The version in force.</summary>
    public required string Version { get; init; }

    /// <summary>The first instant of the cycle.</summary>
    public required DateTimeOffset Cycle { get; init; }

    /// <summary>The evidence: decimal strings, or texts, by name.</summary>
    public required IReadOnlyDictionary<string, string> Figures { get; init; }

    /// <summary>The unit of the figures that are amounts; absent where they have none, as shares and counts of days.</summary>
    public string? Unit { get; init; }

    /// <summary>A sentence for people.</summary>
    public required string Message { get; init; }
}
