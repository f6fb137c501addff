using Evenhand.Core.Replaying;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Node.Lives;

/// <summary>How an account's life is folded.</summary>
/// <param name="Rules">The policies.</param>
/// <param name="Until">Where the fold ends.</param>
/// <param name="EventsBefore">Events at or after this instant are left out.</param>
/// <param name="Rates">The reference rates.</param>
internal sealed record LifeFold(Rulebook Rules, Moment Until, Moment EventsBefore, Rates Rates)
{
    /// <summary>Whoever looks on; null for nobody.</summary>
    public ReplayWatch? Watch { get; init; }

    /// <summary>From where on whoever looks on wants to see everything.</summary>
    public Moment From { get; init; } = Moment.Never;

    /// <summary>Up to where whoever looks on wants to see everything: what happened then or later is not read.</summary>
    public Moment To { get; init; } = Moment.Never;

    /// <summary>Whether cycles that ended before the checkpoint from which it goes on are stated too.</summary>
    public bool StatesAll { get; init; } = true;

    /// <summary>Cycles that began earlier have no statement.</summary>
    public Moment StatedFrom { get; init; } = Moment.Earliest;

    /// <summary>
    /// It goes on from checkpoints alone that know so many versions, or come to know them, and puts those that it makes in the place of others.
    /// </summary>
    public int? Knowing { get; init; }

    /// <summary>
    /// Which of the account's own records count; null for all. Of a name that came more than once only the first to arrive
    /// may count, whether it does or not.
    /// </summary>
    public Func<RecordHead, bool>? Counts { get; init; }

    /// <summary>The sequence by which a record is the account's own unless it was found to be another's by then; left out: by now.</summary>
    public long OwnBy { get; init; } = long.MaxValue;

    /// <summary>
    /// Of which moment all records count that were there: others may, and may not, so that nothing holds that they touch.
    /// Null where <see cref="Counts"/> is.
    /// </summary>
    public AsOf? AsOf { get; init; }
}

/// <summary>A moment of the past: what had arrived by then and had happened by then.</summary>
/// <param name="Sequence">What had arrived.</param>
/// <param name="Time">When it was.</param>
internal readonly record struct AsOf(long Sequence, Moment Time)
{
    /// <summary>Whether an event had arrived, and had come true.</summary>
    public bool Knew(in RecordHead head) => head.Line < Sequence && head.Time <= Time;
}
