using System.Net;
using Evenhand.Wire;

namespace Evenhand.Client;

/// <summary>The server refused a request as it stands: asking again in the same way would not help.</summary>
public sealed class EvenhandProblemException : Exception
{
    /// <summary>Makes one from what the server said.</summary>
    /// <param name="status">The HTTP status, usually from 400 to 499.</param>
    /// <param name="problem">The body, or what stands for it where there was none.</param>
    /// <param name="retryAfter">What <c>Retry-After</c> said, if it was there.</param>
    public EvenhandProblemException(
        HttpStatusCode status,
        Problem problem,
        TimeSpan? retryAfter = null
    )
        : base(Sentence(status, problem))
    {
        Status = status;
        Problem = problem;
        RetryAfter = retryAfter;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>Why, for programs: a code of docs/CODES.md, such as <c>conflict</c>; null where the answer has none.</summary>
    public string? Code => Problem.Code;

    /// <summary>What the server said.</summary>
    public Problem Problem { get; }

    /// <summary>How long the server asked to wait, if it did.</summary>
    public TimeSpan? RetryAfter { get; }

    private static string Sentence(HttpStatusCode status, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var said = problem.Detail ?? problem.Title;
        return said is null
            ? $"The server answered {(int)status} {status}."
            : $"The server answered {(int)status}: {said}";
    }
}
