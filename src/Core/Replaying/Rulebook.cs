using System.Collections.Frozen;
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
        dispatches = shelf
            .Names.SelectMany(name => shelf.Versions(name))
            .ToFrozenDictionary(version => version, version => new Dispatch(version));
        AllTexts = [.. shelf.Catalogue.Types.Select(_ => uint.MaxValue)];
    }

    /// <summary>The policies.</summary>
    public PolicyShelf Shelf { get; }

    /// <summary>By event type, a bit for each slot: every text is wanted.</summary>
    internal uint[] AllTexts { get; }

    internal Dispatch DispatchOf(PolicyVersion version) => dispatches[version];
}
