namespace Evenhand.Runtime.Serving;

/// <summary>Why a request cannot be met. The message is for whoever sent it and names no internals.</summary>
public sealed class RequestException(RequestFault fault, string message) : Exception(message)
{
    /// <summary>What kind of fault.</summary>
    public RequestFault Fault { get; } = fault;

    /// <summary>Where in the body, as a JSON pointer (RFC 6901); null where no single place is at fault.</summary>
    public string? Pointer { get; init; }

    /// <summary>When it may be tried again; null where trying again does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>All that is wrong, where there is more than one thing, with lines from 1 or 0.</summary>
    public IReadOnlyList<(int Line, string Message)> Problems { get; init; } = [];
}

/// <summary>What kind of fault a request has.</summary>
public enum RequestFault
{
    /// <summary>It cannot be read, or a value is out of range.</summary>
    Malformed,

    /// <summary>There is more of it than the node takes at once.</summary>
    TooLarge,

    /// <summary>What it names is not there.</summary>
    NotFound,

    /// <summary>It contradicts what is there.</summary>
    Conflict,

    /// <summary>The policy that it brings does not pass the check.</summary>
    Unacceptable,

    /// <summary>More is waiting than the node takes in; it may be tried again.</summary>
    Overloaded,

    /// <summary>The ledger does not answer, or the node is stopping; it may be tried again.</summary>
    Unavailable,
}
