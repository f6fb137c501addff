using System.Collections.Frozen;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Replaying;

/// <summary>What the accounts of a replay have in common; safe to read from many threads.</summary>
public sealed class ReplayContext
{
    private readonly FrozenDictionary<PolicyVersion, Dispatch> dispatches;

    /// <summary>The context of a replay.</summary>
    /// <param name="shelf">The policies.</param>
    /// <param name="set">The events.</param>
    /// <param name="accounts">Names of accounts.</param>
    /// <param name="sources">Names of sources.</param>
    /// <param name="until">Events at or after this instant are ignored; ticks. Null: just after the last event.</param>
    /// <param name="seed">A secret that makes collisions hard to craft.</param>
    public ReplayContext(
        PolicyShelf shelf,
        EventSet set,
        NameTable accounts,
        NameTable sources,
        long? until,
        long seed
    )
    {
        (Shelf, Set, Accounts, Sources, Seed) = (shelf, set, accounts, sources, seed);
        Until = until ?? (set.Count == 0 ? 0 : set.Last + 1);
        dispatches = shelf
            .Names.SelectMany(name => shelf.Versions(name))
            .ToFrozenDictionary(v => v, v => new Dispatch(v));
        AllTexts = [.. shelf.Catalogue.Types.Select(_ => uint.MaxValue)];
        Rates = SharedStream.RatesOf(this);
    }

    /// <summary>The policies.</summary>
    public PolicyShelf Shelf { get; }

    /// <summary>The events.</summary>
    public EventSet Set { get; }

    /// <summary>Names of accounts.</summary>
    public NameTable Accounts { get; }

    /// <summary>Names of sources.</summary>
    public NameTable Sources { get; }

    /// <summary>The first instant that is ignored, in ticks.</summary>
    public long Until { get; }

    /// <summary>All rates published before that.</summary>
    public Rates Rates { get; }

    internal long Seed { get; }

    internal uint[] AllTexts { get; }

    internal Dispatch DispatchOf(PolicyVersion version) => dispatches[version];
}
