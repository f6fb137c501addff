using System.Text.Json;
using Evenhand.Core.Codes;
using Evenhand.Runtime.Serving.Ingest;

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
        foreach (var (index, code, detail) in outcome.Rejected)
        {
            json.WriteStartObject();
            json.WriteNumber("index"u8, index);
            json.WriteString("code"u8, code.Name());
            if (code.Row().Again)
                json.WriteBoolean("retry"u8, true);
            json.WriteString("detail"u8, detail);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
