namespace Evenhand.Sampling.Fields;

/// <summary>A string after a pattern in which every # stands for a digit: a telephone number.</summary>
internal sealed class DigitsField(string name, string pattern) : Field(name)
{
    /// <summary>The most digits that one pattern may leave open.</summary>
    public const int MostDigits = 15;

    private readonly byte[] quoted = Utf8Lines.Quote(pattern);
    private readonly double count = TenTo(pattern.Count(c => c == '#'));

    public override long Draw(ref Draft draft) => (long)(draft.Account.Dice.Unit() * count);

    public override void Write(long value, in Draft draft, Utf8Lines lines)
    {
        foreach (var character in quoted)
        {
            lines.Add(character == (byte)'#' ? (byte)('0' + value % 10) : character);
            if (character == (byte)'#')
                value /= 10;
        }
    }

    private static long TenTo(int digits) => digits == 0 ? 1 : 10 * TenTo(digits - 1);
}
