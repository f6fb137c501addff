using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>Instants as RFC 3339 in UTC with a Z and at most 7 decimals, no trailing zeros; any offset is read.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    /// <summary>Characters with all decimals, as the round-trip format writes them.</summary>
    public const int Longest = 28;

    public override DateTimeOffset Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(
        Utf8JsonWriter writer,
        DateTimeOffset value,
        JsonSerializerOptions options
    )
    {
        Span<byte> room = stackalloc byte[Longest];
        writer.WriteStringValue(Written(value, room));
    }

    internal static string Text(DateTimeOffset instant)
    {
        Span<byte> room = stackalloc byte[Longest];
        return Encoding.ASCII.GetString(Written(instant, room));
    }

    /// <summary>The round-trip format without the zeros at its end.</summary>
    internal static ReadOnlySpan<byte> Written(DateTimeOffset instant, Span<byte> room)
    {
        instant.UtcDateTime.TryFormat(room, out var length, "O", CultureInfo.InvariantCulture);
        length = room[..(length - 1)].TrimEnd((byte)'0').TrimEnd((byte)'.').Length;
        room[length++] = (byte)'Z';
        return room[..length];
    }
}
