using System.IO.Hashing;

namespace Evenhand.Core.Stream;

/// <summary>
/// The names of accounts or sources of a whole stream, shared by the parsers of its parts. Numbers depend on which
/// parser comes first, so nothing may be ordered by them.
/// </summary>
public sealed class NameTable(long seed)
{
    private readonly Lock gate = new();
    private readonly Symbols names = new(seed);

    /// <summary>How many names there are; their numbers run from 1 to here.</summary>
    public int Count => names.Count;

    /// <summary>The name of a number.</summary>
    public string Text(int number) => names.Text(number);

    /// <summary>The UTF-8 bytes of a number's name.</summary>
    public ReadOnlySpan<byte> Bytes(int number) => names.Bytes(number);

    /// <summary>A view for one parser, which remembers what it has seen and rarely asks here.</summary>
    public Cache NewCache() => new(this, seed);

    private int Intern(ReadOnlySpan<byte> name)
    {
        lock (gate)
            return names.Intern(name);
    }

    /// <summary>One parser's view of the table; not to be shared between threads. It keeps numbers, and leaves the names to the table.</summary>
    public sealed class Cache(NameTable table, long seed)
    {
        private const int FirstSlots = 64;

        private int[] numbers = new int[FirstSlots];
        private ulong[] hashes = new ulong[FirstSlots];
        private int count;
        private int last;

        /// <summary>The number of a name.</summary>
        public int Intern(ReadOnlySpan<byte> name)
        {
            if (last != 0 && name.SequenceEqual(table.Bytes(last)))
                return last;
            var hash = XxHash3.HashToUInt64(name, seed);
            var place = Free(hash, name);
            if (numbers[place] != 0)
                return last = numbers[place];
            (numbers[place], hashes[place]) = (table.Intern(name), hash);
            last = numbers[place];
            if (++count * 2 > numbers.Length)
                Grow();
            return last;
        }

        /// <summary>Where a name is, or could be.</summary>
        private int Free(ulong hash, ReadOnlySpan<byte> name)
        {
            var mask = numbers.Length - 1;
            var place = (int)(hash & (ulong)mask);
            while (
                numbers[place] != 0
                && (hashes[place] != hash || !name.SequenceEqual(table.Bytes(numbers[place])))
            )
                place = (place + 1) & mask;
            return place;
        }

        private void Grow()
        {
            var (oldNumbers, oldHashes) = (numbers, hashes);
            (numbers, hashes) = (new int[2 * oldNumbers.Length], new ulong[2 * oldNumbers.Length]);
            var mask = numbers.Length - 1;
            for (var i = 0; i < oldNumbers.Length; i++)
            {
                if (oldNumbers[i] == 0)
                    continue;
                var place = (int)(oldHashes[i] & (ulong)mask);
                while (numbers[place] != 0)
                    place = (place + 1) & mask;
                (numbers[place], hashes[place]) = (oldNumbers[i], oldHashes[i]);
            }
        }
    }
}
