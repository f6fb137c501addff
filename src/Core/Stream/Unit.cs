using System.Collections.Immutable;

namespace Evenhand.Core.Stream;

/// <summary>What kind of thing a unit measures; only units of one dimension compare.</summary>
public enum Dimension
{
    /// <summary>Whole things: acts, messages, organisations; base unit 1.</summary>
    Count,

    /// <summary>Elapsed time; base unit one millisecond.</summary>
    Time,

    /// <summary>Stored or transferred data; base unit one byte.</summary>
    Data,

    /// <summary>Data held over a cycle (byte-cycles); base unit one byte for the whole cycle.</summary>
    DataOverCycle,
}

/// <summary>
/// A unit of quantity. <see cref="Factor"/> is the whole number of base units in one unit
/// (a minute has 60,000 milliseconds, a GB 10^9 bytes).
/// </summary>
/// <param name="Name">The singular as statements print it, such as <c>minute</c> or <c>GB-month</c>.</param>
/// <param name="Plural">The plural as prose prints it.</param>
/// <param name="Dimension">What it measures; count units of different names do not mix.</param>
/// <param name="Factor">Base units in one unit, at least 1.</param>
public sealed record Unit(string Name, string Plural, Dimension Dimension, long Factor)
{
    /// <summary>The unit of what is there at one moment, where this one measures what is held over a cycle.</summary>
    public Unit AtAMoment =>
        Dimension != Dimension.DataOverCycle
            ? this
            : Standard.First(unit => unit.Dimension == Dimension.Data && unit.Factor == Factor);

    /// <summary>A part by its whole, which has no unit of either.</summary>
    public static readonly Unit Ratio = new("ratio", "ratio", Dimension.Count, 1);

    /// <summary>A bare number.</summary>
    public static readonly Unit One = new("", "", Dimension.Count, 1);

    /// <summary>The units that every catalogue knows; it adds its own names for whole things.</summary>
    public static readonly ImmutableArray<Unit> Standard =
    [
        new("millisecond", "milliseconds", Dimension.Time, 1),
        new("second", "seconds", Dimension.Time, 1_000),
        new("minute", "minutes", Dimension.Time, 60_000),
        new("hour", "hours", Dimension.Time, 3_600_000),
        new("day", "days", Dimension.Time, 86_400_000),
        new("byte", "bytes", Dimension.Data, 1),
        new("kB", "kB", Dimension.Data, 1_000),
        new("MB", "MB", Dimension.Data, 1_000_000),
        new("GB", "GB", Dimension.Data, 1_000_000_000),
        new("TB", "TB", Dimension.Data, 1_000_000_000_000),
        new("GB-month", "GB-months", Dimension.DataOverCycle, 1_000_000_000),
    ];
}
