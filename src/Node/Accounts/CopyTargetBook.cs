using Evenhand.Core.Keeping;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Accounts;

/// <summary>Where an account has copies of its things made to, as people set it, and which of these targets take nothing.</summary>
internal sealed class CopyTargetBook
{
    private readonly SortedDictionary<string, CopyTargetSet> set = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, OffloadFailing> failing = new(StringComparer.Ordinal);

    /// <summary>Whether none is set, nor known of as failing.</summary>
    public bool IsEmpty => set.Count == 0 && failing.Count == 0;

    /// <summary>The targets that are set, by name.</summary>
    public IReadOnlyCollection<CopyTargetSet> All => set.Values;

    /// <summary>The target of a name; null where none is set.</summary>
    public CopyTargetSet? Find(string name) => set.GetValueOrDefault(name);

    /// <summary>What is wrong with a target; null where nothing is known of.</summary>
    public OffloadFailing? Failing(string name) => failing.GetValueOrDefault(name);

    /// <summary>Takes note of an entry. What was wrong with a target is forgotten once it is set anew.</summary>
    public void Learn(CopyTargetEntry entry)
    {
        failing.Remove(entry.Name);
        if (entry is CopyTargetSet target)
            set[entry.Name] = target;
        else
            set.Remove(entry.Name);
    }

    /// <summary>Takes note of an entry about copies.</summary>
    public void Learn(OffloadEntry entry)
    {
        if (entry is OffloadFailing wrong)
            failing[entry.Target] = wrong;
        else if (entry is OffloadWell)
            failing.Remove(entry.Target);
    }

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port)
    {
        List<CopyTargetSet> targets = [.. set.Values];
        List<OffloadFailing> wrong = [.. failing.Values];
        port.List(
            targets,
            (port, each) => Entries.Exchange(port, each, each?.Written(), CopyTargetEntry.Read)
        );
        port.List(
            wrong,
            (port, each) => Entries.Exchange(port, each, each?.Written(), OffloadEntry.Read)
        );
        if (!port.Reads)
            return;
        foreach (var each in targets)
            Learn(each);
        foreach (var each in wrong)
            Learn(each);
    }
}
