using Evenhand.Core.Keeping;

namespace Evenhand.Core.Time;

/// <summary>Instants go through a port as their ticks.</summary>
public static class MomentPort
{
    /// <summary>An instant.</summary>
    public static Moment Exchange(this StatePort port, Moment value) =>
        new(port.Exchange(value.Ticks));

    /// <summary>An instant, written as its distance from another that both ways know.</summary>
    public static Moment After(this StatePort port, Moment origin, Moment value) =>
        new(port.After(origin.Ticks, value.Ticks));

    /// <summary>What many collections hold.</summary>
    public static Moment Instant(StatePort port, Moment value) => port.Exchange(value);
}
