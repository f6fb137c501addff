using System.Globalization;
using Evenhand.Wire;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Client.AspNetCore;

/// <summary>
/// The fields <c>RateLimit</c> and <c>RateLimit-Policy</c> of draft-ietf-httpapi-ratelimit-headers, which are lists of strings with
/// parameters (RFC 9651): <c>"daily-calls";r=0;t=3600</c> and <c>"daily-calls";q=1000</c>.
/// </summary>
internal static class RateLimitHeaders
{
    /// <summary>What the gate sent is handed on; else the fields are made from reasons that tell a limit and when it resets.</summary>
    public static void Write(GateAnswer answer, DateTimeOffset now, IHeaderDictionary headers)
    {
        var fields = answer.RateLimit ?? Fields(answer.Reasons, now);
        if (fields is null)
            return;
        headers["RateLimit"] = fields.Limit;
        if (fields.Policy is not null)
            headers["RateLimit-Policy"] = fields.Policy;
    }

    /// <summary>Which clauses warn: <c>"near-limit";policy="shop";version="1"</c>, a list.</summary>
    public static string Warning(IReadOnlyList<Reason> reasons) =>
        string.Join(
            ", ",
            reasons.Select(reason =>
                $"{Text(reason.Clause)};policy={Text(reason.Policy)};version={Text(reason.Version)}"
            )
        );

    private static RateLimitFields? Fields(IReadOnlyList<Reason> reasons, DateTimeOffset now)
    {
        var limits = new List<string>();
        var policies = new List<string>();
        foreach (var reason in reasons)
        {
            if (Number(reason.Limit) is not { } limit || Number(reason.Used) is not { } used)
                continue;
            if (Waits.Seconds(reason, now) is not { } seconds)
                continue;
            limits.Add($"{Text(reason.Clause)};r={Whole(limit - used)};t={seconds}");
            policies.Add($"{Text(reason.Clause)};q={Whole(limit)}");
        }
        return limits.Count == 0
            ? null
            : new RateLimitFields
            {
                Limit = string.Join(", ", limits),
                Policy = string.Join(", ", policies),
            };
    }

    private static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Structured integers have at most 15 digits and these are never negative.</summary>
    private static string Whole(decimal number) =>
        decimal.Floor(decimal.Clamp(number, 0, 999_999_999_999_999))
            .ToString("0", CultureInfo.InvariantCulture);

    /// <summary>A structured string: printable ASCII. What is beyond is percent-encoded, so nothing can break out.</summary>
    private static string Text(string text) =>
        $"\"{string.Concat(text.EnumerateRunes().Select(Escaped))}\"";

    private static string Escaped(System.Text.Rune rune) =>
        rune.Value switch
        {
            '"' or '\\' => $"\\{rune}",
            >= ' ' and <= '~' => rune.ToString(),
            _ => Uri.EscapeDataString(rune.ToString()),
        };
}
