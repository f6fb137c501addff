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
    public const int Data64 = 128;
    public const int ContentType = 256;

    /// <summary>Of the extension that orders the events of one source (CloudEvents, Sequence).</summary>
    public const int Sequence = 512;

    public const int Required = SpecVersion | Id | Source | Type | Time | Subject;

    /// <summary>Which attribute a property is; by its length first, because every line asks seven times.</summary>
    public static int Of(ReadOnlySpan<byte> name) =>
        name.Length switch
        {
            2 => name.SequenceEqual("id"u8) ? Id : Extension,
            4 => OfFour(name),
            6 => name.SequenceEqual("source"u8) ? Source : Extension,
            7 => name.SequenceEqual("subject"u8) ? Subject : Extension,
            8 => name.SequenceEqual("sequence"u8) ? Sequence : Extension,
            11 => OfEleven(name),
            15 => name.SequenceEqual("datacontenttype"u8) ? ContentType : Extension,
            _ => Extension,
        };

    /// <summary>Which attribute the property at hand is, however it is escaped.</summary>
    public static int Of(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? OfEscaped(ref reader) : Of(reader.ValueSpan);

    private static int OfFour(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("data"u8))
            return Data;
        if (name.SequenceEqual("type"u8))
            return Type;
        return name.SequenceEqual("time"u8) ? Time : Extension;
    }

    private static int OfEleven(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("specversion"u8))
            return SpecVersion;
        return name.SequenceEqual("data_base64"u8) ? Data64 : Extension;
    }

    private static int OfEscaped(ref Utf8JsonReader reader)
    {
        for (var attribute = SpecVersion; attribute <= Sequence; attribute <<= 1)
            if (reader.ValueTextEquals(Name(attribute)))
                return attribute;
        return Extension;
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
            Data64 => "data_base64",
            ContentType => "datacontenttype",
            Sequence => "sequence",
            _ => "data",
        };
}
