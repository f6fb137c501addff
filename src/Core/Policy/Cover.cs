using System.Collections.Immutable;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Policy;

/// <summary>
/// Something that takes usage off the bill. The covers of a meter stand in the order in which an act's units
/// are offered to them (<see cref="PolicyVersion.Covers"/> lists each meter's covers in that order).
/// </summary>
public abstract record Cover
{
    /// <summary>Its place among the covers.</summary>
    public required Place<Cover> Place { get; init; }

    /// <summary>The place of the clause.</summary>
    public required Place<Clause> Clause { get; init; }

    /// <summary>The place of the meter whose usage it covers.</summary>
    public required Place<Meter> Meter { get; init; }

    /// <summary>The acts that it covers; empty for all that the meter counts.</summary>
    public ImmutableArray<Selection> Acts { get; init; } = [];

    /// <summary>What must hold at the moment of the act.</summary>
    public Circumstances While { get; init; } = Circumstances.Always;
}

/// <summary>An included amount for each cycle.</summary>
public sealed record Allowance : Cover
{
    /// <summary>How much is included, in base units.</summary>
    public required Figure Figure { get; init; }

    /// <summary>Whether each key of the meter (each user) has its own, rather than the account a pool.</summary>
    public bool PerKey { get; init; }

    /// <summary>When usage is set against it.</summary>
    public Drawing Drawing { get; init; } = Drawing.AtClose;
}

/// <summary>When usage is set against an allowance.</summary>
public enum Drawing
{
    /// <summary>Once, at the end of the cycle: the whole usage against the whole allowance.</summary>
    AtClose,

    /// <summary>Act by act in the order of time, from what is left.</summary>
    InOrder,

    /// <summary>In order, but a plan taken up within the cycle counts as if held from the cycle's start.</summary>
    WholeCycle,
}

/// <summary>Usage that is free without a figure, perhaps for a limited number of keys in a cycle.</summary>
public sealed record Free : Cover
{
    /// <summary>The field whose values take places (each contact one lead); empty when there are no places.</summary>
    public string PlaceField { get; init; } = "";

    /// <summary>Places in a cycle that each holding of an add-on (by place) gives.</summary>
    public ImmutableArray<(Place<AddOn> AddOn, long Places)> Places { get; init; } = [];

    /// <summary>
    /// The place of the state during one opening of which a key needs only one place, in the cycle in which it
    /// took it; none when it takes a place in every cycle.
    /// </summary>
    public Place<OpenState> OnceWhile { get; init; }
}

/// <summary>What is drawn from the account's prepaid wallet.</summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Acts">The acts that draw.</param>
/// <param name="Cost">The name of the field with the act's cost, in the account's currency.</param>
/// <param name="Less">The place of the cover whose share of the act does not draw, or none.</param>
/// <param name="Gated">The acts that are denied while the balance is not above zero and they are not covered.</param>
public sealed record WalletRule(
    Place<Clause> Clause,
    ImmutableArray<Selection> Acts,
    string Cost,
    Place<Cover> Less,
    ImmutableArray<Selection> Gated
);
