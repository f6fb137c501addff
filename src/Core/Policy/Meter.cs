using System.Collections.Immutable;
using Evenhand.Core.Stream;
using NodaTime;

namespace Evenhand.Core.Policy;

/// <summary>A named measurement. Usage is in whole base units of <see cref="Unit"/>.</summary>
public abstract record Meter
{
    /// <summary>Its place among the policy's meters.</summary>
    public required Place<Meter> Place { get; init; }

    /// <summary>Its name; by default the slug of the clause that defines it.</summary>
    public required string Name { get; init; }

    /// <summary>The place of the clause that defines it.</summary>
    public required Place<Clause> Clause { get; init; }

    /// <summary>The unit in which it is shown.</summary>
    public required Unit Unit { get; init; }

    /// <summary>Whether it counts for each value of a field, so that a limit on it holds each of them.</summary>
    public virtual bool GoesByKey => false;
}

/// <summary>Counts or sums acts within a window, for the account or for each value of a field.</summary>
public sealed record FlowMeter : Meter
{
    /// <summary>The acts that count, and what each counts.</summary>
    public required ImmutableArray<Tap> Taps { get; init; }

    /// <summary>The span over which they add up.</summary>
    public required Window Window { get; init; }

    /// <summary>Whether there is a count for each value of a field (else one for the account).</summary>
    public bool Keyed { get; init; }

    /// <inheritdoc/>
    public override bool GoesByKey => Keyed;

    /// <summary>Whether only the first act of each distinct value in the window counts.</summary>
    public bool Distinct { get; init; }

    /// <summary>What must hold at the moment of the act for it to count.</summary>
    public Circumstances While { get; init; } = Circumstances.Always;
}

/// <summary>What one kind of act adds to a meter.</summary>
/// <param name="Selection">The acts.</param>
/// <param name="Measure">What each counts.</param>
/// <param name="Key">The slot of the key; -1 where the meter has none.</param>
/// <param name="DistinctBy">The slot of the value that counts once; -1 where every act counts.</param>
public sealed record Tap(Selection Selection, Measure Measure, int Key, int DistinctBy);

/// <summary>How much an act counts, in base units.</summary>
public abstract record Measure
{
    /// <summary>The same for each act.</summary>
    /// <param name="Units">Base units, not negative.</param>
    public sealed record Constant(long Units) : Measure;

    /// <summary>The value of a field; absent it is 1 for an ask, and else the field's default.</summary>
    /// <param name="Slot">The slot of a quantity.</param>
    /// <param name="Times">What the value is multiplied by.</param>
    /// <param name="RoundedUpTo">The step up to which each act is rounded, in base units; 1 for exact.</param>
    public sealed record OfField(int Slot, long Times, long RoundedUpTo) : Measure;

    /// <summary>Blocks of a quantity: nothing below <paramref name="From"/>, then blocks of <paramref name="Size"/>.</summary>
    /// <param name="Slot">The slot of a quantity.</param>
    /// <param name="From">The least quantity that counts, in base units.</param>
    /// <param name="Size">The size of a block, in base units.</param>
    /// <param name="Started">Whether a started block counts whole (else only completed ones beyond the first).</param>
    /// <param name="Units">What a block counts.</param>
    public sealed record Blocks(int Slot, long From, long Size, bool Started, long Units) : Measure;

    /// <summary>The parts in which a text message travels (GSM 03.38 and UCS-2; 3GPP TS 23.040 §9.2.3.24.1).</summary>
    /// <param name="Text">The slot of the message's shape.</param>
    /// <param name="Characters">The slot of the number of characters, where the text is not given.</param>
    /// <param name="Encoding">The slot of the encoding that goes with it: place 0 is GSM 7-bit, place 1 UCS-2.</param>
    /// <param name="Segments">The slot of the number of parts, where that is given.</param>
    /// <param name="Sizes">How many units one part and each of several hold.</param>
    /// <param name="Units">What a part counts.</param>
    public sealed record Message(
        int Text,
        int Characters,
        int Encoding,
        int Segments,
        PartSizes Sizes,
        long Units
    ) : Measure;
}

