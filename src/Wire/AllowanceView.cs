using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>What a clause includes or allows, and how much of it is used.</summary>
public sealed record AllowanceView
{
    /// <summary>The clause's slug.</summary>
    public required string Clause { get; init; }

    /// <summary>Whether more costs or stops.</summary>
    public required AllowanceKind Kind { get; init; }

    /// <summary>The meter that it is measured by.</summary>
    public required string Meter { get; init; }

    /// <summary>The unit of the quantities.</summary>
    public required string Unit { get; init; }

    /// <summary>What it is for: <c>cycle</c>, <c>day</c>, and so on, in the policy's word.</summary>
    public required string Window { get; init; }

    /// <summary>Used so far in the window, with what is held; a decimal string.</summary>
    public required string Used { get; init; }

    /// <summary>Included or allowed in the window, a decimal string.</summary>
    public required string Included { get; init; }

    /// <summary>What is left, a decimal string, never below 0.</summary>
    public required string Remaining { get; init; }

    /// <summary>When the window ends and the next begins; absent where it never does.</summary>
    public DateTimeOffset? Resets { get; init; }

    /// <summary>When nothing will be left at the present rate; absent if that is not before the reset.</summary>
    public DateTimeOffset? RunsOut { get; init; }
}

/// <summary>Whether what is beyond the figure costs or stops.</summary>
[JsonConverter(typeof(WordConverter<AllowanceKind>))]
public enum AllowanceKind
{
    /// <summary>Included: more may be charged.</summary>
    Allowance,

    /// <summary>Allowed: more is denied, warned of or a case.</summary>
    Limit,
}
