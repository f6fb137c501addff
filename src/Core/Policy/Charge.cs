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
