namespace Evenhand.Sampling.Fields;

/// <summary>What a field does with a pool.</summary>
internal enum PoolUse
{
    /// <summary>Names a member.</summary>
    Pick,

    /// <summary>Makes a new member.</summary>
    New,

    /// <summary>Names a member and removes it.</summary>
    Take,
}

/// <summary>A member of one of the account's pools. With a greater skew a few members are named most of the time.</summary>
internal sealed class PoolField(string name, Pool pool, PoolUse use, int skew) : Field(name)
{
    private readonly byte[] opening = Bytes("\"" + pool.Prefix);

    public override bool ChangesPool => use != PoolUse.Pick;

    public override long Draw(ref Draft draft)
    {
        var members = draft.Account.Members(pool);
        return use switch
        {
            PoolUse.New => members.Make(),
            PoolUse.Take => members.Take(draft.Account.Dice),
            _ => members.Pick(draft.Account.Dice, skew),
        };
    }

    public override void Write(long value, in Draft draft, Utf8Lines lines)
    {
        lines.Add(opening);
        lines.Add(value);
        lines.Add((byte)'"');
    }
}
