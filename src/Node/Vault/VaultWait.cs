using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Node.Vault;

/// <summary>Bytes of an account with which something is to be done, and that wait for one reason.</summary>
/// <param name="Account">Whose they are.</param>
/// <param name="Job">What is to be done: <c>removal</c>, <c>move</c> to the other side of the store, <c>retrieval</c> from its cold side,
/// <c>return</c> there after a while, <c>copy</c> to a target, or <c>export</c>.</param>
/// <param name="Why">
/// <c>delay</c>: their thing is not gone, or they were not brought back, for long enough; <c>kept</c>; <c>brake</c>: a person is asked; <c>export</c>: a part of one
/// that may be fetched has them; <c>restoring</c>: the store brings them back; <c>target</c>: nobody said how the target is reached; <c>failed</c>; <c>next</c>: nothing stands in the way.
/// </param>
/// <param name="Things">How many things they are of.</param>
/// <param name="Bytes">How many bytes there are.</param>
/// <param name="Since">Since when the first of them waits.</param>
/// <param name="Next">When the next of them is tried.</param>
public sealed record VaultWait(
    AccountId Account,
    string Job,
    string Why,
    int Things,
    long Bytes,
    Moment Since,
    Moment Next
)
{
    /// <summary>What failed last, in words; null where nothing did.</summary>
    public string? Detail { get; init; }

    /// <summary>The name of the target where they are to be copied to; null for another job.</summary>
    public string? Target { get; init; }

    /// <summary>The names of the first of them.</summary>
    public IReadOnlyList<string> Objects { get; init; } = [];
}
