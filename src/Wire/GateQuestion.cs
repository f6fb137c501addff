using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>May this account do this, now? Asking counts nothing: the act's own event does.</summary>
public sealed record GateQuestion
{
    /// <summary>The account that wants to act.</summary>
    public required string Account { get; init; }

    /// <summary>The type of the event that the act would become, for example <c>sms.sent</c>.</summary>
    public required string Act { get; init; }

    /// <summary>The data that the act's event would carry.</summary>
    public JsonObject? With { get; init; }

    /// <summary>True if the customer was shown the warning and goes on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Acknowledged { get; init; }

    /// <summary>A quantity to hold if the answer is not a denial.</summary>
    public ReserveQuestion? Reserve { get; init; }

    /// <summary>A name for the ask, which makes a retry recognisable; the server makes one if there is none.</summary>
    public string? Id { get; init; }
}

/// <summary>What a reservation is to hold, and for how long.</summary>
public sealed record ReserveQuestion
{
    /// <summary>The quantity, a positive decimal string in the unit that the act counts in.</summary>
    public required string Quantity { get; init; }

    /// <summary>Seconds until it expires by itself, from 1.</summary>
    public required int Seconds { get; init; }
}
