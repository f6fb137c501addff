using System.Text.Json;

namespace Evenhand.Import.Files;

/// <summary>One object of a JSON file, or why it is none. <c>Line</c> is the line on which it begins. Whoever gets it disposes of it.</summary>
internal readonly record struct JsonRecord(long Line, JsonDocument? Document, string? Fault)
{
    public static JsonRecord Of(long line, ReadOnlyMemory<byte> utf8)
    {
        try
        {
            var document = JsonDocument.Parse(utf8);
            var fault =
                document.RootElement.ValueKind != JsonValueKind.Object ? "a record is a JSON object"
                : HasHalves(utf8.Span, document.RootElement)
                    ? "a text in it holds half a surrogate, which is no character"
                : null;
            if (fault is null)
                return new JsonRecord(line, document, null);
            document.Dispose();
            return new JsonRecord(line, null, fault);
        }
        catch (JsonException error)
        {
            return new JsonRecord(line, null, $"not JSON: {Reason(error)}");
        }
    }

    private static bool HasHalves(ReadOnlySpan<byte> utf8, JsonElement root)
    {
        if (utf8.IndexOf("\\ud"u8) < 0 && utf8.IndexOf("\\uD"u8) < 0)
            return false;
        try
        {
            _ = CanonicalJson.Of(root);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static string Reason(JsonException error)
    {
        var position = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return position < 0 ? error.Message : error.Message[..position].TrimEnd('.', ' ');
    }
}
