using Evenhand.Core.Keeping;

namespace Evenhand.Core.Folding;

/// <summary>A fee that is passed through.</summary>
/// <param name="Rule">The place of the rule.</param>
/// <param name="Day">The UTC day on which it was incurred, in days since the Unix epoch.</param>
/// <param name="Amount">In the rule's currency.</param>
internal readonly record struct Fee(int Rule, int Day, decimal Amount)
{
    /// <summary>Writes or reads a fee.</summary>
    public static Fee Exchange(StatePort port, Fee fee) =>
        new(port.Exchange(fee.Rule), port.Exchange(fee.Day), port.Exchange(fee.Amount));
}
