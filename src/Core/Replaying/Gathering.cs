using System.Runtime.InteropServices;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Replaying;

/// <summary>
/// The records of a large stream, gathered by account as they come: those of one account lie near each other, so that whoever
/// walks them hardly waits for memory. Repeats are found once all is there, account by account, which may go on on many
/// threads.
/// </summary>
public sealed class Gathering
{
    /// <summary>So much memory is asked for at once: the collector neither moves it nor looks into it.</summary>
    private const int SlabSize = 4 << 20;

    private readonly List<byte[]> slabs = [];
    private readonly List<Gathered?> byAccount = [];
    private int free = SlabSize;

    /// <summary>How many records there are, repeats among them.</summary>
    public int Count { get; private set; }

    /// <summary>What was gathered of each account that has anything.</summary>
    public IEnumerable<Gathered> Accounts => byAccount.OfType<Gathered>();

    /// <summary>Adds records, in the order of the input.</summary>
    /// <param name="records">Records one after the other; they are copied.</param>
    public void Add(ReadOnlySpan<byte> records)
    {
        for (; !records.IsEmpty; Count++)
        {
            ref readonly var head = ref MemoryMarshal.AsRef<RecordHead>(records);
            var record = records[..head.Length];
            Of(head.Account).Add(record);
            records = records[record.Length..];
        }
    }

    /// <summary>The events as a set, once the repeats of every account were found.</summary>
    public EventSet ToSet()
    {
        var places = byAccount.Select(each => each?.Places ?? []).ToList();
        return new EventSet(slabs, places, Accounts.Sum(each => each.Repeats));
    }

    /// <summary>The memory of a number.</summary>
    internal byte[] Slab(int number) => slabs[number];

    /// <summary>Room for so many bytes at least: the number of its slab, and where it begins.</summary>
    internal (int Slab, int Start) Room(int bytes)
    {
        if (SlabSize - free < bytes)
        {
            slabs.Add(GC.AllocateUninitializedArray<byte>(Math.Max(SlabSize, bytes)));
            free = 0;
        }
        var start = free;
        free += bytes;
        return (slabs.Count - 1, start);
    }

    private Gathered Of(int account)
    {
        while (byAccount.Count <= account)
            byAccount.Add(null);
        return byAccount[account] ??= new Gathered(this);
    }
}
