using Evenhand.Ledger;

namespace Evenhand.Runtime.Serving.Keys;

/// <summary>
/// Which keys a restored ledger has: a backup knows nothing of revocations after it, so whoever restores one is told.
/// </summary>
public static class RestoredKeys
{
    /// <summary>The keys that work in a ledger, in the order in which they were made.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="clock">The machine's clock.</param>
    public static IReadOnlyList<Key> Working(ILedger ledger, TimeProvider clock)
    {
        var now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;
        return
        [
            .. LedgerKeys
                .Open(ledger, clock)
                .All.Where(key => key.Revoked is not { } end || end > now),
        ];
    }

    /// <summary>Those that work in a restored ledger though a later state of the same ledger knows that they were revoked.</summary>
    /// <param name="restored">The restored ledger.</param>
    /// <param name="later">What it replaces; another ledger knows of none.</param>
    /// <param name="clock">The machine's clock.</param>
    public static IReadOnlyList<Key> BroughtBack(
        ILedger restored,
        ILedger later,
        TimeProvider clock
    )
    {
        if (restored.Identity.Id != later.Identity.Id)
            return [];
        var revoked = LedgerKeys
            .Open(later, clock)
            .All.Where(key => key.Revoked is not null)
            .Select(key => key.Id)
            .ToHashSet();
        return [.. Working(restored, clock).Where(key => revoked.Contains(key.Id))];
    }

    /// <summary>Revokes keys that were brought back; returns how many there were.</summary>
    /// <param name="restored">The restored ledger.</param>
    /// <param name="broughtBack">The keys.</param>
    /// <param name="clock">The machine's clock.</param>
    public static async Task<int> RevokeAsync(
        ILedger restored,
        IReadOnlyList<Key> broughtBack,
        TimeProvider clock
    )
    {
        var keys = LedgerKeys.Open(restored, clock);
        foreach (var key in broughtBack)
            await keys.RevokeAsync(key.Id);
        return broughtBack.Count;
    }
}
