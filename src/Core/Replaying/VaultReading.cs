using System.Collections.Immutable;
using Evenhand.Core.Time;

namespace Evenhand.Core.Replaying;

/// <summary>Reads what people decided on what is stored.</summary>
public static class VaultReading
{
    /// <summary>The holds on what an account stores, by id, those that were let go too.</summary>
    public static ImmutableArray<HoldFigures> Holds(LiveAccount live, Moment time)
    {
        var fold = live.FoldAt(time);
        return fold.KnownVault is not { } vault
            ? []
            :
            [
                .. vault
                    .Book.Holds.Values.OrderBy(hold => hold.Id, StringComparer.Ordinal)
                    .Select(hold => new HoldFigures(
                        hold.Id,
                        hold.IsVendors,
                        hold.Names?.Select(name => fold.Shared.Symbols.Text(name))
                            .ToImmutableArray(),
                        hold.IsReleased
                    )),
            ];
    }
}

/// <summary>A hold as it stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsVendors">Whether it is the vendor's, or else the customer's.</param>
/// <param name="Objects">The names that it is of; null for all.</param>
/// <param name="IsReleased">Whether it was let go.</param>
public sealed record HoldFigures(
    string Id,
    bool IsVendors,
    ImmutableArray<string>? Objects,
    bool IsReleased
);
