using System.Text.Json;
using System.Text.Unicode;

namespace Evenhand.Core.Stream;

/// <summary>The data of an event that comes as <c>data_base64</c> (CloudEvents, JSON format §3.1.1).</summary>
internal static class Base64Data
{
    /// <summary>Decodes the text at hand; the reader then stands at the beginning of the object that it holds.</summary>
    /// <param name="data">Stands on the text.</param>
    /// <param name="isOther">Whether the event says that its data is no JSON.</param>
    /// <returns>Why there is nothing to read; null where there is.</returns>
    public static string? Open(ref Utf8JsonReader data, bool isOther)
    {
        if (isOther)
            return "data_base64 is not JSON, as datacontenttype says; other data is not read";
        if (!data.TryGetBytesFromBase64(out var bytes))
            return "data_base64 is not Base64";
        if (!Utf8.IsValid(bytes))
            return "data_base64 is not valid UTF-8";
        // The object within is one level further down than that of the event.
        var options = new JsonReaderOptions { MaxDepth = EventParser.MaxDepth - 1 };
        if (!IsWhole(new Utf8JsonReader(bytes, options)))
            return "data_base64 is not valid JSON";
        data = new Utf8JsonReader(bytes, options);
        return data.Read() && data.TokenType == JsonTokenType.StartObject
            ? null
            : "data_base64 is not an object";
    }

    private static bool IsWhole(Utf8JsonReader reader)
    {
        try
        {
            while (reader.Read())
                continue;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
