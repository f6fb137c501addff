using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>Instants as RFC 3339 in UTC with a Z and at most 7 decimals, no trailing zeros; any offset is read.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const string Pattern = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public override DateTimeOffset Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(
        Utf8JsonWriter writer,
        DateTimeOffset value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(Text(value));

    internal static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(Pattern, CultureInfo.InvariantCulture);
}
