namespace Evenhand.Tests.Ledger.Troubled;

/// <summary>A call that was made of a ledger.</summary>
/// <param name="Number">The how manieth call of all, from 1.</param>
/// <param name="Member">What was asked.</param>
/// <param name="Accounts">The accounts that it concerns, in ordinal order with commas between; the shared stream is empty.</param>
/// <param name="Ordinal">The how manieth call of this member for these accounts, from 1.</param>
internal sealed record LedgerCall(int Number, LedgerMember Member, string Accounts, int Ordinal)
{
    /// <summary>Whether it concerns an account.</summary>
    public bool Concerns(string account) => Accounts.Split(',').Contains(account);

    /// <summary>Whether it is this call in another run, where calls side by side may have another order.</summary>
    public bool IsAs(LedgerCall other) =>
        (Member, Accounts, Ordinal) == (other.Member, other.Accounts, other.Ordinal);

    public override string ToString() => $"{Member} {Ordinal} of [{Accounts}]";
}
