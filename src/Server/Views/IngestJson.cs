using System.Text.Json;
using Evenhand.Core.Codes;
using Evenhand.Node.Bodies;
using Evenhand.Wording;

namespace Evenhand.Server.Views;

/// <summary>Writes what became of a batch of events.</summary>
internal static class IngestJson
{
    public static void Write(Utf8JsonWriter json, IngestOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteNumber("accepted"u8, outcome.Accepted);
        json.WriteNumber("duplicates"u8, outcome.Duplicates);
        json.WriteStartArray("rejected"u8);
        foreach (var each in outcome.Rejected)
            Write(json, each.Index, each.Code, each.Detail, each.DidYouMean, each.Code.Row().Again);
        json.WriteEndArray();
        json.WriteStartArray("warnings"u8);
        foreach (var (index, fault) in outcome.Warnings)
            Write(json, index, fault.Code, FaultSentence.Of(fault), fault.DidYouMean, again: false);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(
        Utf8JsonWriter json,
        int index,
        Code code,
        string detail,
        string? meant,
        bool again
    )
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, index);
        json.WriteString("code"u8, code.Name());
        if (again)
            json.WriteBoolean("retry"u8, true);
        json.WriteString("detail"u8, detail);
        if (meant is not null)
            json.WriteString("did_you_mean"u8, meant);
        json.WriteEndObject();
    }
}
