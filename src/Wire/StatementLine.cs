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

    /// <summary>By which reference rates fees passed through were converted, in the order of days; absent where none were.</summary>
    public IReadOnlyList<ConversionView>? Conversions { get; init; }

    /// <summary>Whether it is to be paid.</summary>
    public required LineStatus Status { get; init; }

    /// <summary>Who let it go or confirmed it, when and why; absent where nobody decided.</summary>
    public DecidedView? Decided { get; init; }

    /// <summary><c>adjustment</c> where the line corrects an earlier cycle; otherwise absent.</summary>
    public string? Kind { get; init; }

    /// <summary>The first day of the cycle that is corrected.</summary>
    public DateOnly? Cycle { get; init; }

    /// <summary>Why it is corrected.</summary>
    public AdjustmentCause? Because { get; init; }
}

/// <summary>Fees that were converted at one rate.</summary>
public sealed record ConversionView
{
    /// <summary>The currency in which they were incurred, ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>The day of the rate: that of the fees, or the last one before that has one.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Units of the statement's currency for one, a decimal string.</summary>
    public required string Rate { get; init; }

    /// <summary>The sum of the fees, a decimal string.</summary>
    public required string Quantity { get; init; }

    /// <summary>The same in the statement's currency, not rounded; the line is rounded once.</summary>
    public required string Amount { get; init; }
}

/// <summary>A person's decision on a line.</summary>
public sealed record DecidedView
{
    /// <summary>Who decided; absent where nobody was named.</summary>
    public string? By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why; absent where no reason was given.</summary>
    public string? Reason { get; init; }
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
