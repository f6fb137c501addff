namespace Evenhand.Core.Replaying;

/// <summary>Which fold this release has: what a statement says goes with it.</summary>
public static class ReleaseFold
{
    /// <summary>
    /// Raised with every change that states some set of events otherwise than before. Each stated statement carries the
    /// number of the fold that stated it; `evenhand verify --statements` tells which of them this one would state otherwise.
    /// </summary>
    public const int Number = 1;
}
