using System.IO.Hashing;
using System.Text;
using Evenhand.Core.Keeping;

namespace Evenhand.Core.Stream;

/// <summary>
/// Gives each distinct text a small number, from 1 on in the order of first sight; 0 stands for no text. Numbers
/// mean something only within one table: state is keyed by them, answers show the text again.
/// </summary>
public sealed class Symbols
{
    /// <summary>An account has a handful; there may be a hundred thousand of them.</summary>
    private const int FirstSlots = 8;

    /// <summary>Of so few texts no hashes are kept: to look at a text costs no more.</summary>
    private const int FewSlots = 32;

    private const int FirstTexts = 4;
    private const int FirstBytes = 32;

    private readonly long seed;

    /// <summary>All texts, one after the other, and by number where each ends.</summary>
    private byte[] bytes = new byte[FirstBytes];
    private int[] ends = new int[FirstTexts];
    private int[] slots = new int[FirstSlots];
    private ulong[]? hashes;

    /// <summary>An empty table.</summary>
    /// <param name="seed">A secret that makes collisions hard to craft; the numbers given do not depend on it.</param>
    public Symbols(long seed = 0) => this.seed = seed;

    /// <summary>How many distinct texts there are.</summary>
    public int Count { get; private set; }

    /// <summary>The number of a text, given when it is new.</summary>
    public int Intern(ReadOnlySpan<byte> text)
    {
        var hash = XxHash3.HashToUInt64(text, seed);
        var mask = slots.Length - 1;
        var place = (int)(hash & (ulong)mask);
        while (slots[place] != 0)
        {
            if (IsAt(place, hash, text))
                return slots[place];
            place = (place + 1) & mask;
        }
        Add(text);
        slots[place] = Count;
        if (hashes is not null)
            hashes[place] = hash;
        if ((Count + 1) * 2 > slots.Length)
            Rehash(slots.Length * 2);
        return Count;
    }

    /// <summary>The number of a text; 0 when it is not there.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        var hash = XxHash3.HashToUInt64(text, seed);
        var mask = slots.Length - 1;
        for (var place = (int)(hash & (ulong)mask); slots[place] != 0; place = (place + 1) & mask)
            if (IsAt(place, hash, text))
                return slots[place];
        return 0;
    }

    /// <summary>Forgets the texts that came after the first so many, so that what was only asked leaves nothing.</summary>
    public void Forget(int count)
    {
        for (; Count > count; Count--)
            Vacate(PlaceOf(Count));
    }

    private int PlaceOf(int number)
    {
        var mask = slots.Length - 1;
        var place = (int)(XxHash3.HashToUInt64(Bytes(number), seed) & (ulong)mask);
        while (slots[place] != number)
            place = (place + 1) & mask;
        return place;
    }

    /// <summary>Empties a place and moves those up that were pushed on by it.</summary>
    private void Vacate(int hole)
    {
        var mask = slots.Length - 1;
        for (var next = (hole + 1) & mask; slots[next] != 0; next = (next + 1) & mask)
        {
            var home = (int)(HashAt(next) & (ulong)mask);
            if (((next - home) & mask) < ((next - hole) & mask))
                continue;
            if (hashes is not null)
                hashes[hole] = hashes[next];
            slots[hole] = slots[next];
            hole = next;
        }
        slots[hole] = 0;
    }

    /// <summary>The number of a text, given when it is new.</summary>
    public int Intern(string text) => Intern(Encoding.UTF8.GetBytes(text));

    /// <summary>The text of a number; empty for 0.</summary>
    public string Text(long symbol) => Encoding.UTF8.GetString(Bytes(symbol));

    /// <summary>The UTF-8 bytes of a number's text.</summary>
    public ReadOnlySpan<byte> Bytes(long symbol) =>
        symbol == 0 ? [] : bytes.AsSpan(ends[(int)symbol - 1]..ends[(int)symbol]);

    /// <summary>Writes or reads the texts, in the order of their numbers.</summary>
    internal void Exchange(StatePort port)
    {
        var count = port.Count(Count);
        if (port.Reads)
            Clear();
        for (var number = 1; number <= count; number++)
            if (!port.Reads)
                port.Exchange(Bytes(number).ToArray());
            else if (Intern(port.Exchange(Array.Empty<byte>())) != number)
                throw new BadSnapshotException("a text comes twice");
    }

    private void Clear()
    {
        Count = 0;
        (slots, hashes) = (new int[FirstSlots], null);
    }

    /// <summary>Puts a text behind the others. What they lie in is never written to again: who reads it need not wait for who adds.</summary>
    private void Add(ReadOnlySpan<byte> text)
    {
        var from = ends[Count];
        var end = from + text.Length;
        if (end > bytes.Length)
            Array.Resize(ref bytes, Math.Max(end, 2 * bytes.Length));
        if (Count + 1 == ends.Length)
            Array.Resize(ref ends, 2 * ends.Length);
        text.CopyTo(bytes.AsSpan(from));
        ends[++Count] = end;
    }

    private bool IsAt(int place, ulong hash, ReadOnlySpan<byte> text) =>
        (hashes is null || hashes[place] == hash) && text.SequenceEqual(Bytes(slots[place]));

    private ulong HashAt(int place) =>
        hashes?[place] ?? XxHash3.HashToUInt64(Bytes(slots[place]), seed);

    private void Rehash(int size)
    {
        var (numbers, kept) = (new int[size], size > FewSlots ? new ulong[size] : null);
        var mask = size - 1;
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i] == 0)
                continue;
            var hash = HashAt(i);
            var place = (int)(hash & (ulong)mask);
            while (numbers[place] != 0)
                place = (place + 1) & mask;
            numbers[place] = slots[i];
            if (kept is not null)
                kept[place] = hash;
        }
        (slots, hashes) = (numbers, kept);
    }
}
