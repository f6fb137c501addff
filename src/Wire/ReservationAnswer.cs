using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>How much of a reservation was needed. Settling ends the hold; the act's own event counts.</summary>
public sealed record SettleQuestion
{
    /// <summary>What the act took, a decimal string from 0; it may be more than was held.</summary>
    public required string Quantity { get; init; }
}

/// <summary>A reservation after it was settled or released.</summary>
public sealed record ReservationAnswer
{
    /// <summary>The reservation's id.</summary>
    public required string Id { get; init; }

    /// <summary>The account that it holds for.</summary>
    public required string Account { get; init; }

    /// <summary>Where it stands.</summary>
    public required ReservationStatus Status { get; init; }

    /// <summary>The quantity that was held, a decimal string.</summary>
    public required string Quantity { get; init; }

    /// <summary>The quantity that it was settled with, a decimal string; absent unless settled.</summary>
    public string? Settled { get; init; }

    /// <summary>When it is, or would have been, let go by itself.</summary>
    public required DateTimeOffset Expires { get; init; }
}

/// <summary>Where a reservation stands. Only <see cref="Held"/> counts against limits and allowances.</summary>
[JsonConverter(typeof(WordConverter<ReservationStatus>))]
public enum ReservationStatus
{
    /// <summary>Its quantity counts.</summary>
    Held,

    /// <summary>The act happened.</summary>
    Settled,

    /// <summary>The act did not happen.</summary>
    Released,

    /// <summary>Nobody said.</summary>
    Expired,
}
