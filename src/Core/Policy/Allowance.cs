namespace Evenhand.Core.Policy;

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
