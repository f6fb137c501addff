using System.Buffers;
using System.Text;
using System.Text.Json;
using Evenhand.Core.Stream;
using Evenhand.Node.Refusals;
using Evenhand.Server.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Routes;

/// <summary>
/// An event in the binary mode of CloudEvents over HTTP (HTTP protocol binding 1.0, §3.1): its attributes come as fields
/// that begin with <c>ce-</c>, its data as the body, whose type is that of the request. It becomes the same in JSON.
/// </summary>
internal static class BinaryEvent
{
    private const string Prefix = "ce-";
    private const string Structured = "application/cloudevents";

    /// <summary>Whether a request is one: it has attributes for fields, and does not say that they are in its body.</summary>
    public static bool Is(HttpRequest request)
    {
        if (
            request.ContentType is { } type
            && type.StartsWith(Structured, StringComparison.OrdinalIgnoreCase)
        )
            return false;
        foreach (var field in request.Headers)
            if (field.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    /// <summary>The event in the JSON format.</summary>
    /// <exception cref="RequestException">An attribute cannot be read, or the data is no JSON.</exception>
    public static ReadOnlyMemory<byte> Json(HttpRequest request, ReadOnlySpan<byte> data)
    {
        var type = request.ContentType;
        if (!data.IsEmpty && type is not null && !ContentType.IsJson(Encoding.UTF8.GetBytes(type)))
            throw Refusal.WrongType(
                "the data of an event is JSON: its Content-Type is application/json, or ends in +json"
            );
        var output = new ArrayBufferWriter<byte>(data.Length + 1024);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            foreach (var field in request.Headers)
                if (field.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                    json.WriteString(Attribute(field.Key), Value(field.Key, field.Value!));
            if (!data.IsEmpty)
                Write(json, data);
            json.WriteEndObject();
        }
        return output.WrittenMemory;
    }

    /// <summary>The names of attributes are lower case; those of fields are in any.</summary>
    private static string Attribute(string field)
    {
        var name = field[Prefix.Length..].ToLowerInvariant();
        return name is "data" or "data_base64" or "datacontenttype" || name.Length == 0
            ? throw Malformed(
                field,
                "is no attribute; the data is the body, and its type the Content-Type"
            )
            : name;
    }

    private static string Value(string field, Microsoft.Extensions.Primitives.StringValues values)
    {
        if (values is not [{ } written])
            throw Malformed(field, "stands twice");
        return Percent.Decode(Unquoted(written.Trim()), lenient: true)
            ?? throw Malformed(field, "is not valid UTF-8 when its percent signs are decoded");
    }

    /// <summary>Fields may come quoted (RFC 7230 §3.2.6); then a backslash keeps the character after it.</summary>
    private static string Unquoted(string written)
    {
        if (written is not ['"', .. var inner, '"'])
            return written;
        var text = new StringBuilder(inner.Length);
        for (var at = 0; at < inner.Length; at++)
            text.Append(inner[at] == '\\' && at + 1 < inner.Length ? inner[++at] : inner[at]);
        return text.ToString();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> data)
    {
        json.WritePropertyName("data"u8);
        try
        {
            // Checked as it is written, so that it cannot end the event and begin another.
            json.WriteRawValue(data, skipInputValidation: false);
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw Refusal.Malformed("the body, which is the event's data, is not valid JSON");
        }
    }

    private static RequestException Malformed(string field, string what) =>
        Refusal.Malformed($"the field {Short(field)} {what}");

    private static string Short(string field) => field.Length <= 64 ? field : field[..64] + "…";
}
