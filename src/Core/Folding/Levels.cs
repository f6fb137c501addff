using Evenhand.Core.Policy;

namespace Evenhand.Core.Folding;

/// <summary>Levels of stocks as amounts.</summary>
internal static class Levels
{
    /// <summary>The level in whole base units, a part of one counting whole.</summary>
    public static Int128 Whole(Int128 level) =>
        (level + StockMeter.WeightScale - 1) / StockMeter.WeightScale;
}
