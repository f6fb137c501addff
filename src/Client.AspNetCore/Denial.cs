using System.Globalization;
using System.Text.Json;
using Evenhand.Wire;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Client.AspNetCore;

/// <summary>A denial as it goes to the caller.</summary>
internal sealed record Denial(Problem Problem, long? RetryAfter)
{
    /// <summary>How soon to come back after the gate could not be asked, in seconds.</summary>
    private const long SoonAgain = 1;

    /// <summary>
    /// A denial passes by itself only if every reason that denies does. Then the one that takes longest is told, else the first of those
    /// that stay.
    /// </summary>
    public static Denial Of(GateAnswer answer, DateTimeOffset now)
    {
        if (answer.Basis == Basis.Refused)
            return Refused(answer.Problem);
        if (answer.Basis != Basis.Live)
            return Unasked();
        var reasons = Denying(answer.Reasons);
        var waits = reasons.Select(reason => Waits.Seconds(reason, now)).ToArray();
        var passes = waits.Length > 0 && waits.All(wait => wait is not null);
        var place = Array.IndexOf(waits, passes ? waits.Max() : null);
        var told = place < 0 ? null : reasons[place];
        return new(
            new Problem
            {
                Title = passes
                    ? "A fair-use limit is reached"
                    : "Not allowed under the fair-use policy",
                Status = passes
                    ? StatusCodes.Status429TooManyRequests
                    : StatusCodes.Status403Forbidden,
                Detail = told?.Message,
                Clause = told?.Clause,
                Policy = told?.Policy,
                Version = told?.Version,
                Errors =
                    reasons.Count > 1
                        ?
                        [
                            .. reasons.Select(reason => new ProblemError
                            {
                                Detail = reason.Message,
                            }),
                        ]
                        : null,
            },
            passes ? waits[place] : null
        );
    }

    /// <summary>The same, with the address at which the account sees the allowance; where no clause denies, there is none.</summary>
    public Denial LeadingTo(Func<string, string?> portal) =>
        Problem.Clause is { } clause
            ? this with
            {
                Problem = Problem with { PortalUrl = portal(clause) },
            }
            : this;

    /// <summary>Nobody signed in, or somebody of no account: a policy cannot be applied to nobody.</summary>
    public static Denial Unknown { get; } =
        new(
            new Problem
            {
                Title = "The account is not known",
                Status = StatusCodes.Status403Forbidden,
                Detail =
                    "This is under a fair-use policy, and the request does not tell for which account it is.",
            },
            null
        );

    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Problem.Status!.Value;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return JsonSerializer.SerializeAsync(
            response.Body,
            Problem,
            WireJson.Wire.Problem,
            context.RequestAborted
        );
    }

    /// <summary>Reasons that only warn stand in a denial too, if the server tells which.</summary>
    private static IReadOnlyList<Reason> Denying(IReadOnlyList<Reason> reasons)
    {
        Reason[] denying = [.. reasons.Where(reason => reason.Outcome == Outcome.Deny)];
        return denying.Length > 0 ? denying : reasons;
    }

    /// <summary>That an account is not open is between the two of them; an act that nobody knows is a mistake in the program.</summary>
    private static Denial Refused(Problem? why) =>
        why?.Code == "unknown_act"
            ? new(
                new Problem
                {
                    Title = "Fair use could not be checked",
                    Status = StatusCodes.Status500InternalServerError,
                    Code = why.Code,
                    Detail = why.Detail,
                },
                null
            )
            : new(
                new Problem
                {
                    Title = "The account is not open",
                    Status = StatusCodes.Status403Forbidden,
                    Code = why?.Code,
                    Detail = why?.Detail,
                },
                null
            );

    private static Denial Unasked() =>
        new(
            new Problem
            {
                Title = "Fair use could not be checked",
                Status = StatusCodes.Status503ServiceUnavailable,
                Detail = "The gate could not be asked whether this is allowed.",
            },
            SoonAgain
        );
}
