using System.Text.Json;

namespace Evenhand.Core.Stream;

/// <summary>The context attributes of a CloudEvent (CloudEvents 1.0 §3) as bits; other attributes have none.</summary>
internal static class Attributes
{
    public const int Extension = 0;
    public const int SpecVersion = 1;
    public const int Id = 2;
    public const int Source = 4;
    public const int Type = 8;
    public const int Time = 16;
    public const int Subject = 32;
    public const int Data = 64;

    public const int Required = SpecVersion | Id | Source | Type | Time | Subject;

    public static int Of(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("id"u8))
            return Id;
        if (reader.ValueTextEquals("data"u8))
            return Data;
        if (reader.ValueTextEquals("type"u8))
            return Type;
        if (reader.ValueTextEquals("time"u8))
            return Time;
        if (reader.ValueTextEquals("source"u8))
            return Source;
        if (reader.ValueTextEquals("subject"u8))
            return Subject;
        return reader.ValueTextEquals("specversion"u8) ? SpecVersion : Extension;
    }

    public static string Name(int attribute) =>
        attribute switch
        {
            SpecVersion => "specversion",
            Id => "id",
            Source => "source",
            Type => "type",
            Time => "time",
            Subject => "subject",
            _ => "data",
        };
}
