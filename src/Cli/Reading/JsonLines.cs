using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Evenhand.Cli.Reading;

/// <summary>Records of the wire as lines, for programs.</summary>
internal static class JsonLines
{
    /// <summary>Writes a record on a line.</summary>
    public static void Write<T>(T record, JsonTypeInfo<T> type) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(record, type));
}
