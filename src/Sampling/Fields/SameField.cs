namespace Evenhand.Sampling.Fields;

/// <summary>What a field of the event that this one follows held; a pool's member may end its life with it.</summary>
internal sealed class SameField(string name, int slot, Field source, Pool? leaves) : Field(name)
{
    public override bool ChangesPool => leaves is not null;

    public override int Decimals => source.Decimals;

    public override long Draw(ref Draft draft)
    {
        var value = draft.Carried[slot];
        if (leaves is not null && value != Absent)
            draft.Account.Members(leaves).Remove((int)value);
        return value;
    }

    public override void Write(long value, in Draft draft, Utf8Lines lines) =>
        source.Write(value, draft, lines);
}
