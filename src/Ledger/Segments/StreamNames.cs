using System.Text;
using Evenhand.Core.Stream;

namespace Evenhand.Ledger.Segments;

/// <summary>
/// The accounts and the numbers of their streams. A number is given at first sight and stored with the first append; as
/// two processes may meet the same account at the same time, the number that is stored may differ from the one that
/// was given. Safe to use from many threads.
/// </summary>
internal sealed class StreamNames
{
    private readonly Lock gate = new();
    private readonly Symbols names;
    private readonly List<int> fresh = [];
    private int[] storedOf = new int[1024];
    private int[] givenOf = new int[1024];
    private int lastStored;

    /// <summary>No names yet.</summary>
    /// <param name="seed">A secret that makes collisions hard to craft.</param>
    public StreamNames(long seed) => names = new Symbols(seed);

    /// <summary>How many names are stored.</summary>
    public int StoredCount
    {
        get
        {
            lock (gate)
                return lastStored;
        }
    }

    /// <summary>The number of a stream, given when the name is new.</summary>
    public int Intern(string account)
    {
        ArgumentException.ThrowIfNullOrEmpty(account);
        var bytes = Encoding.UTF8.GetBytes(account);
        lock (gate)
            return names.Intern(bytes);
    }

    /// <summary>The number of a stream; 0 where the name was never seen.</summary>
    public int Find(string account)
    {
        var bytes = Encoding.UTF8.GetBytes(account);
        lock (gate)
            return names.Find(bytes);
    }

    /// <summary>The account of a stream; empty for the shared one.</summary>
    public string Text(int stream)
    {
        lock (gate)
            return names.Text(stream);
    }

    /// <summary>The number by which a stream is stored. One that is not stored yet gets the next number, to be kept or given up.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">The account where the number is new, else null.</param>
    public int ToStore(int stream, out byte[]? name)
    {
        name = null;
        lock (gate)
        {
            if (stream == 0)
                return 0;
            if ((uint)stream > (uint)names.Count)
                throw new ArgumentOutOfRangeException(nameof(stream), stream, "no such stream");
            if (stream < storedOf.Length && storedOf[stream] is not 0 and var stored)
                return stored;
            fresh.Add(stream);
            Tie(stream, lastStored + fresh.Count);
            name = names.Bytes(stream).ToArray();
            return lastStored + fresh.Count;
        }
    }

    /// <summary>The number by which a stream is stored; -1 where it is not.</summary>
    public int StoredOf(int stream)
    {
        lock (gate)
            return stream == 0 ? 0
                : (uint)stream < (uint)storedOf.Length && storedOf[stream] != 0 ? storedOf[stream]
                : -1;
    }

    /// <summary>The stream that is stored under a number; -1 where none is.</summary>
    public int GivenOf(int stored)
    {
        lock (gate)
            return stored == 0 ? 0
                : (uint)stored <= (uint)(lastStored + fresh.Count) ? givenOf[stored]
                : -1;
    }

    /// <summary>Takes note of a name that was stored.</summary>
    /// <param name="number">The number by which it is stored: the one after the last.</param>
    /// <param name="account">The account.</param>
    public void Note(long number, ReadOnlySpan<byte> account)
    {
        lock (gate)
        {
            if (number != lastStored + 1)
                throw new DamagedLedgerException(
                    $"the name of stream {lastStored + 1} is missing. {WayOut.Text}"
                );
            Tie(names.Intern(account), (int)number);
            lastStored = (int)number;
        }
    }

    /// <summary>The names that got numbers since the last <see cref="Keep"/> or <see cref="GiveUp"/>, and are to be stored.</summary>
    public List<(int Number, byte[] Account)> Fresh()
    {
        lock (gate)
            return
            [
                .. fresh.Select((stream, i) => (lastStored + 1 + i, names.Bytes(stream).ToArray())),
            ];
    }

    /// <summary>The transaction that stored new names is on disk.</summary>
    public void Keep()
    {
        lock (gate)
        {
            lastStored += fresh.Count;
            fresh.Clear();
        }
    }

    /// <summary>The transaction that was to store new names failed.</summary>
    public void GiveUp()
    {
        lock (gate)
        {
            foreach (var stream in fresh)
                storedOf[stream] = 0;
            fresh.Clear();
        }
    }

    private void Tie(int given, int stored)
    {
        var most = Math.Max(given, stored);
        if (most >= storedOf.Length)
        {
            Array.Resize(ref storedOf, most * 2);
            Array.Resize(ref givenOf, most * 2);
        }
        storedOf[given] = stored;
        givenOf[stored] = given;
    }
}
