namespace Evenhand.Wire;

/// <summary>A limit that an account is to have.</summary>
public sealed record LimitQuestion
{
    /// <summary>How much, a decimal string of a whole number; null or absent takes the limit away.</summary>
    public string? Amount { get; init; }
}

/// <summary>A limit that an account has set for itself.</summary>
public sealed record LimitView
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The name that the policy gives the limit.</summary>
    public required string Meter { get; init; }

    /// <summary>How it is set, a decimal string; absent while it is not.</summary>
    public string? Amount { get; init; }

    /// <summary>The unit of the amount.</summary>
    public required string Unit { get; init; }
}
