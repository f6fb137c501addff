using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>What one meter counted, window by window.</summary>
public sealed record UsageView
{
    /// <summary>The meter's name.</summary>
    public required string Meter { get; init; }

    /// <summary>The unit of the values.</summary>
    public required string Unit { get; init; }

    /// <summary>The width of a window.</summary>
    public required UsageWindow Window { get; init; }

    /// <summary>The windows in order of time; one in which nothing was counted may be left out.</summary>
    public required IReadOnlyList<UsagePoint> Points { get; init; }
}

/// <summary>What was counted in one window.</summary>
public sealed record UsagePoint
{
    /// <summary>The window's first instant.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The first instant after it.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The quantity, a decimal string.</summary>
    public required string Value { get; init; }
}

/// <summary>The width of a window of usage, in the account's time zone.</summary>
[JsonConverter(typeof(WordConverter<UsageWindow>))]
public enum UsageWindow
{
    /// <summary>An hour.</summary>
    Hour,

    /// <summary>A day.</summary>
    Day,

    /// <summary>A calendar month.</summary>
    Month,
}
