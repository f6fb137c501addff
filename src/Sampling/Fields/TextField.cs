using System.Text;

namespace Evenhand.Sampling.Fields;

/// <summary>A stretch of a sample text that begins with a word and is so many characters (Unicode scalars) long.</summary>
internal sealed class TextField : Field
{
    /// <summary>The longest stretch, in characters.</summary>
    public const int Longest = 2000;

    private readonly Amount length;
    private readonly byte[] text;
    private readonly int[] offsets;
    private readonly int[] words;

    /// <param name="name">The field's name.</param>
    /// <param name="sample">Not empty; holds nothing that JSON would escape.</param>
    /// <param name="length">In characters.</param>
    public TextField(string name, string sample, Amount length)
        : base(name)
    {
        this.length = length;
        var once = sample.Trim() + " ";
        var runes = once.EnumerateRunes().Count();
        text = Bytes(string.Concat(Enumerable.Repeat(once, Longest / runes + 2)));
        offsets =
        [
            .. Enumerable.Range(0, text.Length).Where(i => (text[i] & 0xC0) != 0x80),
            text.Length,
        ];
        words = [.. Enumerable.Range(0, runes).Where(i => i == 0 || text[offsets[i] - 1] == ' ')];
    }

    public override long Draw(ref Draft draft)
    {
        var dice = draft.Account.Dice;
        var start = words[dice.Below(words.Length)];
        return ((long)start << 16) | length.Draw(dice);
    }

    public override void Write(long value, in Draft draft, Utf8Lines lines)
    {
        var start = (int)(value >> 16);
        var from = offsets[start];
        var to = offsets[start + (int)(value & 0xFFFF)];
        lines.Add((byte)'"');
        lines.Add(text.AsSpan(from, to - from));
        lines.Add((byte)'"');
    }
}
