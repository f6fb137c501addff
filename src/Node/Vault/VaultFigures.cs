using Evenhand.Core.Time;

namespace Evenhand.Node.Vault;

/// <summary>What a node does with bytes of stored things, in figures; counts are since its start.</summary>
/// <param name="Waiting">How many things' bytes something is to be done with, by reason, as far as accounts were looked at since the start.</param>
/// <param name="Lag">How long the first of what is due waits, in seconds.</param>
/// <param name="RemovedThings">Things whose bytes left the store.</param>
/// <param name="Removed">How many bytes these had.</param>
/// <param name="MovedThings">Things whose bytes went to the other side of it.</param>
/// <param name="Moved">How many bytes these had.</param>
public readonly record struct VaultFigures(
    IReadOnlyList<(string Why, long Things)> Waiting,
    long Lag,
    long RemovedThings,
    long Removed,
    long MovedThings,
    long Moved
)
{
    /// <summary>The figures as they are now; where there is no store, nothing is done.</summary>
    internal static VaultFigures Of(VaultDesk? desk, VaultBacklog backlog, Moment now) =>
        new(
            [
                ("time", backlog.Time),
                ("kept", backlog.Kept),
                ("brake", backlog.Stopped),
                ("export", backlog.Exported),
                ("restoring", backlog.Restoring),
                ("failed", backlog.Failing),
            ],
            backlog.LagAt(now),
            desk?.Done.RemovedThings ?? 0,
            desk?.Done.Removed ?? 0,
            desk?.Done.MovedThings ?? 0,
            desk?.Done.Moved ?? 0
        );
}
