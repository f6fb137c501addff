using System.Globalization;
using System.Text.Json;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Runtime.Serving.Gate;
using Hold = Evenhand.Runtime.Serving.Gate.Hold;

namespace Evenhand.Server.Views;

/// <summary>Writes what the gate says: a decision as in a replay, with what was held and what is left.</summary>
internal static class GateJson
{
    public static void Write(Utf8JsonWriter json, GateOutcome outcome)
    {
        json.WriteStartObject();
        WriteDecision(json, outcome.Decision);
        if (outcome.Reservation is { } hold)
            WriteHold(json, hold);
        if (outcome.Remaining is { } remaining)
            json.WriteString("remaining"u8, remaining);
        json.WriteString("basis"u8, "live"u8);
        json.WriteEndObject();
    }

    /// <summary>Writes a decision by itself.</summary>
    public static void Write(Utf8JsonWriter json, Decision decision)
    {
        json.WriteStartObject();
        WriteDecision(json, decision);
        json.WriteEndObject();
    }

    private static void WriteDecision(Utf8JsonWriter json, Decision decision)
    {
        json.WriteString("kind"u8, "decision"u8);
        json.WriteString("id"u8, decision.Id);
        Instants.Write(json, "time"u8, decision.Time);
        json.WriteString("account"u8, decision.Account);
        json.WriteString("outcome"u8, Word(decision.Outcome));
        foreach (var (name, amount) in decision.Tells)
            json.WriteString(name, amount);
        json.WriteStartArray("reasons"u8);
        foreach (var reason in decision.Reasons)
            WriteReason(json, reason, decision.Time);
        json.WriteEndArray();
    }

    private static void WriteReason(Utf8JsonWriter json, Reason reason, long asked)
    {
        json.WriteStartObject();
        json.WriteString("clause"u8, reason.Clause);
        json.WriteString("policy"u8, reason.Policy);
        json.WriteString("version"u8, reason.Version);
        json.WriteString("message"u8, reason.Message);
        if (reason.Limit is not null)
            json.WriteString("limit"u8, reason.Limit);
        if (reason.Used is not null)
            json.WriteString("used"u8, reason.Used);
        if (reason.Resets is { } resets)
            Instants.Write(json, "resets"u8, resets);
        if (reason.RetryAt is { } retry)
            json.WriteString("retry_after"u8, WholeSeconds(retry - asked));
        json.WriteString("outcome"u8, Word(reason.Outcome));
        json.WriteEndObject();
    }

    private static void WriteHold(Utf8JsonWriter json, Hold hold)
    {
        json.WriteStartObject("reservation"u8);
        json.WriteString("id"u8, hold.Id);
        json.WriteString("quantity"u8, Quantities.Text(hold.Quantity));
        Instants.Write(json, "expires"u8, hold.Expires);
        json.WriteEndObject();
    }

    private static string WholeSeconds(long ticks) =>
        ((ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond).ToString(
            CultureInfo.InvariantCulture
        );

    private static ReadOnlySpan<byte> Word(Outcome outcome) =>
        outcome switch
        {
            Outcome.Allow => "allow"u8,
            Outcome.Warn => "warn"u8,
            _ => "deny"u8,
        };
}
