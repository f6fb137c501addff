using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Evenhand.Server.Routes;

/// <summary>Gives events that have no time the present one.</summary>
internal static class MissingTimes
{
    /// <summary>The body as it is where every event has a time, or where it cannot be read; else with times added.</summary>
    /// <param name="body">One event or an array of them.</param>
    /// <param name="now">The time of events that have none.</param>
    public static ReadOnlyMemory<byte> Fill(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        try
        {
            return Lacks(body.Span) ? Filled(body, now) : body;
        }
        catch (JsonException)
        {
            // Whoever parses it will say what is wrong, and where.
            return body;
        }
    }

    private static bool Lacks(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        int depth = 0,
            events = 0,
            times = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartArray && reader.CurrentDepth == 0)
                depth = 1;
            else if (reader.CurrentDepth == depth && reader.TokenType == JsonTokenType.StartObject)
                events++;
            else if (reader.CurrentDepth == depth + 1 && IsTime(ref reader))
                times += reader.Read() && reader.TokenType != JsonTokenType.Null ? 1 : 0;
        }
        return times < events;
    }

    private static bool IsTime(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("time"u8);

    private static ReadOnlyMemory<byte> Filled(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        using var document = JsonDocument.Parse(body);
        var buffer = new ArrayBufferWriter<byte>(body.Length + 64);
        using var json = new Utf8JsonWriter(
            buffer,
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
        if (document.RootElement.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var each in document.RootElement.EnumerateArray())
                Write(each, now, json);
            json.WriteEndArray();
        }
        else
        {
            Write(document.RootElement, now, json);
        }
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void Write(JsonElement one, DateTimeOffset now, Utf8JsonWriter json)
    {
        if (one.ValueKind != JsonValueKind.Object || HasTime(one))
        {
            one.WriteTo(json);
            return;
        }
        json.WriteStartObject();
        foreach (var property in one.EnumerateObject().Where(each => !each.NameEquals("time"u8)))
            property.WriteTo(json);
        json.WriteString("time"u8, now.UtcDateTime);
        json.WriteEndObject();
    }

    private static bool HasTime(JsonElement one) =>
        one.TryGetProperty("time"u8, out var time) && time.ValueKind != JsonValueKind.Null;
}
