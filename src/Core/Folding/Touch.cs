using Evenhand.Core.Policy;

namespace Evenhand.Core.Folding;

/// <summary>One thing that an act does to one count of the state.</summary>
internal readonly struct Touch
{
    /// <summary>What is touched.</summary>
    public required TouchKind Kind { get; init; }

    /// <summary>The place of the meter, or of the bucket.</summary>
    public required int Place { get; init; }

    /// <summary>The place, where it is a meter's.</summary>
    public Place<Meter> Meter => new(Place);

    /// <summary>The key under which it counts; 0 for the account, and for acts without the field.</summary>
    public long Key { get; init; }

    /// <summary>The window in which it counts.</summary>
    public long Window { get; init; }

    /// <summary>Where a flow counts distinct values, the act's; 0 where it has none.</summary>
    public long Value { get; init; }

    /// <summary>Whether <see cref="Value"/> decides if the act counts. An ask for some new value need not name it.</summary>
    public bool IsOfValue { get; init; }

    /// <summary>
    /// What the act counts in base units, a stock's in level. Whether a value is news is the flow's to say as it counts;
    /// for an ask it is said here already.
    /// </summary>
    public Int128 Units { get; init; }

    /// <summary>Whether another touch is of the same count.</summary>
    public bool IsOfSame(in Touch other) =>
        Kind == other.Kind && Place == other.Place && Key == other.Key;

    /// <summary>The same, counting something else.</summary>
    public Touch With(Int128 units) =>
        new()
        {
            Kind = Kind,
            Place = Place,
            Key = Key,
            Window = Window,
            Value = Value,
            IsOfValue = IsOfValue,
            Units = units,
        };
}

/// <summary>What of the state an act touches, in the order in which it does.</summary>
internal enum TouchKind
{
    /// <summary>A flow is added to.</summary>
    Flow,

    /// <summary>A balance is taken from.</summary>
    Takes,

    /// <summary>A balance is added to.</summary>
    Adds,

    /// <summary>Tokens are drawn from a bucket.</summary>
    Bucket,

    /// <summary>A ratio's part is added to.</summary>
    Part,

    /// <summary>A ratio's whole is added to.</summary>
    Whole,

    /// <summary>A ratio is judged.</summary>
    Judged,

    /// <summary>A stock rises by a thing that is not open yet; once it is, the stock has it already.</summary>
    Stock,
}
