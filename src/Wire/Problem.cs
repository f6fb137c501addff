namespace Evenhand.Wire;

/// <summary>Why a request failed: problem details (RFC 9457) with the clause behind it, where there is one.</summary>
public sealed record Problem
{
    /// <summary>What kind of problem, a URI reference.</summary>
    public string? Type { get; init; }

    /// <summary>The kind in words.</summary>
    public string? Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public int? Status { get; init; }

    /// <summary>Why, for programs: a code of docs/CODES.md, such as <c>conflict</c>.</summary>
    public string? Code { get; init; }

    /// <summary>What is wrong with this request, and what would be right.</summary>
    public string? Detail { get; init; }

    /// <summary>The clause's slug.</summary>
    public string? Clause { get; init; }

    /// <summary>Where people of the account see that allowance, what it is used for and when there is more; absent where nobody said.</summary>
    public string? PortalUrl { get; init; }

    /// <summary>The policy's name.</summary>
    public string? Policy { get; init; }

    /// <summary>The version in force.</summary>
    public string? Version { get; init; }

    /// <summary>The name that was probably meant; null where none is near, or where it is no matter of names.</summary>
    public string? DidYouMean { get; init; }

    /// <summary>For an act that is not possible: every condition that failed, in alphabetical order.</summary>
    public IReadOnlyList<string>? Unmet { get; init; }

    /// <summary>When the act becomes possible, if nothing happens but what time brings; absent where that is not in sight.</summary>
    public DateTimeOffset? PossibleFrom { get; init; }

    /// <summary>Everything that is wrong, each with its place.</summary>
    public IReadOnlyList<ProblemError>? Errors { get; init; }

    /// <summary>The id of the request, under which the server's log tells of it.</summary>
    public string? RequestId { get; init; }
}

/// <summary>One thing that is wrong.</summary>
public sealed record ProblemError
{
    /// <summary>The element of the request's array, from 0.</summary>
    public int? Index { get; init; }

    /// <summary>Why, for programs, where it is another code than the request's.</summary>
    public string? Code { get; init; }

    /// <summary>The place within it, a JSON pointer (RFC 6901).</summary>
    public string? Pointer { get; init; }

    /// <summary>What is wrong there.</summary>
    public required string Detail { get; init; }

    /// <summary>The name that was probably meant; null where none is near.</summary>
    public string? DidYouMean { get; init; }
}
