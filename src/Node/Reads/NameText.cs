using System.Text;
using Evenhand.Core.Stream;

namespace Evenhand.Node.Reads;

/// <summary>
/// What accounts are called, as one text in capitals, through which a search runs as fast as memory is read. What an account was called
/// before stays in it until whoever keeps it begins anew. Safe to use from many threads.
/// </summary>
internal sealed class NameText
{
    private const byte End = (byte)'\n';
    private const int Least = 1_024;

    private readonly Lock gate = new();
    private byte[] text = [];
    private (int From, AccountId Account)[] entries = [];
    private int length;
    private int count;

    /// <summary>How many names were added.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Adds what an account is called.</summary>
    /// <param name="account">The account.</param>
    /// <param name="name">Its name, not empty.</param>
    public void Add(AccountId account, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name.ToUpperInvariant());
        lock (gate)
        {
            // Whoever searches has the arrays as they were: what grows is another array.
            if (length + bytes.Length + 1 > text.Length)
                Array.Resize(ref text, Math.Max(Least, 2 * (length + bytes.Length + 1)));
            if (count == entries.Length)
                Array.Resize(ref entries, Math.Max(Least, 2 * count));
            entries[count++] = (length, account);
            bytes.CopyTo(text, length);
            text[length + bytes.Length] = End;
            length += bytes.Length + 1;
        }
    }

    /// <summary>Accounts that are or were called something that has a text in it, whatever its case, as they were added.</summary>
    /// <param name="part">The text, not empty.</param>
    /// <param name="most">How many at most; one that was renamed may be among them more than once.</param>
    public List<AccountId> Having(string part, int most)
    {
        ReadOnlySpan<byte> sought = Encoding.UTF8.GetBytes(part.ToUpperInvariant());
        var (names, all) = Now();
        var found = new List<AccountId>();
        for (var from = 0; found.Count < most; )
        {
            var at = names[from..].IndexOf(sought);
            if (at < 0)
                break;
            var entry = EntryAt(all, from + at);
            found.Add(all[entry].Account);
            if (entry + 1 == all.Length)
                break;
            from = all[entry + 1].From;
        }
        return found;
    }

    /// <summary>What was added so far, which changes no more.</summary>
    private Taken Now()
    {
        lock (gate)
            return new Taken(text.AsSpan(0, length), entries.AsSpan(0, count));
    }

    /// <summary>The last entry that begins at a place or before it.</summary>
    private static int EntryAt(ReadOnlySpan<(int From, AccountId Account)> all, int place)
    {
        var (low, high) = (0, all.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (all[middle].From <= place)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    private readonly ref struct Taken(
        ReadOnlySpan<byte> names,
        ReadOnlySpan<(int From, AccountId Account)> entries
    )
    {
        private readonly ReadOnlySpan<byte> names = names;
        private readonly ReadOnlySpan<(int From, AccountId Account)> entries = entries;

        public void Deconstruct(
            out ReadOnlySpan<byte> names,
            out ReadOnlySpan<(int From, AccountId Account)> entries
        )
        {
            names = this.names;
            entries = this.entries;
        }
    }
}
