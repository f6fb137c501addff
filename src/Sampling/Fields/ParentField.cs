namespace Evenhand.Sampling.Fields;

/// <summary>The id of the event that this one follows.</summary>
internal sealed class ParentField(string name) : Field(name)
{
    public override long Draw(ref Draft draft) => draft.ParentNumber;

    public override void Write(long value, in Draft draft, Utf8Lines lines)
    {
        lines.Add((byte)'"');
        lines.Add(draft.Account.IdPrefix);
        lines.Add(value);
        lines.Add((byte)'"');
    }
}
