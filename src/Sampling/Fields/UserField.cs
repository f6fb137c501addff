namespace Evenhand.Sampling.Fields;

/// <summary>One of the account's users: as many as it has licences at the time.</summary>
internal sealed class UserField(string name, int skew) : Field(name)
{
    public override long Draw(ref Draft draft)
    {
        var users = draft.Account.Licensed + draft.Account.Restricted;
        return users == 0 ? Impossible : Members.Skewed(draft.Account.Dice, users, skew);
    }

    public override void Write(long value, in Draft draft, Utf8Lines lines)
    {
        lines.Add("\"u"u8);
        lines.Add(value);
        lines.Add((byte)'"');
    }
}
