using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>Fees of the cycle that are passed through.</summary>
internal sealed class Fees : Part
{
    /// <summary>There once there was one, which is seldom.</summary>
    private List<Fee>? all;

    /// <summary>The fees, in the order in which they were incurred.</summary>
    public IReadOnlyList<Fee> All => all ?? [];

    /// <summary>One more.</summary>
    public void Add(Fee fee) => (all ??= []).Add(fee);

    /// <inheritdoc/>
    public override void BeginCycle(Cycle cycle) => all = null;

    /// <summary>Writes or reads them.</summary>
    public override void Exchange(StatePort port)
    {
        var fees = all ?? [];
        port.List(fees, Fee.Exchange);
        all = fees.Count == 0 ? null : fees;
    }
}
