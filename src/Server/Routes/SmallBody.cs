using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Evenhand.Node.Refusals;
using Evenhand.Server.Limits;
using Evenhand.Server.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Routes;

/// <summary>Bodies of a few fields.</summary>
internal static class SmallBody
{
    private const int MostBytes = 1 << 14;

    /// <summary>A body as a record of the wire.</summary>
    /// <exception cref="RequestException">It is none.</exception>
    public static async Task<T> ReadAsync<T>(
        HttpContext context,
        BodyReader bodies,
        JsonTypeInfo<T> type,
        int mostBytes = MostBytes
    )
        where T : class
    {
        Media.Of(context.Request, Media.Json);
        using var body = await bodies.ReadAsync(context, mostBytes);
        try
        {
            var read =
                JsonSerializer.Deserialize(body.Bytes.Span, type)
                ?? throw Refusal.Malformed("the body should be an object");
            KnownFields.Check(body.Bytes.Span, type);
            return read;
        }
        catch (InvalidOperationException)
        {
            throw Refusal.Malformed("not valid text: half of a surrogate pair");
        }
        catch (JsonException error)
        {
            throw Refusal.Malformed("the body is not what is described here", Pointer(error.Path));
        }
    }

    /// <summary>A body as it came, which is a record of the wire.</summary>
    /// <exception cref="RequestException">It is none.</exception>
    public static async Task<JsonObject> ReadRawAsync(
        HttpContext context,
        BodyReader bodies,
        JsonTypeInfo type
    )
    {
        Media.Of(context.Request, Media.Json);
        using var body = await bodies.ReadAsync(context, MostBytes);
        try
        {
            if (JsonSerializer.Deserialize(body.Bytes.Span, type) is null)
                throw Refusal.Malformed("the body should be an object");
            KnownFields.Check(body.Bytes.Span, type);
            return JsonNode.Parse(body.Bytes.Span)!.AsObject();
        }
        catch (InvalidOperationException)
        {
            throw Refusal.Malformed("not valid text: half of a surrogate pair");
        }
        catch (ArgumentException)
        {
            throw Refusal.Malformed("a field comes twice");
        }
        catch (JsonException error)
        {
            throw Refusal.Malformed("the body is not what is described here", Pointer(error.Path));
        }
    }

    /// <summary>A quantity of 0 or more, as it stands in a field.</summary>
    public static decimal Quantity(string text, string pointer) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var quantity
        )
            ? quantity
            : throw Refusal.Malformed("a quantity is a decimal string such as \"12.5\"", pointer);

    private static string? Pointer(string? path) =>
        path is ['$', '.', .. var fields] ? "/" + fields.Replace('.', '/') : null;
}
