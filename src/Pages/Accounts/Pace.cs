namespace Evenhand.Pages.Accounts;

/// <summary>At which pace something is used.</summary>
internal static class Pace
{
    /// <summary>What would be used at an even pace: what is included, by how much of its window is over.</summary>
    /// <param name="included">What is included in the window.</param>
    /// <param name="began">The window's first instant.</param>
    /// <param name="end">The first instant after it, which is later.</param>
    /// <param name="at">The instant that is meant; one outside the window counts as its nearest end.</param>
    public static decimal Even(
        decimal included,
        DateTimeOffset began,
        DateTimeOffset end,
        DateTimeOffset at
    ) => included * Math.Clamp((at - began).Ticks / (decimal)(end - began).Ticks, 0, 1);
}
