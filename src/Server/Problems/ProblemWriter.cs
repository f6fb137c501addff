using System.Globalization;
using System.Text.Json;
using Evenhand.Core.Codes;
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
        int? givenStatus = null
    )
    {
        var row = code.Row();
        var status = givenStatus ?? row.Status ?? StatusCodes.Status400BadRequest;
        context.Response.StatusCode = status;
        if (Browsers.Asks(context.Request))
            return Browsers.WriteAsync(context, ReasonPhrases.GetReasonPhrase(status), detail);
        using var answer = JsonAnswer.Begin(context);
        var json = answer.Json;
        json.WriteStartObject();
        json.WriteString("type", $"urn:evenhand:problem:{Kind(status)}");
        json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
        json.WriteNumber("status", status);
        json.WriteString("code", row.Name);
        json.WriteString("detail", detail);
        WriteErrors(json, errors.Take(MostErrors));
        json.WriteString("request_id", context.TraceIdentifier);
        json.WriteEndObject();
        return answer.SendAsync(ContentType);
    }

    public static void SetRetryAfter(HttpContext context, TimeSpan after) =>
        context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(after.TotalSeconds))
            .ToString(CultureInfo.InvariantCulture);

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
