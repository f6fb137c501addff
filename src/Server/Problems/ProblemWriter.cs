using System.Globalization;
using System.Text.Json;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Node.Refusals;
using Evenhand.Replay.Output;
using Evenhand.Server.Sites.Speaking;
using Evenhand.Wire;
using Evenhand.Wording;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Evenhand.Server.Problems;

/// <summary>Writes problem details.</summary>
internal static class ProblemWriter
{
    private const string ContentType = "application/problem+json";

    /// <summary>A document may be wrong in a thousand ways; nobody reads the rest.</summary>
    private const int MostErrors = 1_000;

    public static Task WriteAsync(
        HttpContext context,
        Code code,
        string detail,
        IEnumerable<ProblemError> errors,
        int? givenStatus = null,
        string? didYouMean = null,
        RequestException? problem = null
    )
    {
        var row = code.Row();
        var status = givenStatus ?? row.Status ?? StatusCodes.Status400BadRequest;
        context.Response.StatusCode = status;
        if (Browsers.Asks(context.Request))
            return Browsers.WriteAsync(
                context,
                ReasonPhrases.GetReasonPhrase(status),
                problem?.As(Visits.LanguageOf(context)) ?? detail
            );
        using var answer = JsonAnswer.Begin(context);
        answer.Json.WriteStartObject();
        WriteParts(answer.Json, code, status, detail, errors, didYouMean);
        if (problem is { Unmet: not Unmet.None })
            WriteUnmet(answer.Json, problem);
        answer.Json.WriteString("request_id", context.TraceIdentifier);
        answer.Json.WriteEndObject();
        return answer.SendAsync(ContentType);
    }

    /// <summary>Writes why one element of a list has no answer; its errors name its place.</summary>
    public static void Write(Utf8JsonWriter json, int index, RequestException problem)
    {
        var errors = ErrorsOf(problem)
            .DefaultIfEmpty(new ProblemError(problem.Message) { DidYouMean = problem.DidYouMean });
        var code = problem.Code;
        json.WriteStartObject();
        WriteParts(
            json,
            code,
            code.Row().Status ?? StatusCodes.Status400BadRequest,
            problem.Message,
            errors.Select(error => error with { Index = index }),
            problem.DidYouMean
        );
        json.WriteEndObject();
    }

    /// <summary>What is wrong with a document stands on a line, what is wrong with a batch at a place.</summary>
    public static IEnumerable<ProblemError> ErrorsOf(RequestException problem)
    {
        if (problem.Pointer is { } pointer)
            yield return new ProblemError(problem.Message)
            {
                Pointer = pointer,
                DidYouMean = problem.DidYouMean,
            };
        foreach (var (line, message) in problem.Problems)
            yield return new ProblemError(message) { Line = line > 0 ? line : null };
        foreach (var each in problem.Rejected)
            yield return new ProblemError(each.Detail)
            {
                Index = each.Index,
                Code = each.Code,
                DidYouMean = each.DidYouMean,
            };
    }

    public static void SetRetryAfter(HttpContext context, TimeSpan after) =>
        context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(after.TotalSeconds))
            .ToString(CultureInfo.InvariantCulture);

    private static void WriteParts(
        Utf8JsonWriter json,
        Code code,
        int status,
        string detail,
        IEnumerable<ProblemError> errors,
        string? didYouMean
    )
    {
        json.WriteString("type", $"urn:evenhand:problem:{Kind(status)}");
        json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
        json.WriteNumber("status", status);
        json.WriteString("code", code.Name());
        json.WriteString("detail", detail);
        if (didYouMean is not null)
            json.WriteString("did_you_mean", didYouMean);
        WriteErrors(json, errors.Take(MostErrors));
    }

    /// <summary>Every condition of an act that failed, and when it will be possible as things stand.</summary>
    private static void WriteUnmet(Utf8JsonWriter json, RequestException problem)
    {
        json.WriteStartArray("unmet");
        foreach (var word in StandingSentence.Words(problem.Unmet))
            json.WriteStringValue(word);
        json.WriteEndArray();
        if (problem.PossibleFrom is not { } from)
            return;
        json.WritePropertyName("possible_from");
        WireJson.Write(json, Instants.Of(from));
    }

    private static void WriteErrors(Utf8JsonWriter json, IEnumerable<ProblemError> errors)
    {
        var any = false;
        foreach (var error in errors)
        {
            if (!any)
                json.WriteStartArray("errors");
            any = true;
            json.WriteStartObject();
            if (error.Index is { } index)
                json.WriteNumber("index", index);
            if (error.Code is { } code)
                json.WriteString("code", code.Name());
            if (error.Line is { } line)
                json.WriteNumber("line", line);
            if (error.Pointer is { } pointer)
                json.WriteString("pointer", pointer);
            json.WriteString("detail", error.Detail);
            if (error.DidYouMean is { } meant)
                json.WriteString("did_you_mean", meant);
            json.WriteEndObject();
        }
        if (any)
            json.WriteEndArray();
    }

    private static string Kind(int status) =>
        status switch
        {
            400 => "malformed",
            401 => "no-key",
            403 => "beyond-reach",
            404 => "not-found",
            405 => "wrong-method",
            408 => "too-slow",
            409 => "conflict",
            413 => "too-large",
            415 => "wrong-type",
            422 => "unacceptable",
            429 => "too-much",
            503 => "unavailable",
            _ => status < 500 ? "refused" : "defect",
        };
}
