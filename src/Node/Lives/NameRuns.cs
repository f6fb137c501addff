using System.Runtime.InteropServices;
using Evenhand.Core.Keeping;

namespace Evenhand.Node.Lives;

/// <summary>
/// Which events an account has, by hashes of their names: 8 bytes each, sorted, in runs of what arrived one after the
/// other. Unlike what is remembered at the door, nothing is forgotten: of a repeat, only the first counts, for ever.
/// </summary>
internal sealed class NameRuns
{
    /// <summary>Names that are noted before they are to be settled, and names that make a run.</summary>
    private const int Most = 1 << 18;
    private const int Enough = 1 << 14;

    private readonly List<Run> runs = [];
    private readonly HashSet<ulong> open = [];
    private readonly List<ulong> fresh = [];
    private long openFrom;
    private long settled;

    /// <summary>Bytes that this takes.</summary>
    public long Bytes => runs.Sum(run => run.Names.Length * 8L) + open.Count * 24L;

    /// <summary>Whether what was noted is to be settled before more is noted.</summary>
    public bool IsFull => fresh.Count >= Most;

    /// <summary>Notes the name of the event that arrived next. Many at a time cost least; see <see cref="Settle"/>.</summary>
    public void Note(ulong name) => fresh.Add(name);

    /// <summary>Finds those among what was noted since the last time that were there already.</summary>
    /// <param name="end">The sequence after the last one.</param>
    public List<ulong> Settle(long end)
    {
        var names = fresh.ToArray();
        fresh.Clear();
        Array.Sort(names);
        var repeated = new List<ulong>();
        for (var i = 0; i < names.Length; i++)
            if (i > 0 && names[i - 1] == names[i] || open.Contains(names[i]))
                repeated.Add(names[i]);
        foreach (var run in runs)
            run.FindAll(names, repeated);
        if (names.Length >= Enough)
        {
            Close(settled);
            Add(settled, end, names);
        }
        else
        {
            open.UnionWith(names);
            if (open.Count >= Enough)
                Close(end);
        }
        settled = end;
        return repeated;
    }

    /// <summary>Between which sequences events of any of some names lie.</summary>
    /// <param name="names">The names, sorted.</param>
    public IEnumerable<(long From, long End)> Places(ulong[] names)
    {
        foreach (var run in runs)
        {
            var found = new List<ulong>();
            run.FindAll(names, found);
            if (found.Count > 0)
                yield return (run.From, run.End);
        }
        if (names.Any(open.Contains))
            yield return (openFrom, long.MaxValue);
    }

    private void Close(long end)
    {
        if (open.Count > 0)
            Add(openFrom, end, [.. open.Order()]);
        open.Clear();
    }

    private void Add(long from, long end, ulong[] names)
    {
        runs.Add(new Run(from, end, names));
        openFrom = end;
    }

    /// <summary>How many runs there are: each stays as it is from its making on.</summary>
    public int Count => runs.Count;

    /// <summary>The names of a run as bytes.</summary>
    public ReadOnlySpan<byte> BytesOf(int run) => MemoryMarshal.AsBytes<ulong>(runs[run].Names);

    /// <summary>
    /// Writes or reads all but the names of runs, of which their number is told alone: <see cref="Fill"/> brings them back.
    /// </summary>
    public void Exchange(StatePort port)
    {
        openFrom = port.Exchange(openFrom);
        settled = port.Exchange(settled);
        List<long> names = [.. open.Select(name => unchecked((long)name)).Order()];
        port.List(names, StatePort.Long);
        if (port.Reads)
            open.UnionWith(names.Select(name => unchecked((ulong)name)));
        port.List(
            runs,
            (port, run) =>
                new Run(
                    port.Exchange(run?.From ?? 0),
                    port.Exchange(run?.End ?? 0),
                    run?.Names ?? []
                )
        );
    }

    /// <summary>Brings the names of a run back.</summary>
    public void Fill(int run, ReadOnlySpan<byte> names) =>
        runs[run] = runs[run] with { Names = MemoryMarshal.Cast<byte, ulong>(names).ToArray() };

    /// <summary>Names of what arrived from one sequence to another.</summary>
    private sealed record Run(long From, long End, ulong[] Names)
    {
        /// <summary>Adds those of some sorted names that are here.</summary>
        public void FindAll(ulong[] wanted, List<ulong> found)
        {
            if (wanted.Length * 32L < Names.Length)
            {
                foreach (var name in wanted)
                    if (Array.BinarySearch(Names, name) >= 0)
                        found.Add(name);
                return;
            }
            for (int i = 0, j = 0; i < wanted.Length && j < Names.Length; )
                if (wanted[i] == Names[j])
                    found.Add(wanted[i++]);
                else if (wanted[i] < Names[j])
                    i++;
                else
                    j++;
        }
    }
}
