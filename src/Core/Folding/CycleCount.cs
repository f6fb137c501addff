using System.Collections.Immutable;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>What a charge counted in a cycle.</summary>
/// <param name="Cycle">The first instant of the cycle.</param>
/// <param name="Quantity">All that counted, in base units.</param>
/// <param name="Beyond">What of it was beyond the figure.</param>
internal sealed record CycleCount(Moment Cycle, Int128 Quantity, decimal Beyond)
{
    /// <summary>Writes or reads one.</summary>
    public static CycleCount Exchange(StatePort port, CycleCount? count) =>
        new(
            port.Exchange(count?.Cycle ?? default),
            port.Exchange(count?.Quantity ?? 0),
            port.Exchange(count?.Beyond ?? 0)
        );
}
