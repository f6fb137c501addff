using System.Globalization;
using System.Text;
using System.Text.Json;
using Evenhand.Core.Codes;

namespace Evenhand.Core.Stream;

/// <summary>Reads <c>fx.published</c>: reference rates of one date, as units of each currency for one of the base.</summary>
internal sealed class RatesParser(IOddNames odd)
{
    /// <summary>Of <see cref="RecordHead.Present"/>: that it is said when the rates were published.</summary>
    public const uint Published = 1;

    private const int MaxCurrencies = 500;
    private const decimal Beyond = 1_000_000_000_000m;

    /// <summary>
    /// Writes the date, the base, the number of rates, and each currency with its rate in the order of currencies; then,
    /// where it is said and <see cref="Published"/> is set, when they were published.
    /// </summary>
    public Fault? Write(
        ref Utf8JsonReader data,
        EventType type,
        ref RecordHead head,
        RecordWriter output
    )
    {
        using var document = JsonDocument.ParseValue(ref data);
        var root = document.RootElement;
        if (Names(root, type) is { } twice)
            return twice;
        if (!root.TryGetProperty("base", out var currency) || !IsCode(currency))
            return Fault.Malformed(FaultKind.NoBase);
        if (!root.TryGetProperty("date", out var date) || !IsDate(date))
            return Fault.Malformed(FaultKind.NoDate);
        if (!root.TryGetProperty("rates", out var rates) || rates.ValueKind != JsonValueKind.Object)
            return Fault.Malformed(FaultKind.NoRates);
        output.Bytes(Encoding.ASCII.GetBytes(date.GetString()!));
        output.Bytes(Encoding.ASCII.GetBytes(currency.GetString()!));
        return WriteRates(rates, output) ?? WritePublished(root, ref head, output);
    }

    private static Fault? WritePublished(JsonElement root, ref RecordHead head, RecordWriter output)
    {
        if (
            !root.TryGetProperty("published", out var published)
            || published.ValueKind == JsonValueKind.Null
        )
            return null;
        if (
            published.ValueKind != JsonValueKind.String
            || !Rfc3339.TryParse(Encoding.UTF8.GetBytes(published.GetString()!), out var at)
        )
            return Fault.Malformed(FaultKind.PublishedNotTime);
        head.Present |= Published;
        output.Instant(at);
        return null;
    }

    private Fault? Names(JsonElement root, EventType type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in root.EnumerateObject())
        {
            var name = Encoding.UTF8.GetBytes(field.Name);
            if (!seen.Add(field.Name))
                return Fault.Malformed(FaultKind.FieldTwice, SeenNames.Shorten(name));
            if (!BuiltIns.RatesFields.Contains(field.Name))
                odd.Field(type, name);
        }
        return null;
    }

    private static Fault? WriteRates(JsonElement rates, RecordWriter output)
    {
        var sorted = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var rate in rates.EnumerateObject())
        {
            if (!IsCode(rate.Name))
                return Fault.Malformed(
                    FaultKind.NotACurrency,
                    SeenNames.Shorten(Encoding.UTF8.GetBytes(rate.Name))
                );
            if (!TryRate(rate.Value, out var value))
                return Fault.Malformed(FaultKind.NotARate, rate.Name);
            if (!sorted.TryAdd(rate.Name, NumberReader.Normal(value)))
                return Fault.Malformed(FaultKind.RateTwice, rate.Name);
            if (sorted.Count > MaxCurrencies)
                return Fault.Malformed(FaultKind.TooManyRates, wanted: $"{MaxCurrencies}");
        }
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
        if (element.ValueKind is not (JsonValueKind.Number or JsonValueKind.String))
            return false;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(element.GetRawText()));
        return reader.Read()
            && NumberReader.TryDecimal(ref reader, out value)
            && value is > 0 and < Beyond;
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
