using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>An event that was stored or turned away, and what became of it.</summary>
public sealed record EventView
{
    /// <summary>
    /// The event, a CloudEvent; of a message's text what was kept: encoding and characters. Of one that was turned away what
    /// could be read of its name, without time and data.
    /// </summary>
    public required JsonElement Event { get; init; }

    /// <summary>Whether it counted.</summary>
    public required EventOutcome Outcome { get; init; }

    /// <summary>What it touched in the version in force; empty where nothing is counted.</summary>
    public required IReadOnlyList<TouchedClause> Touched { get; init; }

    /// <summary>Why nothing came of it, or of a part of it, for programs; absent where all did.</summary>
    public string? Code { get; init; }

    /// <summary>The same in words.</summary>
    public string? Detail { get; init; }

    /// <summary>The name that was probably meant; absent where none is near.</summary>
    public string? DidYouMean { get; init; }

    /// <summary>When it was turned away at the door, which is remembered for a week; absent where it is stored.</summary>
    public DateTimeOffset? RejectedAt { get; init; }
}

/// <summary>A clause that an event touched.</summary>
public sealed record TouchedClause
{
    /// <summary>The clause's slug.</summary>
    public required string Clause { get; init; }

    /// <summary>The meter that the clause reads; absent where its rule counts nothing.</summary>
    public string? Meter { get; init; }

    /// <summary>How much was counted, a decimal string; <c>0</c> where its value had counted already.</summary>
    public string? Quantity { get; init; }

    /// <summary>The unit of the quantity, or the currency.</summary>
    public string? Unit { get; init; }
}

/// <summary>Whether an event counted.</summary>
[JsonConverter(typeof(WordConverter<EventOutcome>))]
public enum EventOutcome
{
    /// <summary>A rule, or the account itself, took note of it.</summary>
    Counted,

    /// <summary>It is kept, and nothing came of it.</summary>
    Unmatched,

    /// <summary>It was turned away, or is no good for the account's rules.</summary>
    Rejected,
}
