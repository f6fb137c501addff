using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Viewing;

/// <summary>What is included or allowed under a clause, and how far the account has used it.</summary>
public sealed record AllowanceFigures
{
    /// <summary>The clause.</summary>
    public required Citation Cited { get; init; }

    /// <summary>What kind of figure it is.</summary>
    public required AllowanceKind Kind { get; init; }

    /// <summary>The name of the meter.</summary>
    public required string Meter { get; init; }

    /// <summary>What the account is billed in, ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>The unit of all figures but <see cref="Now"/>.</summary>
    public required Unit Unit { get; init; }

    /// <summary>cycle, day, utc-day, rolling or ever.</summary>
    public required string Window { get; init; }

    /// <summary>Which value of the meter counts.</summary>
    public required Taken Taken { get; init; }

    /// <summary>Where the meter stands at this moment, with what is held.</summary>
    public required Quantity Now { get; init; }

    /// <summary>The unit of that.</summary>
    public required Unit NowUnit { get; init; }

    /// <summary>As it counts so far; where a line is charged for it, that line's quantity.</summary>
    public required Quantity SoFar { get; init; }

    /// <summary>What it will count at the end of the window at the present rate; null where that says nothing.</summary>
    public Quantity? Expected { get; init; }

    /// <summary>The whole; of what is each key's own, that of one key.</summary>
    public required Quantity Included { get; init; }

    /// <summary>What is left, less what is held; not below zero.</summary>
    public required Quantity Remaining { get; init; }

    /// <summary>What is held for acts to come.</summary>
    public required Quantity Reserved { get; init; }

    /// <summary>The key that the figures are of, where each has its own and this one used the most; null where none.</summary>
    public string? Of { get; init; }

    /// <summary>When the count began that starts afresh, or the account within it; null where it does not start afresh.</summary>
    public Moment? Began { get; init; }

    /// <summary>When the count starts afresh; null where it does not.</summary>
    public Moment? Resets { get; init; }

    /// <summary>When nothing was left any more; null while something is.</summary>
    public Moment? RanOut { get; init; }

    /// <summary>When nothing will be left at the present rate; null where that is not before it resets, or not in the cycle.</summary>
    public Moment? RunsOut { get; init; }

    /// <summary>What happens with more.</summary>
    public ImmutableArray<Consequence> Then { get; init; } = [];

    /// <summary>What makes room again.</summary>
    public ImmutableArray<Relief> Lifted { get; init; } = [];

    /// <summary>The lines of the running statement that more is charged on; none where it is not.</summary>
    public ImmutableArray<Line> Lines { get; init; } = [];

    /// <summary>Whether it is a limit; else an allowance.</summary>
    public bool IsLimit => Kind != AllowanceKind.Allowance;
}

/// <summary>What kind of figure usage is held against.</summary>
public enum AllowanceKind
{
    /// <summary>It is included, and more may be charged.</summary>
    Allowance,

    /// <summary>It is allowed, and more is denied, warned of or a case.</summary>
    Limit,

    /// <summary>The account set it for itself.</summary>
    OwnLimit,
}

/// <summary>Which value of a meter counts.</summary>
public enum Taken
{
    /// <summary>The sum of the window.</summary>
    Sum,

    /// <summary>How many different values came in the window.</summary>
    Distinct,

    /// <summary>The average over the cycle, by time.</summary>
    Average,

    /// <summary>The highest of the cycle.</summary>
    Peak,

    /// <summary>What is there when the cycle ends.</summary>
    End,

    /// <summary>How many different things were there at any moment of the cycle.</summary>
    Touched,

    /// <summary>What is there at the moment.</summary>
    Level,

    /// <summary>What was made less what was taken away.</summary>
    Balance,

    /// <summary>A part by its whole.</summary>
    Ratio,
}

/// <summary>One thing that happens with what goes beyond a figure.</summary>
/// <param name="What">What.</param>
/// <param name="Cited">The clause that says so.</param>
/// <param name="Figures">The figures of it.</param>
public sealed record Consequence(
    ConsequenceKind What,
    Citation Cited,
    ImmutableArray<NamedFigure> Figures
)
{
    /// <summary>A price, in <see cref="Currency"/>.</summary>
    public const string Price = "price";

    /// <summary>How much the price is for.</summary>
    public const string Per = "per";

    /// <summary>The currency of the price.</summary>
    public const string Currency = "currency";

    /// <summary>Which acts, where not all.</summary>
    public const string Acts = "acts";

    /// <summary>Acts that nobody does by hand.</summary>
    public const string Automated = "automated";

    /// <summary>All others.</summary>
    public const string Others = "others";

    /// <summary>A figure; null where there is none of that name.</summary>
    public NamedFigure? Find(string name)
    {
        foreach (var figure in Figures)
            if (figure.Name == name)
                return figure;
        return null;
    }
}

/// <summary>What happens with more than a figure.</summary>
public enum ConsequenceKind
{
    /// <summary>It is billed.</summary>
    Billed,

    /// <summary>It is billed once a person confirms it.</summary>
    Proposed,

    /// <summary>It draws on prepaid money.</summary>
    Prepaid,

    /// <summary>It is denied.</summary>
    Denied,

    /// <summary>It is let through with a warning.</summary>
    Warned,

    /// <summary>It opens a case.</summary>
    Case,

    /// <summary>When it happens again and again, it opens a case.</summary>
    RepeatedCase,

    /// <summary>It is told.</summary>
    Notice,

    /// <summary>Automations are paused.</summary>
    Paused,

    /// <summary>Nothing.</summary>
    Nothing,
}

/// <summary>One thing that makes room again.</summary>
/// <param name="By">What.</param>
/// <param name="Names">Names of what it is about: plans, add-ons, a meter.</param>
/// <param name="At">When it happens by itself; null where it does not.</param>
public sealed record Relief(ReliefKind By, ImmutableArray<string> Names, Moment? At = null);

/// <summary>What makes room again.</summary>
public enum ReliefKind
{
    /// <summary>A new window begins.</summary>
    Reset,

    /// <summary>What was used first leaves the window.</summary>
    Aging,

    /// <summary>Less is kept.</summary>
    Less,

    /// <summary>Another plan.</summary>
    Plan,

    /// <summary>More licences.</summary>
    Licences,

    /// <summary>An add-on.</summary>
    AddOn,

    /// <summary>More of another meter, which the figure goes by.</summary>
    Meter,

    /// <summary>An exception.</summary>
    Exception,

    /// <summary>The account sets it otherwise.</summary>
    OwnLimit,

    /// <summary>Money is topped up.</summary>
    TopUp,
}
