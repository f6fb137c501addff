using System.Text.Encodings.Web;
using System.Text.Json;
using Evenhand.Policies.Interpreting;

namespace Evenhand.Cli.Policy;

/// <summary>Readings for programs.</summary>
internal static class ReadingsJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes an array of them, in the order of the document.</summary>
    public static void Write(IEnumerable<ChosenReading> readings, Stream output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartArray();
        foreach (var reading in readings)
        {
            json.WriteStartObject();
            Write(json, reading);
            json.WriteStartArray("instead");
            foreach (var alternative in reading.Instead)
            {
                json.WriteStartObject();
                Write(json, alternative);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Writes what hangs on them: the sums as chosen, and the alternatives, most money first.</summary>
    public static void Write(Stakes stakes, Stream output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        Write(json, "chosen", stakes.Chosen.Money);
        json.WriteStartArray("alternatives");
        foreach (var stake in stakes.All)
        {
            json.WriteStartObject();
            Write(json, stake.Reading);
            Write(json, stake.Alternative);
            Write(json, "difference", stake.Between);
            json.WriteNumber("answers_changed", stake.Answers);
            json.WriteNumber("cases_changed", stake.Cases);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ChosenReading reading)
    {
        json.WriteString("clause", reading.Clause);
        json.WriteNumber("line", reading.At.Line);
        json.WriteString("of", reading.Of);
        json.WriteString("words", reading.Words);
        json.WriteString("chosen", reading.Chosen);
        json.WriteString("because", reading.Because);
    }

    private static void Write(Utf8JsonWriter json, Alternative alternative)
    {
        json.WriteString("say", alternative.Says);
        json.WriteStartObject("set");
        foreach (var (path, value) in alternative.Sets)
            json.WriteString(path, value);
        json.WriteEndObject();
    }

    private static void Write(
        Utf8JsonWriter json,
        string name,
        IReadOnlyDictionary<string, Sums> money
    )
    {
        json.WriteStartObject(name);
        foreach (var (currency, sums) in money)
        {
            json.WriteStartObject(currency);
            json.WriteNumber("due", sums.Due);
            json.WriteNumber("proposed", sums.Proposed);
            json.WriteNumber("wallets", sums.Wallet);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
