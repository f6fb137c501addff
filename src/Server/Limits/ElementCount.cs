using System.Text.Json;
using Evenhand.Runtime.Serving.Ingest;

namespace Evenhand.Server.Limits;

/// <summary>Whether a body holds more elements than are taken at once.</summary>
internal static class ElementCount
{
    /// <summary>The least bytes of an element with what divides it from the next.</summary>
    private const int Shortest = 2;

    /// <summary>Whether there are more than so many. A body that cannot be read is not counted to its end.</summary>
    public static bool Exceeds(ReadOnlySpan<byte> body, BodyFormat format, int most)
    {
        if (format == BodyFormat.Single || body.Length / Shortest < most)
            return false;
        return format == BodyFormat.Lines
            ? body.Count((byte)'\n') > most
            // There are fewer elements than commas; only where those are many is it worth reading.
            : body.Count((byte)',') >= most && CountArray(body, most) > most;
    }

    private static int CountArray(ReadOnlySpan<byte> body, int most)
    {
        var reader = new Utf8JsonReader(body);
        var count = 0;
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
                return 0;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && count <= most)
            {
                reader.Skip();
                count++;
            }
        }
        catch (JsonException)
        {
            // Whoever parses it will say what is wrong, and where.
        }
        return count;
    }
}
