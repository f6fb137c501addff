using System.Text.Json;
using System.Text.Json.Serialization;
using Evenhand.Core.Time;

namespace Evenhand.Node.Stored;

/// <summary>An instant on disk: a number of ticks of 100 ns since the Unix epoch.</summary>
internal sealed class MomentForm : JsonConverter<Moment>
{
    /// <inheritdoc/>
    public override Moment Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => new(reader.GetInt64());

    /// <inheritdoc/>
    public override void Write(
        Utf8JsonWriter writer,
        Moment value,
        JsonSerializerOptions options
    ) => writer.WriteNumberValue(value.Ticks);
}
