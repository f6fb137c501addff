using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenhand.Client.Wire;

/// <summary>The decision on an act, with every clause that stands against it.</summary>
public sealed record GateAnswer
{
    /// <summary>Always <c>decision</c>.</summary>
    public string Kind { get; } = "decision";

    /// <summary>The ask's id: the caller's or the server's.</summary>
    public required string Id { get; init; }

    /// <summary>The instant that was decided for.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account that asked.</summary>
    public required string Account { get; init; }

    /// <summary>Allowed, allowed with a warning, or denied.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Why; empty when allowed.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>What is held, if a reservation was asked for and not denied.</summary>
    public ReservationHeld? Reservation { get; init; }

    /// <summary>What is left of the tightest bound that the act meets, a decimal string in its unit; absent where it meets none.</summary>
    public string? Remaining { get; init; }

    /// <summary>Whether the server decided, or the client because it could not reach it.</summary>
    public required Basis Basis { get; init; }

    /// <summary>The rate limit fields that came with the answer; no part of its JSON.</summary>
    [JsonIgnore]
    public RateLimitFields? RateLimit { get; init; }

    /// <summary>Figures that the policy tells the caller, by name: <c>max_duration</c> in seconds, for example.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Told { get; set; }
}

/// <summary>A clause that stands against an act.</summary>
public sealed record Reason
{
    /// <summary>The clause's slug.</summary>
    public required string Clause { get; init; }

    /// <summary>The policy's name.</summary>
    public required string Policy { get; init; }

    /// <summary>The version in force.</summary>
    public required string Version { get; init; }

    /// <summary>A sentence for people.</summary>
    public required string Message { get; init; }

    /// <summary>The limit, a decimal string in the clause's unit.</summary>
    public string? Limit { get; init; }

    /// <summary>What was used of it, a decimal string in the same unit.</summary>
    public string? Used { get; init; }

    /// <summary>When the limit starts anew.</summary>
    public DateTimeOffset? Resets { get; init; }

    /// <summary>Whole seconds until it is worth asking again, a decimal string.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>What this reason alone would have the answer be; absent from a server that does not tell.</summary>
    public Outcome? Outcome { get; init; }
}

/// <summary>A quantity that is held for an act.</summary>
public sealed record ReservationHeld
{
    /// <summary>The reservation's id.</summary>
    public required string Id { get; init; }

    /// <summary>The quantity held, a decimal string.</summary>
    public required string Quantity { get; init; }

    /// <summary>When it is let go unless it was settled or released before.</summary>
    public required DateTimeOffset Expires { get; init; }
}
