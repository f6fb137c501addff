using System.Text;
using Evenhand.Core.Stream;

namespace Evenhand.Ledger.Segments;

/// <summary>
/// The accounts and the numbers by which their streams are stored, which nobody sees outside the store: a number is given with
/// the first append, and is 0 for the shared stream. Safe to use from many threads.
/// </summary>
internal sealed class StreamNames
{
    private const int MostOnStack = 512;

    private readonly Lock gate = new();
    private readonly Symbols names;
    private readonly WayOut way;
    private readonly Dictionary<string, int> fresh = new(StringComparer.Ordinal);
    private readonly List<byte[]> freshBytes = [];

    /// <summary>No names yet.</summary>
    /// <param name="seed">A secret that makes collisions hard to craft.</param>
    /// <param name="way">What can be done where they are damaged.</param>
    public StreamNames(long seed, WayOut way) => (names, this.way) = (new Symbols(seed), way);

    /// <summary>How many names are stored.</summary>
    public int StoredCount
    {
        get
        {
            lock (gate)
                return names.Count;
        }
    }

    /// <summary>The number by which a stream is stored; -1 where it is not.</summary>
    public int Find(StreamName stream)
    {
        if (stream.IsShared)
            return 0;
        var text = stream.Text;
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> room = most <= MostOnStack ? stackalloc byte[MostOnStack] : new byte[most];
        var bytes = room[..Encoding.UTF8.GetBytes(text, room)];
        lock (gate)
            return names.Find(bytes) is > 0 and var number ? number : -1;
    }

    /// <summary>The stream that is stored under a number.</summary>
    public StreamName NameOf(int stored)
    {
        lock (gate)
            return (uint)stored <= (uint)names.Count
                ? StreamName.OrShared(names.Text(stored))
                : throw way.Damage($"stream {stored} has no account");
    }

    /// <summary>The number by which a stream is stored. One that is not stored yet gets the next number, to be kept or given up.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">The account where the number is new, else null.</param>
    public int ToStore(StreamName stream, out byte[]? name)
    {
        name = null;
        if (Find(stream) is >= 0 and var stored)
            return stored;
        var bytes = Encoding.UTF8.GetBytes(stream.Text);
        // As it will be read back: what is no text has one form in UTF-8.
        var text = Encoding.UTF8.GetString(bytes);
        lock (gate)
        {
            if (fresh.TryGetValue(text, out var given))
                return given;
            name = bytes;
            freshBytes.Add(bytes);
            return fresh[text] = names.Count + freshBytes.Count;
        }
    }

    /// <summary>Takes note of a name that was stored.</summary>
    /// <param name="number">The number by which it is stored: the one after the last.</param>
    /// <param name="account">The account.</param>
    public void Note(long number, ReadOnlySpan<byte> account)
    {
        lock (gate)
        {
            if (number != names.Count + 1)
                throw way.Damage($"a stream has no name (its number: {names.Count + 1})");
            if (names.Intern(account) != number)
                throw way.Damage($"the name of stream {number} is another's too");
        }
    }

    /// <summary>The names that got numbers since the last <see cref="Keep"/> or <see cref="GiveUp"/>, and are to be stored.</summary>
    public List<(int Number, byte[] Account)> Fresh()
    {
        lock (gate)
            return [.. freshBytes.Select((account, i) => (names.Count + 1 + i, account))];
    }

    /// <summary>The transaction that stored new names is on disk.</summary>
    public void Keep()
    {
        lock (gate)
        {
            foreach (var account in freshBytes)
                names.Intern(account);
            Forget();
        }
    }

    /// <summary>The transaction that was to store new names failed.</summary>
    public void GiveUp()
    {
        lock (gate)
            Forget();
    }

    private void Forget()
    {
        fresh.Clear();
        freshBytes.Clear();
    }
}
