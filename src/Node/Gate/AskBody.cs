using System.Globalization;
using System.Text.Json;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node.Refusals;
using Evenhand.Notation;

namespace Evenhand.Node.Gate;

/// <summary>What stands in an ask beside the act: whose it is, its id, and how much is to be reserved.</summary>
/// <param name="Account">The account.</param>
/// <param name="Id">The id that the asker gave; null for none.</param>
/// <param name="Quantity">How much is to be held; null for nothing.</param>
/// <param name="Seconds">For how long.</param>
internal readonly record struct AskBody(
    AccountId Account,
    string? Id,
    decimal? Quantity,
    long Seconds
)
{
    private const int MaxName = 1024;
    private const int DefaultSeconds = 60;

    private static readonly string[] Fields =
    [
        "account",
        "id",
        "reserve",
        "act",
        "with",
        "acknowledged",
    ];

    /// <summary>Reads it; the act itself is for the parser of asks.</summary>
    /// <exception cref="RequestException">It cannot be read.</exception>
    public static AskBody Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 32 });
        try
        {
            return Read(ref reader);
        }
        catch (JsonException wrong)
        {
            throw Bad($"not valid JSON at byte {wrong.BytePositionInLine ?? 0}", "");
        }
        catch (InvalidOperationException)
        {
            throw Bad("not valid text: half of a surrogate pair", "");
        }
    }

    private static AskBody Read(ref Utf8JsonReader reader)
    {
        AccountId? account = null;
        string? id = null;
        decimal? quantity = null;
        long seconds = DefaultSeconds;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw Bad("not a JSON object", "");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("account"u8))
                account = new AccountId(Name(ref reader, "/account"));
            else if (reader.ValueTextEquals("id"u8))
                id = Name(ref reader, "/id");
            else if (reader.ValueTextEquals("reserve"u8))
                (quantity, seconds) = Reserve(ref reader);
            else if (IsOfAct(ref reader))
                reader.Skip();
            else
                throw Unknown(ref reader, Fields, "");
        }
        if (reader.Read())
            throw Bad("more than one JSON value", "");
        return new AskBody(
            account ?? throw Bad("account is missing", "/account"),
            id,
            quantity,
            seconds
        );
    }

    /// <summary>Whether the parser of asks reads a field.</summary>
    private static bool IsOfAct(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("act"u8)
        || reader.ValueTextEquals("with"u8)
        || reader.ValueTextEquals("acknowledged"u8);

    /// <summary>What nobody reads is a mistake.</summary>
    private static RequestException Unknown(
        ref Utf8JsonReader reader,
        string[] fields,
        string pointer
    )
    {
        var name = reader.GetString()!;
        var shown = name.Length <= 64 ? name : name[..64] + "…";
        return new RequestException(
            Code.UnknownField,
            $"there is no field {shown} here; there are {string.Join(", ", fields)}"
        )
        {
            Pointer = $"{pointer}/{shown.Replace("~", "~0").Replace("/", "~1")}",
            DidYouMean = Nearest.To(name, fields),
        };
    }

    private static string Name(ref Utf8JsonReader reader, string pointer)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length is 0 or > MaxName)
            throw Bad($"{pointer[1..]} is not a text of 1 to {MaxName} bytes", pointer);
        return reader.GetString()!;
    }

    private static (decimal?, long) Reserve(ref Utf8JsonReader reader)
    {
        decimal? quantity = null;
        long seconds = DefaultSeconds;
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return (null, seconds);
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Bad("reserve is not an object", "/reserve");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("quantity"u8))
                quantity = Number(ref reader, "/reserve/quantity");
            else if (reader.ValueTextEquals("seconds"u8))
                seconds = (long)decimal.Truncate(Number(ref reader, "/reserve/seconds"));
            else
                throw Unknown(ref reader, ["quantity", "seconds"], "/reserve");
        }
        return (quantity ?? throw Bad("quantity is missing", "/reserve/quantity"), seconds);
    }

    private static decimal Number(ref Utf8JsonReader reader, string pointer)
    {
        reader.Read();
        decimal number = -1;
        var isOne = reader.TokenType switch
        {
            JsonTokenType.Number => reader.TryGetDecimal(out number),
            JsonTokenType.String => decimal.TryParse(
                reader.GetString(),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out number
            ),
            _ => false,
        };
        return isOne && number is >= 0 and < 1_000_000_000_000_000
            ? number
            : throw Bad("not a decimal from 0 to 10^15", pointer);
    }

    private static RequestException Bad(string what, string pointer) =>
        new(Code.Malformed, what) { Pointer = pointer };
}
