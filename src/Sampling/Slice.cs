namespace Evenhand.Sampling;

/// <summary>The events of a short stretch of time, to be put in order. One that only counts keeps no text.</summary>
internal sealed class Slice(bool countsOnly)
{
    private const int OrdinalBits = 24;

    private long[] keys = new long[1024];
    private Entry[] entries = new Entry[1024];
    private int held;

    public bool CountsOnly => countsOnly;

    public Utf8Lines Text { get; } = new();

    public long Events { get; private set; }

    /// <summary>Of the events, those that can be left out.</summary>
    public long Leaves { get; private set; }

    /// <summary>Counts an event; its line is the text added since <paramref name="start"/>.</summary>
    public void Add(long time, int start, bool leaf)
    {
        Events++;
        Leaves += leaf ? 1 : 0;
        if (countsOnly)
            return;
        if (held == keys.Length)
        {
            Array.Resize(ref keys, held * 2);
            Array.Resize(ref entries, held * 2);
        }
        if (held >= 1 << OrdinalBits)
            throw new InvalidOperationException("A slice of the sample holds too many events.");
        // The ordinal makes the keys distinct, so that their order does not hang on how the library sorts.
        keys[held] = (time << OrdinalBits) | (long)held;
        entries[held++] = new Entry(start, Text.Length - start, leaf);
    }

    /// <summary>Hands the lines over in the order of time, those of one moment as they came, and empties the slice.</summary>
    public void Release(ILineOutput output)
    {
        Array.Sort(keys, 0, held);
        for (var i = 0; i < held; i++)
        {
            var entry = entries[keys[i] & ((1 << OrdinalBits) - 1)];
            output.Write(Text.Slice(entry.Start, entry.Length), entry.Leaf);
        }
        held = 0;
        Text.Clear();
    }

    private readonly record struct Entry(int Start, int Length, bool Leaf);
}
