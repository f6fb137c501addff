namespace Evenhand.Sampling.Fields;

/// <summary>One of several pieces of JSON, by weight.</summary>
internal sealed class ChoiceField(string name, Weighted<byte[]> choices) : Field(name)
{
    public override long Draw(ref Draft draft) => choices.PickIndex(draft.Account.Dice);

    public override void Write(long value, in Draft draft, Utf8Lines lines) =>
        lines.Add(choices[(int)value]);
}
