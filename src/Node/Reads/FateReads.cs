using System.Globalization;
using Evenhand.Core.Codes;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Lives;
using Evenhand.Node.Refusals;
using Evenhand.Node.Rejections;
using Evenhand.Node.Views;
using Evenhand.Replay.Output;

namespace Evenhand.Node.Reads;

/// <summary>Which events are wanted.</summary>
/// <param name="Account">Of one account; null for all.</param>
/// <param name="Type">Of one type.</param>
/// <param name="Id">Of one id, of whatever source.</param>
/// <param name="Outcome">Of one outcome.</param>
public sealed record EventQuery(AccountId? Account, string? Type, string? Id, EventOutcome? Outcome)
{
    /// <summary>Of those that touched a clause.</summary>
    public string? Clause { get; init; }

    /// <summary>Of this instant on.</summary>
    public Moment From { get; init; } = Moment.Earliest;

    /// <summary>Of before this instant.</summary>
    public Moment To { get; init; } = Moment.Never;

    /// <summary>An account's events against the order of arrival; what was turned away comes in its own.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>Whether what became of an event decides whether it is wanted.</summary>
    public bool GoesByFate => Outcome is not null || Clause is not null;

    /// <summary>Whether something that happened then may be wanted.</summary>
    public bool IsOfTime(Moment time) => From <= time && time < To;

    /// <summary>Whether an event of which this came is wanted.</summary>
    public bool Wants(EventFate fate) =>
        (Outcome is null || Outcome == fate.Outcome)
        && (Clause is null || fate.Touched.Any(each => each.Clause.Slug == Clause));
}

/// <summary>A stored event, and what became of it.</summary>
/// <param name="Event">As a CloudEvent in JSON.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="Rejected">When it was turned away at the door; null where it is stored.</param>
public sealed record ToldEvent(string Event, EventFate Fate, Moment? Rejected = null)
{
    /// <summary>Where it stands in the account's stream; null where it is not stored.</summary>
    public long? Sequence { get; init; }
}

