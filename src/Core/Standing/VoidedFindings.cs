using Evenhand.Core.Keeping;

namespace Evenhand.Core.Standing;

/// <summary>
/// Findings by the names of their events. A void of a finding acts when it comes, and not as if the finding had never been;
/// one that comes first leaves none.
/// </summary>
internal sealed class VoidedFindings
{
    private readonly Dictionary<(string Source, string Id), string> findings = [];
    private readonly HashSet<(string Source, string Id)> voidedFirst = [];

    /// <summary>The name of the event at hand, where its void would have to be known; null where it is not.</summary>
    public (string Source, string Id)? Name { get; set; }

    /// <summary>Notes that the event at hand makes a finding; false where it was voided before.</summary>
    public bool Note(string caseId)
    {
        if (Name is not { } name)
            return true;
        Name = null;
        if (voidedFirst.Contains(name))
            return false;
        findings.TryAdd(name, caseId);
        return true;
    }

    /// <summary>Voids the finding of a name; null where none stands.</summary>
    public string? Void((string Source, string Id) name)
    {
        if (findings.Remove(name, out var caseId))
            return caseId;
        voidedFirst.Add(name);
        return null;
    }

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port)
    {
        List<((string, string) Name, string Case)> kept =
        [
            .. findings.Select(each => (each.Key, each.Value)).Order(),
        ];
        port.List(kept, (port, each) => (Pair(port, each.Name), port.Exchange(each.Case)));
        port.Set(voidedFirst, Pair);
        if (!port.Reads)
            return;
        findings.Clear();
        foreach (var (name, caseId) in kept)
            findings[name] = caseId;
    }

    private static (string, string) Pair(StatePort port, (string, string) name) =>
        (port.Exchange(name.Item1), port.Exchange(name.Item2));
}
