using Evenhand.Core.Keeping;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Accounts;

/// <summary>
/// What of an account lies in the store, by what was written down of it. Several bytes may be of one name: those of a thing that is
/// gone, and those of the one that came after it.
/// </summary>
internal sealed class BytesBook
{
    private readonly Dictionary<string, KeptBytes> byBlob = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<KeptBytes>> byThing = new(StringComparer.Ordinal);

    /// <summary>All of them, in no order.</summary>
    public IReadOnlyCollection<KeptBytes> All => byBlob.Values;

    /// <summary>The bytes of an id; null for none.</summary>
    public KeptBytes? Find(string blob) => byBlob.GetValueOrDefault(blob);

    /// <summary>The bytes of what was stored under a name at an instant: those that came with it, else the latest.</summary>
    public KeptBytes? Of(string thing, Moment stored) =>
        byThing.TryGetValue(thing, out var its)
            ? its.FindLast(each => each.Stored == stored) ?? its[^1]
            : null;

    /// <summary>Takes note of an entry; one that is known changes nothing.</summary>
    public void Learn(BytesEntry entry)
    {
        if (entry is BytesStored stored)
            Add(new KeptBytes(stored));
        else if (entry is BytesLost lost)
            foreach (var bytes in lost.Blobs.Select(Find).OfType<KeptBytes>())
                bytes.IsLost = true;
        else
            throw new InvalidOperationException($"no entry of this kind: {entry}");
    }

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port)
    {
        List<KeptBytes> all = [.. byThing.Values.SelectMany(its => its)];
        port.List(all, KeptBytes.Exchange);
        if (!port.Reads)
            return;
        foreach (var bytes in all)
            Add(bytes);
    }

    private void Add(KeptBytes bytes)
    {
        if (!byBlob.TryAdd(bytes.Blob, bytes))
            return;
        if (!byThing.TryGetValue(bytes.Thing, out var its))
            byThing.Add(bytes.Thing, its = []);
        its.Add(bytes);
    }
}
