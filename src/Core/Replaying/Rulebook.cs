using System.Collections.Frozen;
using System.Collections.Immutable;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Replaying;

/// <summary>The policies of a shelf turned round for folding: made once, read from many threads.</summary>
public sealed class Rulebook
{
    private readonly FrozenDictionary<PolicyVersion, Dispatch> dispatches;

    /// <summary>Turns a shelf round.</summary>
    public Rulebook(PolicyShelf shelf)
    {
        Shelf = shelf;
        ImmutableArray<PolicyVersion> all =
        [
            .. shelf.Names.SelectMany(name => shelf.Versions(name)),
        ];
        dispatches = all.ToFrozenDictionary(version => version, version => new Dispatch(version));
        AllTexts = [.. shelf.Catalogue.Types.Select(_ => uint.MaxValue)];
        Print = all.IsEmpty ? 0 : Snapshot.Key(all);
    }

    /// <summary>The policies.</summary>
    public PolicyShelf Shelf { get; }

    /// <summary>Another where a fold would make anything else of the same events: of other policies, or of another release.</summary>
    public UInt128 Print { get; }

    /// <summary>By event type, a bit for each slot: every text is wanted.</summary>
    internal uint[] AllTexts { get; }

    internal Dispatch DispatchOf(PolicyVersion version) => dispatches[version];
}
