using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Gate;

/// <summary>What a clause leaves an act, as the gate judges it. Figures are in base units.</summary>
internal readonly struct Bound
{
    /// <summary>The place of the clause.</summary>
    public required Place<Clause> Clause { get; init; }

    /// <summary>What the gate says of an act that fails it.</summary>
    public required Outcome Gate { get; init; }

    /// <summary>The unit in which it is told.</summary>
    public required Unit Unit { get; init; }

    /// <summary>The whole.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What is left of it before the act; not below zero.</summary>
    public required decimal Left { get; init; }

    /// <summary>What the act needs of it.</summary>
    public required decimal Adds { get; init; }

    /// <summary>Whether the act is too much.</summary>
    public required bool Fails { get; init; }

    /// <summary>Whether acts use it up (else each is held against it by itself).</summary>
    public bool IsSpent { get; init; }

    /// <summary>The length of its window in seconds; 0 where it has none of a fixed length.</summary>
    public long Seconds { get; init; }

    /// <summary>When the count starts afresh; null where it does not.</summary>
    public Moment? Resets { get; init; }

    /// <summary>Whether the gate has a reason against the act here.</summary>
    public bool StandsAgainst => Fails && Gate != Outcome.Allow;

    /// <summary>The bound of whole base units, of which some are used and the act adds some.</summary>
    public static (decimal Left, bool Fails) Of(Int128 most, Int128 used, Int128 adds) =>
        ((decimal)Int128.Max(0, most - used), adds > 0 && used + adds > most);

    /// <summary>As it is told.</summary>
    public BoundLeft Told(AccountState state) =>
        new(
            state.Policy.Clauses.At(Clause).Id,
            Unit.Plural,
            Amount / Unit.Factor,
            Left / Unit.Factor,
            Seconds,
            Resets
        )
        {
            Adds = Adds / Unit.Factor,
            Fails = Fails,
            IsSpent = IsSpent,
        };
}
