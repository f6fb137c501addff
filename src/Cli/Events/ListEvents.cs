using System.Globalization;
using System.Text.Json;
using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli.Events;

/// <summary>Stored events, and what became of each.</summary>
internal static class ListEvents
{
    /// <summary>Lists them as far as they are wanted, and says whether there are more.</summary>
    public static async Task RunAsync(IReads reads, EventFilter filter, int limit, bool asJson)
    {
        var listing = new Listing(
            new Column("TIME") { IsLead = true },
            new Column(filter.Account is null ? "ACCOUNT" : "") { IsLead = true },
            new Column("TYPE") { IsLead = true },
            new Column("OUTCOME") { IsLead = true },
            new Column("ID"),
            new Column("SOURCE"),
            new Column("CLAUSES") { IsText = true }
        );
        var shown = 0;
        var all = Paging.AllAsync(after => reads.EventsAsync(filter, after, limit - shown + 1));
        await foreach (var told in all)
        {
            if (shown == limit)
            {
                Console.Error.WriteLine(
                    $"There are more than {Shown.Count(limit, "event", "events")}; --limit shows as many as you want."
                );
                break;
            }
            shown++;
            if (asJson)
                JsonLines.Write(told, WireJson.Wire.EventView);
            else
                Add(listing, told, filter);
        }
        listing.Write(Screen.Open());
        if (shown == 0)
            Console.Error.WriteLine("There are no such events.");
    }

    private static void Add(Listing listing, EventView told, EventFilter filter) =>
        listing.Add(
            Shown.Instant(told.RejectedAt ?? Time(told)),
            filter.Account is null ? Text(told, "subject") : "",
            Text(told, "type"),
            Shown.Word(told.Outcome),
            Text(told, "id"),
            Text(told, "source"),
            string.Join("; ", told.Touched.Select(Of).Concat(Why(told)))
        );

    private static string Of(TouchedClause touched) =>
        touched.Quantity is { } quantity
            ? $"{touched.Clause}: {Shown.Quantity(quantity)} × {touched.Unit}"
            : touched.Clause;

    private static IEnumerable<string> Why(EventView told)
    {
        if (told.Code is { } code)
            yield return (told.Detail is { } detail ? $"{code}: {detail}" : code)
                + (told.DidYouMean is { } near ? $"; did you mean `{near}`?" : "");
    }

    private static DateTimeOffset? Time(EventView told) =>
        DateTimeOffset.TryParse(Text(told, "time"), CultureInfo.InvariantCulture, out var time)
            ? time
            : null;

    private static string Text(EventView told, string name) =>
        told.Event.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
