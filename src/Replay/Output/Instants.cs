using NodaTime.Text;

namespace Evenhand.Replay.Output;

/// <summary>Ticks since the Unix epoch as instants of the wire.</summary>
public static class Instants
{
    /// <summary>The instant.</summary>
    public static DateTimeOffset Of(long ticks) => DateTimeOffset.UnixEpoch.AddTicks(ticks);

    /// <summary>The instant, where there is one.</summary>
    public static DateTimeOffset? Of(long? ticks) => ticks is { } some ? Of(some) : null;

    /// <summary>The instant in RFC 3339, UTC.</summary>
    public static string Text(long ticks) =>
        InstantPattern.ExtendedIso.Format(NodaTime.Instant.FromUnixTimeTicks(ticks));
}
