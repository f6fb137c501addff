using System.Net.Http.Headers;

namespace Evenhand.Stores.Targets;

/// <summary>How long somebody wants to be left alone (RFC 9110, 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>A day: whoever says more means no time at all.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromDays(1);

    /// <summary>Of a field's words, whole seconds or an instant; null where there are none that mean anything. Never below zero, nor above a day.</summary>
    public static TimeSpan? Of(string? said, TimeProvider clock) =>
        RetryConditionHeaderValue.TryParse(said, out var its) ? Of(its, clock) : null;

    /// <inheritdoc cref="Of(string, TimeProvider)"/>
    public static TimeSpan? Of(RetryConditionHeaderValue? said, TimeProvider clock) =>
        (said?.Delta ?? said?.Date - clock.GetUtcNow()) is { } wait
            ? TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, Most.Ticks))
            : null;
}
