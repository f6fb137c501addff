using System.Globalization;
using System.Text;
using System.Text.Json;
using Evenhand.Core.Standing;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using Evenhand.Node.Exporting;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>Gathers what an auditor is handed of a case: its events, and what was said, sent and noted, as it is stored.</summary>
/// <param name="context">The node's context.</param>
/// <param name="eventsOf">A page of events.</param>
internal sealed class CaseFileReads(
    NodeContext context,
    Func<EventQuery, string?, Page<ToldEvent>?> eventsOf
)
{
    private static readonly SliceKinds Papers = SliceKinds.Of(
        SliceKind.Told,
        SliceKind.Reasons,
        SliceKind.Sending,
        SliceKind.Noted
    );

    /// <summary>The parts of a case.</summary>
    public CaseParts Of(AccountId account, CaseFile file)
    {
        var of = Matter.Of(file);
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var entries = new List<StoredSlice>();
        var notices = new HashSet<string>(StringComparer.Ordinal);
        foreach (var slice in context.Ledger.Read(StreamName.Of(account), 0, Papers))
            if (IsOf(of, notices, slice))
            {
                entries.Add(slice);
                Add(files, slice);
            }
        var events = Events(account, of).OrderBy(each => each.Sequence).ToArray();
        files["events.ndjson"] = Encoding.UTF8.GetBytes(
            string.Concat(events.Select(each => each.Event + "\n"))
        );
        entries.AddRange(Holding(account, events.Select(each => each.Sequence!.Value).ToHashSet()));
        return new CaseParts(files, entries);
    }

    /// <summary>A paper as it is stored; of a statement of reasons its forms too.</summary>
    private static void Add(Dictionary<string, ReadOnlyMemory<byte>> files, in StoredSlice slice)
    {
        var number = slice.From.ToString("000000", CultureInfo.InvariantCulture);
        files[$"entries/{number}-{slice.Kind.ToString().ToLowerInvariant()}.json"] = slice.Payload;
        if (slice.Kind != SliceKind.Reasons)
            return;
        var kept = StoredJson.Read(slice.Payload, StoredJson.Default.ReasonsRecord).Kept();
        files[$"reasons/{number}.json"] = kept.Json;
        files[$"reasons/{number}.txt"] = kept.Text;
        files[$"reasons/{number}.html"] = kept.Html;
        foreach (var each in kept.Others)
        {
            files[$"reasons/{number}.{each.Language}.txt"] = each.Text;
            files[$"reasons/{number}.{each.Language}.html"] = each.Html;
        }
    }

    private static bool IsOf(Matter of, HashSet<string> notices, in StoredSlice slice) =>
        slice.Kind switch
        {
            SliceKind.Told => IsTold(
                of,
                notices,
                StoredJson.Read(slice.Payload, StoredJson.Default.ToldRecord)
            ),
            SliceKind.Reasons => of.Steps.Contains(
                StoredJson.Read(slice.Payload, StoredJson.Default.ReasonsRecord).Step
            ),
            SliceKind.Sending => IsSent(notices, SendingEntry.Read(slice.Payload)),
            SliceKind.Noted => IsSaid(of, notices, NotedEntry.Read(slice.Payload)),
            _ => false,
        };

    private static bool IsTold(Matter of, HashSet<string> notices, ToldRecord record)
    {
        var isOf =
            record.Case is { } opened && opened.Clause == of.Clause && opened.Time == of.Opened
            || record.Series is { } series
                && of.Steps.Any(step =>
                    series.StartsWith($"step:{step}:", StringComparison.Ordinal)
                );
        if (isOf && record.Id is { } id)
            notices.Add(id);
        return isOf;
    }

    private static bool IsSent(HashSet<string> notices, SendingEntry entry) =>
        entry switch
        {
            DeliveryPlanned planned => notices.Contains(planned.Notice),
            NoticeOpened opened => notices.Contains(opened.Notice),
            { Of: { } delivery } => notices.Contains(delivery.Split('.')[0]),
            _ => false,
        };

    private static bool IsSaid(Matter of, HashSet<string> notices, NotedEntry entry)
    {
        var isOf = entry switch
        {
            CaseAssigned its => its.Case == of.Case,
            CaseNoted its => its.Case == of.Case,
            QuestionAsked its => notices.Contains(its.Of),
            QuestionAnswered its => notices.Contains(its.Question),
            _ => false,
        };
        if (isOf && entry is QuestionAsked)
            notices.Add(entry.Id);
        return isOf;
    }

    /// <summary>The events that touched the clause in the cycle, the reports of it, and the acts about the case.</summary>
    private IEnumerable<ToldEvent> Events(AccountId account, Matter of)
    {
        var (seen, ids) = (new HashSet<long>(), new HashSet<string>(StringComparer.Ordinal));
        var counted = new EventQuery(account, null, null, null)
        {
            Clause = of.Clause,
            From = of.From,
            To = of.To,
        };
        var all = All(counted)
            .Concat(
                context
                    .Shelf.Catalogue.Types.Where(type =>
                        BuiltIns.IsOfStanding(type.Index) || type.Index == (int)BuiltIns.Kind.Report
                    )
                    .SelectMany(type => All(new EventQuery(account, type.Name, null, null)))
                    .Where(each => of.IsAbout(each.Event))
            );
        foreach (var each in all)
            if (each.Sequence is { } sequence && seen.Add(sequence))
            {
                ids.Add(Matter.IdOf(each.Event));
                yield return each;
            }
        var voids = context.Shelf.Catalogue.Types[(int)BuiltIns.Kind.Voided].Name;
        foreach (var each in All(new EventQuery(account, voids, null, null)))
            if (Matter.Voided(each.Event) is { } named && ids.Contains(named))
                yield return each;
    }

    private IEnumerable<ToldEvent> All(EventQuery query)
    {
        string? after = null;
        do
        {
            if (eventsOf(query, after) is not { } page)
                yield break;
            foreach (var each in page.Items)
                yield return each;
            after = page.Next;
        } while (after is not null);
    }

    /// <summary>The slices that hold events.</summary>
    private IEnumerable<StoredSlice> Holding(AccountId account, HashSet<long> sequences) =>
        sequences.Count == 0
            ? []
            : context
                .Ledger.Read(StreamName.Of(account), sequences.Min(), SliceKinds.Events)
                .Where(slice =>
                    sequences.Any(each => slice.From <= each && each < slice.From + slice.Count)
                );

    /// <summary>What a case is, and what belongs to it.</summary>
    private sealed record Matter(
        string Case,
        string Clause,
        Moment Opened,
        Moment From,
        Moment To,
        HashSet<string> Steps,
        HashSet<string> Named
    )
    {
        private static readonly string[] Fields = ["case", "step", "appeal", "against"];

        public static Matter Of(CaseFile file)
        {
            var (its, standing) = (file.Case.Case, file.Standing);
            HashSet<string> steps =
            [
                .. standing
                    .Steps.Where(step => step.Cases.Contains(its.Id))
                    .Select(step => step.Id),
            ];
            var appeals = standing
                .Appeals.Where(appeal => appeal.Against.Id is { } id && steps.Contains(id))
                .Select(appeal => appeal.Id);
            return new(
                its.Id,
                its.Clause.Slug,
                its.Opened,
                file.Cycle.From,
                file.Cycle.To,
                steps,
                [its.Id, .. steps, .. appeals]
            );
        }

        /// <summary>Whether an act is about it: it names the case, a step on it or an appeal against one; or reports it.</summary>
        public bool IsAbout(string line)
        {
            using var json = JsonDocument.Parse(line);
            if (!json.RootElement.TryGetProperty("data", out var data))
                return false;
            if (data.TryGetProperty("cases", out var cases))
                return cases.EnumerateArray().Any(each => each.GetString() == Case);
            if (data.TryGetProperty("about", out _))
                return Text(data, "clause") == Clause && IsOfCycle(json.RootElement);
            return Fields.Any(field => Text(data, field) is { } name && Named.Contains(name));
        }

        /// <summary>The id of an event.</summary>
        public static string IdOf(string line)
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.GetProperty("id").GetString()!;
        }

        /// <summary>The id that a void names; null where it names none.</summary>
        public static string? Voided(string line)
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.TryGetProperty("data", out var data) ? Text(data, "id") : null;
        }

        private bool IsOfCycle(JsonElement line) =>
            Moment.Of(line.GetProperty("time").GetDateTimeOffset()) is var time
            && From <= time
            && time < To;

        private static string? Text(JsonElement data, string field) =>
            data.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
    }
}
