using System.Collections.Immutable;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Policy;

/// <summary>A line of the statement: usage beyond what is covered, at a price.</summary>
public sealed record Charge
{
    /// <summary>The place of the clause that the line cites.</summary>
    public required Place<Clause> Clause { get; init; }

    /// <summary>The place of the meter that is charged.</summary>
    public required Place<Meter> Meter { get; init; }

    /// <summary>The place of the allowance beyond which it is charged; none when all usage is.</summary>
    public required Place<Cover> Beyond { get; init; }

    /// <summary>For a stock, which of its values over the cycle is charged.</summary>
    public StockValue Taken { get; init; } = StockValue.Average;

    /// <summary>The price per currency, unless the plan gives it.</summary>
    public PriceList? Price { get; init; }

    /// <summary>The term of the plan that gives the price, or null.</summary>
    public string? PlanPrice { get; init; }

    /// <summary>The unit of the line's quantities.</summary>
    public required Unit Unit { get; init; }

    /// <summary>How many units the price is for.</summary>
    public required long Per { get; init; }

    /// <summary>Whether a started <see cref="Per"/> counts whole.</summary>
    public bool StartedWhole { get; init; }

    /// <summary>Whether what was once charged (a number) is not charged again in later cycles.</summary>
    public bool Once { get; init; }

    /// <summary>Whether it counts different things, and not how much there was of them.</summary>
    public bool IsByThing => Once || Taken == StockValue.Touched;

    /// <summary>Whether it is due at once, rather than proposed to a person.</summary>
    public required bool Due { get; init; }

    /// <summary>The place of the add-on without which, in the whole cycle, the line is left out, or none.</summary>
    public Place<AddOn> OnlyWith { get; init; }
}

/// <summary>Which value of a stock over the cycle.</summary>
public enum StockValue
{
    /// <summary>The time-weighted average.</summary>
    Average,

    /// <summary>The highest level.</summary>
    Peak,

    /// <summary>The level at the end.</summary>
    End,

    /// <summary>How many different things were open at any moment.</summary>
    Touched,
}

/// <summary>A line that passes a third party's fees through, converted at reference rates.</summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Acts">The events that bring a fee.</param>
/// <param name="Amount">The name of the money field.</param>
/// <param name="Currency">The name of the currency field.</param>
/// <param name="In">The currency of the fees, ISO 4217.</param>
/// <param name="Always">Whether the line stands even when nothing was incurred.</param>
/// <param name="Due">Whether it is due at once.</param>
public sealed record PassThrough(
    Place<Clause> Clause,
    ImmutableArray<Selection> Acts,
    string Amount,
    string Currency,
    string In,
    bool Always,
    bool Due
);

/// <summary>Notices as an allowance is used up.</summary>
/// <param name="Clause">The place of the clause that is cited.</param>
/// <param name="Cover">The place of the allowance.</param>
/// <param name="At">Shares of the allowance in hundredths, ascending.</param>
/// <param name="ThenEvery">The step in hundredths beyond 100; 0 for none.</param>
/// <param name="Summary">Whether the cycle's end brings a summary.</param>
public sealed record Notify(
    Place<Clause> Clause,
    Place<Cover> Cover,
    ImmutableArray<int> At,
    int ThenEvery,
    bool Summary
);

/// <summary>The bulk export after the end of the contract.</summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Request">The place of the event type that asks for it.</param>
/// <param name="Within">The time from the end within which it may be asked for.</param>
/// <param name="Use">The event type of which every open thing then counts one, as if it had been used so.</param>
/// <param name="Thing">The place of the thing.</param>
public sealed record Export(
    Place<Clause> Clause,
    int Request,
    TimeSpan Within,
    EventType Use,
    int Thing
);
