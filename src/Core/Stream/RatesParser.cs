using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Evenhand.Core.Stream;

/// <summary>Reads <c>fx.published</c>: reference rates of one date, as units of each currency for one of the base.</summary>
internal static class RatesParser
{
    private const int MaxCurrencies = 500;

    /// <summary>
    /// Writes the date, the base, the number of rates, and each currency with its rate in the order of currencies.
    /// </summary>
    public static string? Write(ref Utf8JsonReader data, RecordWriter output)
    {
        using var document = JsonDocument.ParseValue(ref data);
        var root = document.RootElement;
        if (!root.TryGetProperty("base", out var currency) || !IsCode(currency))
            return "fx.published has no base currency";
        if (!root.TryGetProperty("date", out var date) || !IsDate(date))
            return "fx.published has no date such as 2026-01-31";
        if (!root.TryGetProperty("rates", out var rates) || rates.ValueKind != JsonValueKind.Object)
            return "fx.published has no rates";
        output.Bytes(Encoding.ASCII.GetBytes(date.GetString()!));
        output.Bytes(Encoding.ASCII.GetBytes(currency.GetString()!));
        return WriteRates(rates, output);
    }

    private static string? WriteRates(JsonElement rates, RecordWriter output)
    {
        var sorted = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var rate in rates.EnumerateObject())
        {
            if (!IsCode(rate.Name) || !TryRate(rate.Value, out var value))
                return $"the rate of {rate.Name} is not a positive number";
            if (!sorted.TryAdd(rate.Name, Numbers.Normal(value)))
                return $"the rate of {rate.Name} stands twice";
        }
        if (sorted.Count > MaxCurrencies)
            return $"more than {MaxCurrencies} rates";
        output.Short((ushort)sorted.Count);
        foreach (var (code, value) in sorted)
        {
            output.Bytes(Encoding.ASCII.GetBytes(code));
            output.Money(value);
        }
        return null;
    }

    private static bool TryRate(JsonElement element, out decimal value)
    {
        value = 0;
        var text = element.ValueKind switch
        {
            JsonValueKind.Number => element.GetRawText(),
            JsonValueKind.String => element.GetString()!,
            _ => "",
        };
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && value is > 0 and < 1e12m;
    }

    private static bool IsCode(JsonElement element) =>
        element.ValueKind == JsonValueKind.String && IsCode(element.GetString()!);

    private static bool IsCode(string code) =>
        code.Length == 3 && code.All(char.IsAsciiLetterUpper);

    private static bool IsDate(JsonElement element) =>
        element.ValueKind == JsonValueKind.String
        && DateOnly.TryParseExact(
            element.GetString(),
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out _
        );
}
