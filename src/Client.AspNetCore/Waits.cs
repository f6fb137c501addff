using System.Globalization;
using Evenhand.Wire;

namespace Evenhand.Client.AspNetCore;

/// <summary>How long the reasons of a decision last.</summary>
internal static class Waits
{
    /// <summary>Whole seconds until it is worth asking again, at least 1; null where the reason does not say.</summary>
    public static long? Seconds(Reason reason, DateTimeOffset now)
    {
        if (
            long.TryParse(
                reason.RetryAfter,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var told
            )
        )
            return Math.Max(1, told);
        return reason.Resets is { } resets ? Math.Max(1, Whole(resets - now)) : null;
    }

    private static long Whole(TimeSpan wait) =>
        (wait.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
}
