using System.Globalization;
using System.Text.Json;

namespace Evenhand.Server.Views;

/// <summary>Ticks since the Unix epoch as instants of the wire.</summary>
internal static class Instants
{
    private const string Pattern = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";
    private const int Longest = 28;

    public static DateTimeOffset Of(long ticks) => DateTimeOffset.UnixEpoch.AddTicks(ticks);

    public static DateTimeOffset? Of(long? ticks) => ticks is { } some ? Of(some) : null;

    /// <summary>Writes an instant as RFC 3339, UTC.</summary>
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, long ticks)
    {
        Span<byte> text = stackalloc byte[Longest];
        var instant = new DateTime(DateTime.UnixEpoch.Ticks + ticks, DateTimeKind.Utc);
        instant.TryFormat(text, out var length, Pattern, CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }
}
