using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>The gate's decision on an act, with what was held for it and what is left.</summary>
public sealed record GateAnswer : DecisionView
{
    /// <summary>An answer whose members are all still to be set.</summary>
    public GateAnswer() { }

    /// <summary>The answer that a decision makes.</summary>
    [SetsRequiredMembers]
    public GateAnswer(DecisionView decision, Basis basis)
        : base(decision) => Basis = basis;

    /// <summary>What is held, if a reservation was asked for and not denied.</summary>
    [JsonPropertyOrder(1)]
    public ReservationHeld? Reservation { get; init; }

    /// <summary>What is left of the tightest bound that the act meets, a decimal string in its unit; absent where it meets none.</summary>
    [JsonPropertyOrder(2)]
    public string? Remaining { get; init; }

    /// <summary>Whether the server decided, or the client because it could not reach it.</summary>
    [JsonPropertyOrder(3)]
    public required Basis Basis { get; init; }

    /// <summary>What is odd about the act as it was asked about, such as a misspelt field; absent where nothing is.</summary>
    [JsonPropertyOrder(4)]
    public IReadOnlyList<AskWarning>? Warnings { get; init; }

    /// <summary>Why the server cannot say, where the basis is <see cref="Wire.Basis.Refused"/>; no part of its JSON.</summary>
    [JsonIgnore]
    public Problem? Problem { get; init; }

    /// <summary>The rate limit fields that came with the answer; no part of its JSON.</summary>
    [JsonIgnore]
    public RateLimitFields? RateLimit { get; init; }
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

/// <summary>What is odd about an act that was asked about; it was judged without that.</summary>
public sealed record AskWarning
{
    /// <summary>What it is, for programs: a code of docs/CODES.md, such as <c>unknown_field</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The same in words.</summary>
    public required string Detail { get; init; }

    /// <summary>The name that was probably meant; null where none is near.</summary>
    public string? DidYouMean { get; init; }
}
