using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>Fees of the cycle that are passed through.</summary>
internal sealed class Fees : Part
{
    private readonly List<Fee> all = [];

    /// <summary>The fees, in the order in which they were incurred.</summary>
    public IReadOnlyList<Fee> All => all;

    /// <summary>One more.</summary>
    public void Add(Fee fee) => all.Add(fee);

    /// <inheritdoc/>
    public override void BeginCycle(Cycle cycle) => all.Clear();

    /// <summary>Writes or reads them.</summary>
    public override void Exchange(StatePort port) => port.List(all, Fee.Exchange);
}
