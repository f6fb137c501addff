using System.Diagnostics.CodeAnalysis;
using Evenhand.Core.Keeping;

namespace Evenhand.Core.Standing;

/// <summary>Things with an id, in the order in which they came.</summary>
internal sealed class Register<T>
    where T : class, INamed
{
    private readonly List<T> all = [];
    private readonly Dictionary<string, T> byId = new(StringComparer.Ordinal);

    /// <summary>All of them, in the order in which they came.</summary>
    public IReadOnlyList<T> All => all;

    /// <summary>All of them by id.</summary>
    public IEnumerable<T> ById => all.OrderBy(each => each.Id, StringComparer.Ordinal);

    /// <summary>Puts one in.</summary>
    public void Add(T each)
    {
        all.Add(each);
        byId.Add(each.Id, each);
    }

    /// <summary>Whether there is one of an id.</summary>
    public bool Has(string id) => byId.ContainsKey(id);

    /// <summary>The one of an id.</summary>
    public bool TryFind(string id, [NotNullWhen(true)] out T? found) =>
        byId.TryGetValue(id, out found);

    /// <summary>Writes or reads them.</summary>
    public void Exchange(StatePort port, Exchanging<T> item)
    {
        port.List(all, item);
        byId.Clear();
        foreach (var each in all)
            if (!byId.TryAdd(each.Id, each))
                throw new BadSnapshotException($"{each.Id} comes twice");
    }
}
