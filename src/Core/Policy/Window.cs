namespace Evenhand.Core.Policy;

/// <summary>The span over which a meter adds up.</summary>
/// <param name="Kind">Which span.</param>
/// <param name="Length">The length of a rolling window; else none.</param>
public sealed record Window(WindowKind Kind, TimeSpan Length = default);

/// <summary>Which span.</summary>
public enum WindowKind
{
    /// <summary>The account's cycle.</summary>
    Cycle,

    /// <summary>The calendar day in the account's zone.</summary>
    Day,

    /// <summary>The calendar day in UTC.</summary>
    UtcDay,

    /// <summary>The last so many ticks: (t − length, t].</summary>
    Rolling,

    /// <summary>The account's whole life.</summary>
    Ever,
}
