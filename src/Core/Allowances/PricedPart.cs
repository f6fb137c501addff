using Evenhand.Core.Keeping;

namespace Evenhand.Core.Allowances;

/// <summary>Usage of a cycle under one price.</summary>
internal sealed class PricedPart(decimal? price)
{
    /// <summary>The price per <see cref="Policy.Charge.Per"/> units; null when there is none.</summary>
    public decimal? Price { get; } = price;

    /// <summary>What was counted, in base units.</summary>
    public Int128 Counted { get; set; }

    /// <summary>What of it was free.</summary>
    public Int128 Free { get; set; }

    /// <summary>What of it was covered, what was free included.</summary>
    public Int128 Covered { get; set; }

    /// <summary>Writes or reads a part.</summary>
    public static PricedPart Exchange(StatePort port, PricedPart? part) =>
        new(port.Exchange(part?.Price))
        {
            Counted = port.Exchange(part?.Counted ?? 0),
            Free = port.Exchange(part?.Free ?? 0),
            Covered = port.Exchange(part?.Covered ?? 0),
        };
}
