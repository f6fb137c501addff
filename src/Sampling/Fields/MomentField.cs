namespace Evenhand.Sampling.Fields;

/// <summary>A moment some time after the event, or its date in UTC.</summary>
internal sealed class MomentField(string name, long delay, bool dateOnly) : Field(name)
{
    public override long Draw(ref Draft draft) => draft.Time + delay;

    public override void Write(long value, in Draft draft, Utf8Lines lines)
    {
        lines.Add((byte)'"');
        if (dateOnly)
            draft.Account.Period.WriteDate(value, lines);
        else
            draft.Account.Period.WriteTime(value, lines);
        lines.Add((byte)'"');
    }
}
