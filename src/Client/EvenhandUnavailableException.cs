namespace Evenhand.Client;

/// <summary>
/// The server could not be reached: no connection, no answer in time, a status from 500 on, or an answer that is none.
/// Whether the request had an effect is not known; every request of this client may be repeated.
/// </summary>
public sealed class EvenhandUnavailableException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="cause">The exception behind it, if there was one.</param>
    /// <param name="retryAfter">What <c>Retry-After</c> said, if it was there.</param>
    public EvenhandUnavailableException(
        string message,
        Exception? cause = null,
        TimeSpan? retryAfter = null
    )
        : base(message, cause) => RetryAfter = retryAfter;

    /// <summary>Why, for programs: a code of docs/CODES.md, such as <c>parked</c>; null where the answer has none.</summary>
    public string? Code { get; init; }

    /// <summary>How long the server asked to wait, if it did.</summary>
    public TimeSpan? RetryAfter { get; }
}
