using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Context;

namespace Evenhand.Node.Ingest;

/// <summary>
/// The accounts of a commit, dealt to shares in the order in which they came, so that what is stored is the same whoever works
/// on which: accounts have nothing to do with each other. For the committer alone.
/// </summary>
internal sealed class Shares(NodeContext context, Func<Packers> packers) : IDisposable
{
    /// <summary>Records of a share at least: fewer are done sooner than somebody else begins.</summary>
    private const int LeastRecords = 100;

    /// <summary>Shares for each thread, so that none waits long for the last one.</summary>
    private const int OfThread = 2;

    private readonly Crew crew = new("commit");
    private readonly List<Share> all = [];
    private readonly List<Slice> slices = [];
    private int used;

    /// <summary>What all of them take in, in order.</summary>
    public IReadOnlyList<Slice> Slices => slices;

    /// <summary>Deals a commit's accounts.</summary>
    public void Deal(IReadOnlyCollection<AccountCommit> parts)
    {
        Clear();
        var records = 0;
        // What all accounts share is counted in its place among them.
        var inOrder = false;
        foreach (var part in parts)
        {
            records += part.Brought;
            inOrder |= part.IsShared;
        }
        var count = inOrder ? 1 : Math.Clamp(records / LeastRecords, 1, crew.Size * OfThread);
        var (given, most) = (0, records / count);
        foreach (var part in parts)
        {
            if (used == 0 || given >= most && used < count)
                given = Begin();
            all[used - 1].Add(part);
            given += part.Brought;
        }
    }

    /// <summary>Admits what was brought, share by share.</summary>
    public void Admit(Moment now)
    {
        crew.Do(used, place => all[place].Admit(now));
        for (var place = 0; place < used; place++)
            slices.AddRange(all[place].Slices);
    }

    /// <summary>Counts what was stored, share by share.</summary>
    public void Count(Moment now) => crew.Do(used, place => all[place].Count(now));

    /// <summary>Lets go of the commit.</summary>
    public void Clear()
    {
        for (; used > 0; used--)
            all[used - 1].Clear();
        slices.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => crew.Dispose();

    private int Begin()
    {
        if (used == all.Count)
            all.Add(new Share(context, packers()));
        used++;
        return 0;
    }
}
