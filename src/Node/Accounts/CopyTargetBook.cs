using Evenhand.Core.Keeping;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Accounts;

/// <summary>Where an account has copies of its things made to, as people set it, which of these targets take nothing, and what may have been left there.</summary>
internal sealed class CopyTargetBook
{
    /// <summary>So many tries are remembered of a target; each clears what those before it left.</summary>
    private const int MostTries = 4;

    private readonly SortedDictionary<string, List<string>> tries = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, CopyTargetSet> set = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, OffloadFailing> failing = new(StringComparer.Ordinal);

    /// <summary>Whether none is set, nor known of as failing.</summary>
    public bool IsEmpty => set.Count == 0 && failing.Count == 0 && tries.Count == 0;

    /// <summary>The targets that are set, by name.</summary>
    public IReadOnlyCollection<CopyTargetSet> All => set.Values;

    /// <summary>The target of a name; null where none is set.</summary>
    public CopyTargetSet? Find(string name) => set.GetValueOrDefault(name);

    /// <summary>What is wrong with a target; null where nothing is known of.</summary>
    public OffloadFailing? Failing(string name) => failing.GetValueOrDefault(name);

    /// <summary>The tries at a target, by their ids, of which it is not known that nothing of them is left there.</summary>
    public IReadOnlyList<string> Tries(string name) =>
        tries.GetValueOrDefault(name) is { } its ? [.. its] : [];

    /// <summary>Of a try nothing is left.</summary>
    public void Clear(string name, string attempt) =>
        tries.GetValueOrDefault(name)?.Remove(attempt);

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
        if (entry is OffloadBegun begun)
            Try(begun);
        else if (entry is OffloadFailing wrong)
            failing[entry.Target] = wrong;
        else if (entry is OffloadWell)
            failing.Remove(entry.Target);
    }

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port)
    {
        List<CopyTargetSet> targets = [.. set.Values];
        List<OffloadFailing> wrong = [.. failing.Values];
        List<KeyValuePair<string, List<string>>> all =
        [
            .. tries.Where(each => each.Value.Count > 0),
        ];
        port.List(
            targets,
            (port, each) => Entries.Exchange(port, each, each?.Written(), CopyTargetEntry.Read)
        );
        port.List(
            wrong,
            (port, each) => Entries.Exchange(port, each, each?.Written(), OffloadEntry.Read)
        );
        port.List(all, Exchange);
        if (!port.Reads)
            return;
        foreach (var each in targets)
            Learn(each);
        foreach (var each in wrong)
            Learn(each);
        foreach (var (name, its) in all)
            tries[name] = its;
    }

    private void Try(OffloadBegun begun)
    {
        if (!tries.TryGetValue(begun.Target, out var its))
            tries.Add(begun.Target, its = []);
        its.Add(begun.Attempt);
        if (its.Count > MostTries)
            its.RemoveAt(0);
    }

    private static KeyValuePair<string, List<string>> Exchange(
        StatePort port,
        KeyValuePair<string, List<string>> each
    )
    {
        var (name, its) = (port.Exchange(each.Key), each.Value ?? []);
        port.List(its, static (port, attempt) => port.Exchange(attempt));
        return new(name, its);
    }
}
