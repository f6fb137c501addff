using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenhand.Node.Stored;

/// <summary>
/// A figure by name, as it is on disk: an object with a name and a value. Release 0.1 called them item1 and item2, which is still read.
/// </summary>
internal sealed class FigureForm : JsonConverter<(string Name, string Value)>
{
    /// <inheritdoc/>
    public override (string Name, string Value) Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        string? name = null;
        string? value = null;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("a figure is an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isName = reader.ValueTextEquals("name") || reader.ValueTextEquals("item1");
            var isValue = reader.ValueTextEquals("value") || reader.ValueTextEquals("item2");
            reader.Read();
            if (isName)
                name = reader.GetString();
            else if (isValue)
                value = reader.GetString();
            else
                reader.Skip();
        }
        return name is not null && value is not null
            ? (name, value)
            : throw new JsonException("a figure has a name and a value");
    }

    /// <inheritdoc/>
    public override void Write(
        Utf8JsonWriter writer,
        (string Name, string Value) value,
        JsonSerializerOptions options
    )
    {
        writer.WriteStartObject();
        writer.WriteString("name", value.Name);
        writer.WriteString("value", value.Value);
        writer.WriteEndObject();
    }
}