/// <summary>
/// Reads stored events with what became of them. A page holds events of one account, in the order of arrival or against it; without
/// an account the next page goes on with the next account, so that each page costs one fold. A list of what was rejected
/// begins with what was turned away at the door.
/// </summary>
internal sealed class FateReads(
    NodeContext context,
    AccountDirectory accounts,
    RejectionLog rejections
)
{
    /// <summary>Events that a page looks at, at most; one that seeks a rare outcome may hold few, or none, and go on.</summary>
    private const int MostLookedAt = 1_000;

    /// <summary>What a cursor begins with that goes on among what was turned away.</summary>
    private const string AtDoor = "door:";

    private static readonly Fault Gone = Fault.Told(
        Code.Refiled,
        Language.Key("it belongs to another account, and counts there")
    );

    /// <summary>A page of events; null where there is no such account.</summary>
    /// <param name="query">Which events.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    public Page<ToldEvent>? Events(EventQuery query, string? after, int limit)
    {
        if (query is { Outcome: EventOutcome.Rejected, Clause: null } && IsOfDoor(after))
            return AtTheDoor(query, after, limit);
        var (found, line) = Cursor(query, after);
        if (found is not { } name)
            return new Page<ToldEvent>([], null);
        if (accounts.Visit(name, _ => "") is null || accounts.Find(name) is not { } door)
            return null;
        var (items, last) = door.Study(() => Look(door, query, line, limit));
        return new Page<ToldEvent>(items, Next(query, name, last));
    }

    private static bool IsOfDoor(string? after) =>
        after is null || after.StartsWith(AtDoor, StringComparison.Ordinal);

    /// <summary>What was turned away; then what is stored and no good.</summary>
    private Page<ToldEvent>? AtTheDoor(EventQuery query, string? after, int limit)
    {
        var page = rejections.Read(
            each =>
                (query.Account is null || query.Account?.Text == each.Account)
                && (query.Type is null || query.Type == each.Type)
                && (query.Id is null || query.Id == each.Id)
                && query.IsOfTime(each.At),
            after?[AtDoor.Length..],
            limit
        );
        var isThere =
            query.Account is not { } account || accounts.Visit(account, _ => "") is not null;
        if (page.Items.Count == 0 && after is null && !isThere)
            return null;
        var next =
            page.Next is { } more ? AtDoor + more
            : isThere ? First(query)
            : null;
        return new Page<ToldEvent>([.. page.Items.Select(Told)], next);
    }

    private static ToldEvent Told(RejectedAtDoor each)
    {
        var fault = Fault.Told(each.Code, each.Detail) with { DidYouMean = each.DidYouMean };
        return new ToldEvent(
            Envelopes.Json(each),
            new EventFate(EventOutcome.Rejected, [], fault),
            each.At
        );
    }

    private (List<ToldEvent> Items, int? Last) Look(
        Door door,
        EventQuery query,
        int after,
        int limit
    )
    {
        var (rules, now) = (context.Rules, context.Clock.Now);
        var stored = door.Life.Look();
        var (places, last) = Candidates(
            stored,
            query,
            after,
            query.GoesByFate ? MostLookedAt : limit
        );
        if (places.Count == 0)
            return ([], last);
        var watch = new EventWatch(places.Select(record => LineOf(record)).ToHashSet());
        var outcome = stored.Run(FoldOf(places, watch, rules, now));
        var json = new EventJson(context.Shelf.Catalogue, stored.Sources);
        var items = new List<ToldEvent>();
        foreach (var record in places)
        {
            var line = LineOf(record);
            var fate = stored.RefiledAt(Record.Head(record, 0)) is null
                ? watch.Fate(line, outcome)
                : new EventFate(EventOutcome.Unmatched, [], Gone);
            if (!query.Wants(fate))
                continue;
            items.Add(
                new ToldEvent(json.Write(record, 0, door.Name.Text), fate) { Sequence = line }
            );
            if (items.Count == limit && line != LineOf(places[^1]))
                return (items, line);
        }
        return (items, last);
    }

    /// <summary>
    /// The account is folded over the time of some events. What became of a decision on a charge shows in the statements
    /// of all cycles.
    /// </summary>
    private LifeFold FoldOf(List<byte[]> records, EventWatch watch, Rulebook rules, Moment now)
    {
        var times = records.ConvertAll(record => Record.Head(record, 0).Time);
        var decides = records.Exists(record =>
            (BuiltIns.Kind)Record.Head(record, 0).Type
                is BuiltIns.Kind.Waived
                    or BuiltIns.Kind.Confirmed
        );
        return new LifeFold(rules, now.Next, now.Next, context.Rates.Latest(rules, now.Next))
        {
            Watch = watch,
            From = times.Min(),
            To = decides ? Moment.Never : times.Max().Next,
            StatedFrom = decides ? Moment.Earliest : Moment.Never,
        };
    }

    private static int LineOf(byte[] record) => Record.Head(record, 0).Line;

    /// <summary>Events that may be wanted, each an array of its own, and where to go on; null where there are no more.</summary>
    private (List<byte[]> Records, int? Last) Candidates(
        StoredLife stored,
        EventQuery query,
        int after,
        int most
    )
    {
        var found = new List<byte[]>();
        foreach (var (batch, offset) in Ordered(stored, query, after))
        {
            if (!Matches(query, batch, offset))
                continue;
            if (found.Count == most)
                return (found, LineOf(found[^1]));
            found.Add(batch.AsSpan(offset, Record.Head(batch, offset).Length).ToArray());
        }
        return (found, null);
    }

    private static IEnumerable<(byte[] Records, int Offset)> Ordered(
        StoredLife stored,
        EventQuery query,
        int after
    ) =>
        !query.NewestFirst ? stored.Arrivals(after + 1)
        : after < 0 ? stored.Backwards(long.MaxValue)
        : stored.Backwards(after);

    private bool Matches(EventQuery query, byte[] batch, int offset)
    {
        ref readonly var head = ref Record.Head(batch, offset);
        var type =
            head.Type == RecordHead.UnknownType
                ? "(unknown)"
                : context.Shelf.Catalogue.Types[head.Type].Name;
        return query.IsOfTime(head.Time)
            && (query.Type is null || query.Type == type)
            && (
                query.Id is null
                || System.Text.Encoding.UTF8.GetString(Record.Id(batch, offset)) == query.Id
            );
    }

    /// <summary>A cursor is the line after which to go on, a slash and the account; of a whole account the line is -1.</summary>
    private (AccountId? Account, int Line) Cursor(EventQuery query, string? after)
    {
        if (after is null)
            return (query.Account ?? NextTo(null), -1);
        var slash = after.IndexOf('/', StringComparison.Ordinal);
        if (
            slash < 0
            || !int.TryParse(
                after[..slash],
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var line
            )
            || query.Account is { } only && only.Text != after[(slash + 1)..]
        )
            throw new RequestException(Code.Malformed, "after is no cursor of this list")
            {
                Pointer = "?after",
            };
        return (new AccountId(after[(slash + 1)..]), line);
    }

    /// <summary>The account after one, in ordinal order; null after the last.</summary>
    private AccountId? NextTo(AccountId? account) =>
        context.Ledger.Accounts(StreamName.OrShared(account ?? AccountId.None), 1) is [var next, ..]
            ? next.Account
            : null;

    private string? Next(EventQuery query, AccountId name, int? last)
    {
        if (last is { } line)
            return string.Create(CultureInfo.InvariantCulture, $"{line}/{name}");
        return query.Account is null ? Begin(NextTo(name)) : null;
    }

    private string? First(EventQuery query) => Begin(query.Account ?? NextTo(null));

    private static string? Begin(AccountId? account) => account is null ? null : $"-1/{account}";
}
