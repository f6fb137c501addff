using System.Collections.Immutable;
using Evenhand.Core.Keeping;

namespace Evenhand.Core.Vault;

/// <summary>A hold: somebody has things kept.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsVendors">Whether it is the vendor's, or else the customer's.</param>
/// <param name="Names">The symbols of the names that it is of, also of what is stored later; null for all.</param>
internal sealed record Hold(string Id, bool IsVendors, ImmutableArray<long>? Names)
{
    /// <summary>Whether it was let go.</summary>
    public bool IsReleased { get; set; }

    /// <summary>Writes or reads one.</summary>
    public static Hold Exchange(StatePort port, Hold? hold) =>
        new(
            port.Exchange(hold?.Id),
            port.Exchange(hold?.IsVendors ?? false),
            port.Optional(hold?.Names, (port, names) => port.Array(names, StatePort.Long))
        )
        {
            IsReleased = port.Exchange(hold?.IsReleased ?? false),
        };
}
