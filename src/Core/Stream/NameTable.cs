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

    /// <summary>One parser's view of the table; not to be shared between threads.</summary>
    public sealed class Cache(NameTable table, long seed)
    {
        private readonly Symbols seen = new(seed);
        private readonly List<int> numbers = [0];
        private int lastSeen;

        /// <summary>The number of a name.</summary>
        public int Intern(ReadOnlySpan<byte> name)
        {
            if (lastSeen != 0 && name.SequenceEqual(seen.Bytes(lastSeen)))
                return numbers[lastSeen];
            lastSeen = seen.Intern(name);
            if (lastSeen == numbers.Count)
                numbers.Add(table.Intern(name));
            return numbers[lastSeen];
        }
    }
}
