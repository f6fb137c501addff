using System.Text.Json;
using System.Text.Unicode;
using Evenhand.Core.Codes;

namespace Evenhand.Core.Stream;

/// <summary>The data of an event that comes as <c>data_base64</c> (CloudEvents, JSON format §3.1.1).</summary>
internal static class Base64Data
{
    /// <summary>Decodes the text at hand; the reader then stands at the beginning of the object that it holds.</summary>
    /// <param name="data">Stands on the text.</param>
    /// <param name="isOther">Whether the event says that its data is no JSON.</param>
    /// <returns>Why there is nothing to read; null where there is.</returns>
    public static Fault? Open(ref Utf8JsonReader data, bool isOther)
    {
        if (isOther)
            return Fault.Malformed(FaultKind.OtherData);
        if (!data.TryGetBytesFromBase64(out var bytes))
            return Fault.Malformed(FaultKind.NotBase64);
        if (!Utf8.IsValid(bytes))
            return Fault.Malformed(FaultKind.Base64NotUtf8);
        // The object within is one level further down than that of the event.
        var options = new JsonReaderOptions { MaxDepth = EventParser.MaxDepth - 1 };
        if (!IsWhole(new Utf8JsonReader(bytes, options)))
            return Fault.Malformed(FaultKind.Base64NotJson);
        data = new Utf8JsonReader(bytes, options);
        return data.Read() && data.TokenType == JsonTokenType.StartObject
            ? null
            : Fault.Malformed(FaultKind.Base64NotObject);
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