/// <summary>How many units of a message one part holds.</summary>
/// <param name="Single">Septets of a single GSM 7-bit part (160).</param>
/// <param name="Several">Septets of each of several (153).</param>
/// <param name="UnicodeSingle">UTF-16 units of a single UCS-2 part (70).</param>
/// <param name="UnicodeSeveral">UTF-16 units of each of several (67).</param>
/// <param name="AsWritten">Whether characters count as written, whatever their encoding.</param>
public sealed record PartSizes(
    int Single,
    int Several,
    int UnicodeSingle,
    int UnicodeSeveral,
    bool AsWritten
);

/// <summary>What is there at a moment: the open things of a kind, weighted, and how long they count on.</summary>
public sealed record StockMeter : Meter
{
    /// <summary>The thing that is stored or active.</summary>
    public required Thing Thing { get; init; }

    /// <summary>What a thing must be to count, on its kept fields.</summary>
    public required ImmutableArray<Condition> Conditions { get; init; }

    /// <summary>The place of the kept quantity that a thing counts; -1 when each counts one.</summary>
    public required int Amount { get; init; }

    /// <summary>The weight of things in a condition; others weigh 1. Empty when all do.</summary>
    public ImmutableArray<Weight> Weights { get; init; } = [];

    /// <summary>The least time for which a share counts once it began, or null.</summary>
    public LeastTime? LeastTime { get; init; }

    /// <summary>The scale of weights: a weight of 1 is this many units of level.</summary>
    public const long WeightScale = 10_000;
}

/// <summary>A weight for things in a condition.</summary>
/// <param name="Condition">On a kept field.</param>
/// <param name="Share">In ten-thousandths, 0 to 10,000.</param>
public sealed record Weight(Condition Condition, long Share);

/// <summary>A share that keeps counting for a period after a thing came into a condition, though it left it.</summary>
/// <param name="Condition">On a kept field, such as the tier.</param>
/// <param name="Months">Calendar months in the account's zone, or zero.</param>
/// <param name="Span">A span of time where <paramref name="Months"/> is zero.</param>
/// <param name="Share">The weight that counts on, in ten-thousandths.</param>
public sealed record LeastTime(Condition Condition, int Months, TimeSpan Span, long Share);

/// <summary>Creations less deletions, never below zero; for the account or for each value of a field.</summary>
public sealed record BalanceMeter : Meter
{
    /// <summary>What adds.</summary>
    public required ImmutableArray<Tap> Adds { get; init; }

    /// <summary>What takes away.</summary>
    public required ImmutableArray<Tap> Takes { get; init; }

    /// <inheritdoc/>
    public override bool GoesByKey => Adds.Any(tap => tap.Key >= 0);
}

/// <summary>One flow divided by another over the same window.</summary>
public sealed record RatioMeter : Meter
{
    /// <summary>What is counted above the line.</summary>
    public required ImmutableArray<Tap> Part { get; init; }

    /// <summary>What is counted below the line.</summary>
    public required ImmutableArray<Tap> Whole { get; init; }

    /// <summary>The span over which both add up.</summary>
    public required Window Window { get; init; }

    /// <summary>The acts at which it is judged besides those that it counts.</summary>
    public ImmutableArray<Selection> JudgedAt { get; init; } = [];
}

/// <summary>The span over which a meter adds up.</summary>
/// <param name="Kind">Which span.</param>
/// <param name="Length">The length of a rolling window; else none.</param>
public sealed record Window(WindowKind Kind, TimeSpan Length = default);

/// <summary>Which span.</summary>
public enum WindowKind
{
    /// <summary>The account's cycle.</summary>
    Cycle,

    /// <summary>The calendar day in the account's zone.</summary>
    Day,

    /// <summary>The calendar day in UTC.</summary>
    UtcDay,

    /// <summary>The last so many ticks: (t − length, t].</summary>
    Rolling,

    /// <summary>The account's whole life.</summary>
    Ever,
}
