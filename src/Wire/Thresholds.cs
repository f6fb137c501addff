namespace Evenhand.Wire;

/// <summary>What an account wants to be told of, in the place of all that it wanted before.</summary>
public sealed record ThresholdsQuestion
{
    /// <summary>All of it; at most 50.</summary>
    public required IReadOnlyList<ThresholdItem> Items { get; init; }
}

/// <summary>A share of what a clause includes or allows; or what the charges of a cycle come to.</summary>
public sealed record ThresholdItem
{
    /// <summary>The slug of the clause; absent for an amount.</summary>
    public string? Clause { get; init; }

    /// <summary>How many hundredths, from 1; absent for an amount.</summary>
    public int? Percent { get; init; }

    /// <summary>An amount in the account's currency, a decimal such as <c>"100.00"</c>; absent for a share.</summary>
    public string? Amount { get; init; }

    /// <summary>What the account was told of it in the present cycle; only in answers.</summary>
    public ThresholdWord? Told { get; init; }
}

/// <summary>What an account was told of a threshold in a cycle.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(WordConverter<ThresholdWord>))]
public enum ThresholdWord
{
    /// <summary>Nothing: it was not reached.</summary>
    Nothing,

    /// <summary>That it was reached.</summary>
    Reached,

    /// <summary>That what was reached is no longer so.</summary>
    Resolved,
}
