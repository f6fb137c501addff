using System.Text.Json;
using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli.Bills;

/// <summary>The lines of a clause on a statement, and the events behind them.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="Events">The events, in the order of arrival.</param>
internal sealed record LineEvents(
    IReadOnlyList<StatementLine> Lines,
    IReadOnlyList<JsonElement> Events
)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="ReadRefusedException">The statement has no such line.</exception>
    public static async Task<LineEvents> ReadAsync(
        IReads reads,
        StatementView statement,
        string clause,
        bool expected
    )
    {
        StatementLine[] lines = [.. statement.Lines.Where(line => line.Clause == clause)];
        if (lines.Length == 0)
            throw UnknownName.Of(clause, statement);
        var events = new List<JsonElement>();
        // Behind a correction stand the events of the cycle that it corrects.
        if (lines.Any(line => line.Kind is null) && statement.Cycle is { } cycle)
        {
            var place = new LinePlace(statement.Account, cycle, clause, expected);
            var all = Paging.AllAsync(after => reads.LineEventsAsync(place, after));
            await foreach (var each in all)
                events.Add(each);
        }
        return new LineEvents(lines, events);
    }

    /// <summary>Writes them for programs: an object with the lines and the events, as the API gives each.</summary>
    public void WriteJson()
    {
        using var output = Console.OpenStandardOutput();
        using var json = new Utf8JsonWriter(
            output,
            new JsonWriterOptions { Encoder = WireJson.Wire.Options.Encoder }
        );
        json.WriteStartObject();
        json.WriteStartArray("lines");
        foreach (var line in Lines)
            JsonSerializer.Serialize(json, line, WireJson.Wire.StatementLine);
        json.WriteEndArray();
        json.WriteStartArray("events");
        foreach (var each in Events)
            each.WriteTo(json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }
}
