using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Replaying;

/// <summary>
/// The set of a stream's events: batches of records in the order of the input, repeats dropped, by account. Of a
/// repeated source and id of one account the first counts; one that says something else is a conflict.
/// </summary>
public sealed class EventSet
{
    private const int LeastSlots = 64;
    private readonly List<byte[]> batches = [];
    private readonly List<List<RecordPlace>> byAccount = [];
    private ulong[] keys;
    private (int Batch, int Offset)[] places;
    private ulong[] taken;
    private int count;

    /// <summary>An empty set.</summary>
    /// <param name="expected">About how many events it will hold.</param>
    public EventSet(int expected = 40_000)
    {
        (keys, places, taken) = ([], [], []);
        MakeRoom(expected);
    }

    /// <summary>What was gathered, without repeats; nothing is added to it.</summary>
    internal EventSet(List<byte[]> batches, List<List<RecordPlace>> byAccount, long repeats)
    {
        (this.batches, this.byAccount, Repeats) = (batches, byAccount, repeats);
        (keys, places, taken) = ([], [], []);
        foreach (var account in byAccount)
        {
            count += account.Count;
            foreach (var place in account)
                (First, Last) = (Moment.Min(First, place.Time), Moment.Max(Last, place.Time));
        }
    }

    /// <summary>How many repeats were dropped.</summary>
    public long Repeats { get; private set; }

    /// <summary>How many events the set holds.</summary>
    public int Count => count;

    /// <summary>The time of the last event; <see cref="Moment.Earliest"/> when there is none.</summary>
    public Moment Last { get; private set; } = Moment.Earliest;

    /// <summary>The time of the first event; <see cref="Moment.Never"/> when there is none.</summary>
    public Moment First { get; private set; } = Moment.Never;

    /// <summary>Empties the set, which keeps its room: what was asked of it before is good no more.</summary>
    /// <param name="expected">About how many events it will hold.</param>
    public void Clear(int expected)
    {
        batches.Clear();
        foreach (var account in byAccount)
            account.Clear();
        (count, Repeats) = (0, 0);
        (First, Last) = (Moment.Never, Moment.Earliest);
        Array.Clear(taken);
        MakeRoom(expected);
    }

    /// <summary>Adds a batch of records; batches come in the order of the input.</summary>
    /// <param name="batch">Records one after the other.</param>
    /// <param name="conflict">Called with file and line of each event whose source and id say something else already.</param>
    public void Add(byte[] batch, Action<int, int> conflict) => Add(batch, batch.Length, conflict);

    /// <summary>Adds the first so many bytes of a batch, of which the rest is nobody's.</summary>
    public void Add(byte[] batch, int length, Action<int, int> conflict)
    {
        var number = batches.Count;
        batches.Add(batch);
        for (var offset = 0; offset < length; )
        {
            ref readonly var head = ref Record.Head(batch, offset);
            AddRecord(batch, number, offset, head, conflict);
            offset += head.Length;
        }
    }

    /// <summary>The numbers of the accounts that have events; 0 is the stream that all share.</summary>
    public IEnumerable<int> Accounts =>
        Enumerable.Range(0, byAccount.Count).Where(account => byAccount[account].Count > 0);

    /// <summary>An account's events in the order of the input.</summary>
    public List<RecordPlace> Of(int account) => account < byAccount.Count ? byAccount[account] : [];

    /// <summary>The batch of a number.</summary>
    public byte[] Batch(int number) => batches[number];

    private void AddRecord(
        byte[] batch,
        int number,
        int offset,
        in RecordHead head,
        Action<int, int> conflict
    )
    {
        var slot = Find(batch, offset, head, out var earlier);
        if (earlier)
        {
            var (other, at) = places[slot];
            if (Record.SameContent(batch, offset, batches[other], at))
                Repeats++;
            else
                conflict(head.File, head.Line);
            return;
        }
        keys[slot] = KeyOf(head);
        places[slot] = (number, offset);
        Occupy(slot);
        (First, Last) = (Moment.Min(First, head.Time), Moment.Max(Last, head.Time));
        while (byAccount.Count <= head.Account)
            byAccount.Add([]);
        byAccount[head.Account].Add(new RecordPlace(head.Time, number, offset));
    }

    private int Find(byte[] batch, int offset, in RecordHead head, out bool earlier)
    {
        var mask = keys.Length - 1;
        var key = KeyOf(head);
        var slot = (int)(key & (ulong)mask);
        for (; IsTaken(slot); slot = (slot + 1) & mask)
        {
            if (keys[slot] != key)
                continue;
            var (other, at) = places[slot];
            if (Record.SameName(batch, offset, batches[other], at))
            {
                earlier = true;
                return slot;
            }
        }
        earlier = false;
        return slot;
    }

    /// <summary>Sources number their events account by account too, so the account is part of the name.</summary>
    private static ulong KeyOf(in RecordHead head) =>
        unchecked(head.Key + (ulong)head.Account * 0x9E37_79B9_7F4A_7C15);

    /// <summary>Makes room for so many, where there is less; the set is empty.</summary>
    private void MakeRoom(int expected)
    {
        var slots = Math.Max(keys.Length, LeastSlots);
        while (slots * 7L < expected * 10L)
            slots *= 2;
        if (slots > keys.Length)
            (keys, places, taken) = (
                new ulong[slots],
                new (int, int)[slots],
                new ulong[slots / 64]
            );
    }

    private bool IsTaken(int slot) => (taken[slot >> 6] >> (slot & 63) & 1) != 0;

    private void Occupy(int slot)
    {
        taken[slot >> 6] |= 1UL << (slot & 63);
        if (++count * 10L > keys.Length * 7L)
            Grow();
    }

    private void Grow()
    {
        var (oldKeys, oldPlaces, oldTaken) = (keys, places, taken);
        keys = new ulong[oldKeys.Length * 2];
        places = new (int, int)[keys.Length];
        taken = new ulong[keys.Length / 64];
        var mask = keys.Length - 1;
        for (var i = 0; i < oldKeys.Length; i++)
        {
            if ((oldTaken[i >> 6] >> (i & 63) & 1) == 0)
                continue;
            var slot = (int)(oldKeys[i] & (ulong)mask);
            while (IsTaken(slot))
                slot = (slot + 1) & mask;
            (keys[slot], places[slot]) = (oldKeys[i], oldPlaces[i]);
            taken[slot >> 6] |= 1UL << (slot & 63);
        }
    }
}
