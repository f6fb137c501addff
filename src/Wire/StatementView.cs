using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>An account's cycle, priced.</summary>
public sealed record StatementView
{
    /// <summary>Always <c>statement</c>.</summary>
    public string Kind { get; } = "statement";

    /// <summary>The statement's id: of an account and cycle always the same.</summary>
    public string? Id { get; init; }

    /// <summary>The first day of the cycle, which is the last part of its address; only a server tells it.</summary>
    public DateOnly? Cycle { get; init; }

    /// <summary>Where it is read, from the server's root; only a server tells it.</summary>
    public string? Url { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The policy that it was stated under.</summary>
    public required string Policy { get; init; }

    /// <summary>The cycle's first instant.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The first instant after it.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The currency of the amounts, ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>By clause, then version; adjustments of earlier cycles follow.</summary>
    public required IReadOnlyList<StatementLine> Lines { get; init; }

    /// <summary>The sum of the lines that are due, a decimal string with the currency's decimals.</summary>
    public required string Due { get; init; }

    /// <summary>The sum of the lines that await a person's confirmation, likewise.</summary>
    public required string Proposed { get; init; }

    /// <summary>What could not be priced for want of a rate; absent where there is none.</summary>
    public IReadOnlyList<Unpriced>? Unpriced { get; init; }

    /// <summary>
    /// What it will correct of earlier cycles when it is stated, as things stand; it is not in the totals yet. Absent where
    /// nothing waits.
    /// </summary>
    public IReadOnlyList<StatementLine>? Pending { get; init; }

    /// <summary>True while the cycle is open: computed now from what has arrived.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Running { get; init; }

    /// <summary>True if this is the record made when the cycle closed, which never changes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Stated { get; init; }

    /// <summary>True for the statement that gathers the adjustments of an account that has ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Closing { get; init; }
}

/// <summary>A usage that a rate is missing for.</summary>
public sealed record Unpriced
{
    /// <summary>The clause's slug.</summary>
    public required string Clause { get; init; }

    /// <summary>How much, a decimal string.</summary>
    public required string Quantity { get; init; }

    /// <summary>Its unit or currency.</summary>
    public required string Unit { get; init; }
}
