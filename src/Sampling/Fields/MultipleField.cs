namespace Evenhand.Sampling.Fields;

/// <summary>A whole number in proportion to a number of the same event or of the event it follows: bytes to seconds, say.</summary>
/// <param name="times">The factor for the number as drawn, which is in units of 10^−decimals.</param>
internal sealed class MultipleField(string name, bool fromParent, int slot, double times)
    : Field(name)
{
    private const double Most = 9e15;

    public override long Draw(ref Draft draft)
    {
        var number = fromParent ? draft.Carried[slot] : draft.Values[slot];
        return number == Absent ? Absent : (long)Math.Min(number * times, Most);
    }

    public override void Write(long value, in Draft draft, Utf8Lines lines) => lines.Add(value);
}
