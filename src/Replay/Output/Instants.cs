using Evenhand.Core.Time;
using NodaTime.Text;

namespace Evenhand.Replay.Output;

/// <summary>Instants of the core as the wire has them.</summary>
public static class Instants
{
    /// <summary>The instant.</summary>
    public static DateTimeOffset Of(Moment moment) =>
        DateTimeOffset.UnixEpoch.AddTicks(moment.Ticks);

    /// <summary>The instant, where there is one.</summary>
    public static DateTimeOffset? Of(Moment? moment) => moment is { } some ? Of(some) : null;

    /// <summary>The instant in RFC 3339, UTC.</summary>
    public static string Text(Moment moment) => InstantPattern.ExtendedIso.Format(moment.Instant);
}
