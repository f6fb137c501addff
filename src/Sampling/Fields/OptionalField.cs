namespace Evenhand.Sampling.Fields;

/// <summary>A field that only a share of the events carries.</summary>
internal sealed class OptionalField(Field inner, double share) : Field(inner.Name)
{
    public override bool ChangesPool => inner.ChangesPool;

    public override int Decimals => inner.Decimals;

    public override long Draw(ref Draft draft) =>
        draft.Account.Dice.Chance(share) ? inner.Draw(ref draft) : Absent;

    public override void Write(long value, in Draft draft, Utf8Lines lines) =>
        inner.Write(value, draft, lines);
}
