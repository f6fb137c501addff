using Evenhand.Ledger.Payloads;

namespace Evenhand.Node.Ingest;

/// <summary>A packer for each set of names in use. For one thread.</summary>
internal sealed class Packers(int schema, long seed)
{
    private const int Most = 4;

    private (ParsedNames Names, EventPacker Packer)? latest;
    private readonly Dictionary<ParsedNames, EventPacker> others = [];

    /// <summary>The packer of a set of names.</summary>
    public EventPacker Of(ParsedNames names)
    {
        if (latest is { } known && known.Names == names)
            return known.Packer;
        if (!others.TryGetValue(names, out var packer))
        {
            if (others.Count > Most)
                others.Clear();
            others[names] = packer = new EventPacker(schema, names.Sources, names.Accounts, seed);
        }
        latest = (names, packer);
        return packer;
    }

    /// <summary>Begins afresh, so that nothing that a packer was left with goes to another account.</summary>
    public void Clear()
    {
        latest = null;
        others.Clear();
    }
}
