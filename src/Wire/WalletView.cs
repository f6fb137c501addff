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

/// <summary>Prepaid money of an account, with a page of what moved it, the earliest first.</summary>
public sealed record WalletPage
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>At which instant.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The currency, ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>What is left: an exact decimal string, below 0 when acts drew more than there was.</summary>
    public required string Balance { get; init; }

    /// <summary>The movements.</summary>
    public required IReadOnlyList<WalletEntry> Items { get; init; }

    /// <summary>Where the next page begins; null on the last.</summary>
    [System.Text.Json.Serialization.JsonIgnore(
        Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never
    )]
    public string? Next { get; init; }
}

/// <summary>One movement of prepaid money.</summary>
public sealed record WalletEntry
{
    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What was added; negative what an act drew. A decimal string.</summary>
    public required string Amount { get; init; }

    /// <summary>What there was then, a decimal string.</summary>
    public required string Balance { get; init; }

    /// <summary>The slug of the clause under which it was drawn; absent for what was added.</summary>
    public string? Clause { get; init; }

    /// <summary>Its heading.</summary>
    public string? Title { get; init; }

    /// <summary>The clause on its policy's page, from the server's root.</summary>
    public string? ClauseUrl { get; init; }

    /// <summary>The source of the event that made it.</summary>
    public required string Source { get; init; }

    /// <summary>The event's id.</summary>
    public required string Id { get; init; }

    /// <summary>The event's type.</summary>
    public required string Type { get; init; }
}
