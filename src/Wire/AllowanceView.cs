using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>
/// What a clause includes or allows, and how much of it is used. All quantities are decimal strings in the unit,
/// but for what is there now.
/// </summary>
public sealed record AllowanceView
{
    /// <summary>The clause's slug.</summary>
    public required string Clause { get; init; }

    /// <summary>The clause's heading.</summary>
    public string? Title { get; init; }

    /// <summary>The clause on its policy's page, from the server's root.</summary>
    public string? ClauseUrl { get; init; }

    /// <summary>The policy.</summary>
    public string? Policy { get; init; }

    /// <summary>Its version: of what is included that which states the cycle, of what is allowed that in force.</summary>
    public string? Version { get; init; }

    /// <summary>Whether more costs or stops.</summary>
    public required AllowanceKind Kind { get; init; }

    /// <summary>The meter that it is measured by.</summary>
    public required string Meter { get; init; }

    /// <summary>The unit of the quantities, in the singular.</summary>
    public required string Unit { get; init; }

    /// <summary>The unit in the plural, for people.</summary>
    public string? Units { get; init; }

    /// <summary>What it is for: <c>cycle</c>, <c>day</c>, and so on, in the policy's word.</summary>
    public required string Window { get; init; }

    /// <summary>Which value of the meter counts.</summary>
    public Taken? Taken { get; init; }

    /// <summary>How far it is used and how that is taken, in words for people.</summary>
    public string? Message { get; init; }

    /// <summary>Where the meter stands at this moment (what is stored, say), with what reservations hold.</summary>
    public string? Now { get; init; }

    /// <summary>The unit of that.</summary>
    public string? NowUnit { get; init; }

    /// <summary>What counts so far, as under so_far.</summary>
    public required string Used { get; init; }

    /// <summary>What counts so far: the quantity of the running statement's line, where more is charged on one.</summary>
    public string? SoFar { get; init; }

    /// <summary>What it will have come to when the window ends, at the present rate; absent where that says nothing.</summary>
    public string? Expected { get; init; }

    /// <summary>Included or allowed in the window.</summary>
    public required string Included { get; init; }

    /// <summary>What is left, less what reservations hold; never below 0.</summary>
    public required string Remaining { get; init; }

    /// <summary>What reservations hold; absent where they hold nothing.</summary>
    public string? Held { get; init; }

    /// <summary>Whose figures these are: of all that have their own (users, say) the one that used the most.</summary>
    public string? Of { get; init; }

    /// <summary>When the window began, or the account within it; absent where it never ends.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>When the window ends and the next begins; absent where it never does.</summary>
    public DateTimeOffset? Resets { get; init; }

    /// <summary>When nothing was left any more; absent while something is.</summary>
    public DateTimeOffset? RanOut { get; init; }

    /// <summary>When nothing will be left at the present rate; absent if that is not before the reset, or nothing is left.</summary>
    public DateTimeOffset? RunsOut { get; init; }

    /// <summary>What happens with more.</summary>
    public IReadOnlyList<AllowanceThen>? Then { get; init; }

    /// <summary>What makes room again.</summary>
    public IReadOnlyList<AllowanceLifted>? Lifted { get; init; }

    /// <summary>The lines of the running statement that more is charged on; absent where it is not.</summary>
    public IReadOnlyList<StatementLine>? Lines { get; init; }
}

/// <summary>Whether what is beyond the figure costs or stops.</summary>
[JsonConverter(typeof(WordConverter<AllowanceKind>))]
public enum AllowanceKind
{
    /// <summary>Included: more may be charged.</summary>
    Allowance,

    /// <summary>Allowed: more is denied, warned of or a case.</summary>
    Limit,

    /// <summary>Allowed by the account itself.</summary>
    OwnLimit,
}

/// <summary>Which value of a meter counts.</summary>
[JsonConverter(typeof(WordConverter<Taken>))]
public enum Taken
{
    /// <summary>The sum of the window.</summary>
    Sum,

    /// <summary>How many different values came in the window.</summary>
    Distinct,

    /// <summary>The average over the cycle by time, as if what is there now stayed until its end.</summary>
    Average,

    /// <summary>The highest of the cycle so far.</summary>
    Peak,

    /// <summary>What is there when the cycle ends, as if what is there now stayed.</summary>
    End,

    /// <summary>How many different things were there at any moment of the cycle so far.</summary>
    Touched,

    /// <summary>What is there at the moment.</summary>
    Level,

    /// <summary>What was made less what was taken away.</summary>
    Balance,

    /// <summary>A part by its whole.</summary>
    Ratio,
}

/// <summary>One thing that happens with more than is included or allowed.</summary>
public sealed record AllowanceThen
{
    /// <summary>What happens.</summary>
    public required Consequence What { get; init; }

    /// <summary>The slug of the clause that says so.</summary>
    public required string Clause { get; init; }

    /// <summary>Its heading.</summary>
    public string? Title { get; init; }

    /// <summary>The clause on its policy's page, from the server's root.</summary>
    public string? ClauseUrl { get; init; }

    /// <summary>The price, a decimal string; absent where nothing is billed.</summary>
    public string? Price { get; init; }

    /// <summary>The currency of the price, ISO 4217.</summary>
    public string? Currency { get; init; }

    /// <summary>How many units the price is for.</summary>
    public string? Per { get; init; }

    /// <summary>The unit of that.</summary>
    public string? Unit { get; init; }

    /// <summary>In words for people.</summary>
    public required string Message { get; init; }
}

/// <summary>What happens with more than is included or allowed.</summary>
[JsonConverter(typeof(WordConverter<Consequence>))]
public enum Consequence
{
    /// <summary>It is billed.</summary>
    Billed,

    /// <summary>It is billed once a person confirms it.</summary>
    Proposed,

    /// <summary>It draws on prepaid money.</summary>
    Prepaid,

    /// <summary>It is denied.</summary>
    Denied,

    /// <summary>It is let through with a warning.</summary>
    Warned,

    /// <summary>It opens a case.</summary>
    Case,

    /// <summary>When it happens again and again, it opens a case.</summary>
    RepeatedCase,

    /// <summary>It is told.</summary>
    Notice,

    /// <summary>Automations are paused.</summary>
    Paused,

    /// <summary>Nothing.</summary>
    Nothing,
}

/// <summary>One thing that makes room again.</summary>
public sealed record AllowanceLifted
{
    /// <summary>What makes room.</summary>
    public required Relief By { get; init; }

    /// <summary>Names of what it is about: plans, add-ons, a meter; absent where it is about none.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>When it happens by itself; absent where it does not.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>In words for people.</summary>
    public required string Message { get; init; }
}

/// <summary>What makes room again.</summary>
[JsonConverter(typeof(WordConverter<Relief>))]
public enum Relief
{
    /// <summary>A new window begins.</summary>
    Reset,

    /// <summary>What was used first leaves the window.</summary>
    Aging,

    /// <summary>Less is kept.</summary>
    Less,

    /// <summary>Another plan.</summary>
    Plan,

    /// <summary>More licences.</summary>
    Licences,

    /// <summary>An add-on.</summary>
    AddOn,

    /// <summary>More of another meter, which the figure goes by.</summary>
    Meter,

    /// <summary>An exception.</summary>
    Exception,

    /// <summary>The account sets it otherwise.</summary>
    OwnLimit,

    /// <summary>Money is topped up.</summary>
    TopUp,
}
