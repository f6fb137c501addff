using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>
/// Counts what an account is told of that has no name of its own, series by series, so that whoever folds the same says the same.
/// Cases, thresholds and summaries are known by what they are about, and are not counted.
/// </summary>
internal sealed class Sayings
{
    private SmallMap<(string Clause, string Series, Moment Cycle), long> said;

    /// <summary>What is said next of a series.</summary>
    public Saying Next(string clause, string series, Moment cycle)
    {
        ref var count = ref said.At((clause, series, cycle), out _);
        return new Saying(clause, series, cycle, ++count);
    }

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port) =>
        port.Map(
            ref said,
            (port, key) =>
                (port.Exchange(key.Clause), port.Exchange(key.Series), port.Exchange(key.Cycle)),
            StatePort.Long
        );
}
