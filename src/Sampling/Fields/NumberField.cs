namespace Evenhand.Sampling.Fields;

/// <summary>A number from a distribution; quoted where a decimal string is wanted.</summary>
internal sealed class NumberField(string name, Amount amount, bool quoted) : Field(name)
{
    public override int Decimals => amount.Decimals;

    public override long Draw(ref Draft draft) => amount.Draw(draft.Account.Dice);

    public override void Write(long value, in Draft draft, Utf8Lines lines)
    {
        if (quoted)
            lines.Add((byte)'"');
        lines.Add(value, amount.Decimals);
        if (quoted)
            lines.Add((byte)'"');
    }
}
