using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Evenhand.Import.Files;

/// <summary>A record's JSON with its members in ordinal order and without blanks: the same record, however it was written.</summary>
internal static class CanonicalJson
{
    public static string Of(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, element);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var item in element.EnumerateArray())
                Write(json, item);
            json.WriteEndArray();
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            json.WriteStartObject();
            foreach (
                var member in element
                    .EnumerateObject()
                    .OrderBy(member => member.Name, StringComparer.Ordinal)
            )
            {
                json.WritePropertyName(member.Name);
                Write(json, member.Value);
            }
            json.WriteEndObject();
        }
        else if (element.ValueKind == JsonValueKind.String)
            json.WriteStringValue(element.GetString());
        else
            element.WriteTo(json);
    }
}
