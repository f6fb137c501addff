namespace Evenhand.Wire;

/// <summary>What is left of an account's prepaid money.</summary>
public sealed record WalletView
{
    /// <summary>Always <c>wallet</c>.</summary>
    public string Kind { get; } = "wallet";

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>At which instant.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The balance in the account's currency, an exact decimal string.</summary>
    public required string Balance { get; init; }
}
