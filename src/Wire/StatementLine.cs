using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>One line: <c>amount = round(billable ÷ per × unit_price)</c>. Every quantity is a decimal string.</summary>
public sealed record StatementLine
{
    /// <summary>The clause's slug.</summary>
    public required string Clause { get; init; }

    /// <summary>The clause's heading; absent where it was stated before headings were kept.</summary>
    public string? Title { get; init; }

    /// <summary>The clause on its policy's page, from the server's root.</summary>
    public string? ClauseUrl { get; init; }

    /// <summary>The version in force at the cycle's first instant.</summary>
    public required string Version { get; init; }

    /// <summary>What was used; the signed difference on an adjustment.</summary>
    public required string Quantity { get; init; }

    /// <summary>The unit of quantity, included and billable.</summary>
    public required string Unit { get; init; }

    /// <summary>What was included.</summary>
    public required string Included { get; init; }

    /// <summary>What is charged for; the signed difference on an adjustment.</summary>
    public required string Billable { get; init; }

    /// <summary>The price of so many units as <c>per</c> says; null where costs are passed through.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? UnitPrice { get; init; }

    /// <summary>How many units the price is for.</summary>
    public required string Per { get; init; }

    /// <summary>The amount, with the currency's decimals; signed on an adjustment.</summary>
    public required string Amount { get; init; }

    /// <summary>How the figures come to the amount, in words for people.</summary>
    public string? Equation { get; init; }

    /// <summary>Whether it is to be paid.</summary>
    public required LineStatus Status { get; init; }

    /// <summary><c>adjustment</c> where the line corrects an earlier cycle; otherwise absent.</summary>
    public string? Kind { get; init; }

    /// <summary>The first day of the cycle that is corrected.</summary>
    public DateOnly? Cycle { get; init; }

    /// <summary>Why it is corrected.</summary>
    public AdjustmentCause? Because { get; init; }
}

/// <summary>Whether a line is to be paid.</summary>
[JsonConverter(typeof(WordConverter<LineStatus>))]
public enum LineStatus
{
    /// <summary>Yes.</summary>
    Due,

    /// <summary>Not before a person confirms it.</summary>
    Proposed,

    /// <summary>No: a person waived it.</summary>
    Waived,
}

/// <summary>Why a cycle that was stated comes out differently now.</summary>
[JsonConverter(typeof(WordConverter<AdjustmentCause>))]
public enum AdjustmentCause
{
    /// <summary>Events came after it was stated.</summary>
    Late,

    /// <summary>An event was taken back.</summary>
    Void,

    /// <summary>A charge was waived or confirmed, or an exception granted.</summary>
    Waiver,

    /// <summary>A reference rate came or was corrected.</summary>
    Rate,
}
