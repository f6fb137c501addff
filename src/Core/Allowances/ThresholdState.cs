using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Allowances;

/// <summary>
/// Which thresholds of an allowance were reached in a cycle. Each is reached once; where the allowance becomes another
/// size, those of that size are others, but what was passed already when it did is no news.
/// </summary>
internal sealed class ThresholdState(Notify rule) : Part
{
    private SmallMap<Int128, int> others;
    private Int128 size;
    private Int128 seen;
    private int reached;

    /// <inheritdoc/>
    public override bool BeginsAnew => true;

    /// <summary>Forgets all: a cycle begins.</summary>
    public override void BeginCycle(Cycle cycle)
    {
        others.Clear();
        (size, seen, reached) = (0, 0, 0);
    }

    /// <summary>Notes how far an allowance is used.</summary>
    /// <param name="included">How much is included, which is more than nothing.</param>
    /// <param name="used">How much is used.</param>
    /// <returns>The highest threshold that was reached for the first time, in hundredths; null where none was.</returns>
    public int? Note(Int128 included, Int128 used)
    {
        if (included != size)
            Become(included);
        seen = used;
        var highest = Highest(used);
        if (highest <= reached)
            return null;
        return reached = highest;
    }

    /// <summary>Writes or reads it.</summary>
    public override void Exchange(StatePort port)
    {
        port.Map(
            ref others,
            (port, included) => port.Exchange(included),
            (port, threshold) => port.Exchange(threshold)
        );
        size = port.Exchange(size);
        seen = port.Exchange(seen);
        reached = port.Exchange(reached);
    }

    private void Become(Int128 included)
    {
        if (size != 0)
            others[size] = reached;
        size = included;
        reached = Math.Max(Math.Min(reached, Highest(seen)), others.GetValueOrDefault(included));
    }

    /// <summary>The highest threshold at or below what is used: one of those named, or a whole step beyond 100.</summary>
    private int Highest(Int128 used)
    {
        var share = (int)Int128.Min(int.MaxValue, used * 100 / size);
        var highest = 0;
        foreach (var threshold in rule.At)
            if (threshold <= share)
                highest = Math.Max(highest, threshold);
        if (rule.ThenEvery > 0 && share > 100)
            highest = Math.Max(highest, 100 + (share - 100) / rule.ThenEvery * rule.ThenEvery);
        return highest;
    }
}
