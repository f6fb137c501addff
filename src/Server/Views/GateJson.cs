using System.Text.Json;
using Evenhand.Node.Gate;
using Evenhand.Replay.Output;
using Evenhand.Wire;
using Outcome = Evenhand.Core.Policy.Outcome;

namespace Evenhand.Server.Views;

/// <summary>
/// Writes what the gate says. Most answers allow without a word, and are written field by field, as the serializer would write
/// their record; all others it writes.
/// </summary>
internal static class GateJson
{
    public static void Write(Utf8JsonWriter json, GateOutcome outcome)
    {
        if (IsPlain(outcome))
            WritePlain(json, outcome);
        else
            JsonSerializer.Serialize(json, GateViews.Of(outcome), WireJson.Wire.GateAnswer);
    }

    private static bool IsPlain(GateOutcome outcome) =>
        outcome is { Decision.Outcome: Outcome.Allow, Reservation: null, Warnings.Count: 0 }
        && outcome.Decision.Reasons.IsEmpty
        && outcome.Decision.Tells.IsEmpty;

    private static void WritePlain(Utf8JsonWriter json, GateOutcome outcome)
    {
        var decision = outcome.Decision;
        json.WriteStartObject();
        json.WriteString("kind"u8, "decision"u8);
        json.WriteString("id"u8, decision.Id);
        json.WritePropertyName("time"u8);
        WireJson.Write(json, Instants.Of(decision.Time));
        json.WriteString("account"u8, decision.Account.Text);
        json.WriteString("outcome"u8, "allow"u8);
        json.WriteStartArray("reasons"u8);
        json.WriteEndArray();
        if (outcome.Remaining is { } remaining)
            json.WriteString("remaining"u8, remaining);
        json.WriteString("basis"u8, "live"u8);
        json.WriteEndObject();
    }
}
