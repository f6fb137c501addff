using System.Collections.Immutable;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Outbox;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Dispatching;

/// <summary>What goes out of a node, for whoever looks after it: targets, deliveries, and what failed.</summary>
public sealed class Deliveries
{
    private const int MostTargets = 50;

    private static readonly SliceKinds Kinds = SliceKinds.Of(SliceKind.Sending);

    private readonly NodeContext context;
    private readonly AccountDirectory accounts;
    private readonly Dispatcher dispatcher;
    private readonly DeliveryEvents events;

    internal Deliveries(
        NodeContext context,
        AccountDirectory accounts,
        Dispatcher dispatcher,
        DeliveryEvents events
    ) =>
        (this.context, this.accounts, this.dispatcher, this.events) = (
            context,
            accounts,
            dispatcher,
            events
        );

    /// <summary>Whether nothing goes out for now.</summary>
    public bool IsStopped => context.Desk.IsStopped;

    /// <summary>The present, by which secrets and links run out.</summary>
    public Moment Now => context.Clock.Now;

    /// <summary>Where messages go: those of an account alone, or those of all.</summary>
    /// <param name="account">The account; null for what the operators have sent to them.</param>
    /// <exception cref="RequestException">There is no such account.</exception>
    public IReadOnlyList<Target> Targets(AccountId? account) =>
        account is { } one ? StateOf(one).Targets : context.Desk.Targets;

    /// <summary>Sets a target, a new one or one that is there.</summary>
    /// <exception cref="RequestException">There is no such account, or it has as many as it may.</exception>
    public async Task<Target> SetAsync(AccountId? account, Target target, Doer by)
    {
        var there = Targets(account);
        if (there.Count >= MostTargets && there.All(each => each.Id != target.Id))
            throw new RequestException(
                Code.Refused,
                Language.Key("there are {0} targets already"),
                MostTargets
            );
        var set = target with { Set = context.Clock.Now };
        await StoreAsync(account, new TargetSet(set, by), by, $"{WordOf(set)}.set", target.Id);
        return set;
    }

    /// <summary>Takes a target away; what waits for it fails.</summary>
    /// <exception cref="RequestException">There is no such account or target.</exception>
    public Task EndAsync(AccountId? account, string target, Doer by)
    {
        var its =
            Targets(account).FirstOrDefault(each => each.Id == target) ?? throw Missing("target");
        var ended = new TargetEnded(target, context.Clock.Now, by);
        return StoreAsync(account, ended, by, $"{WordOf(its)}.ended", target);
    }

    /// <summary>Sets what an account wants to be told of, in the place of all that it wanted before.</summary>
    /// <exception cref="RequestException">There is no such account.</exception>
    public Task SetAsync(AccountId account, ImmutableArray<Threshold> thresholds, Doer by)
    {
        StateOf(account);
        var set = new ThresholdsSet(thresholds, context.Clock.Now, by);
        return StoreAsync(account, set, by, "thresholds.set", null);
    }

    /// <summary>Sends something to a target at once, which no account is told; says what came of it.</summary>
    /// <exception cref="RequestException">Nothing goes out of the server, or not by that channel.</exception>
    public Task<Receipt> TryAsync(Target target, string id, string kind, Message message)
    {
        if (context.Desk.IsStopped)
            throw new RequestException(
                Code.Refused,
                Language.Key("nothing goes out: the server was told so")
            );
        if (context.Desk.Find(target.Channel) is not { } channel)
            throw new RequestException(
                Code.Refused,
                Language.Key("nothing goes out by {0}: the server was not told how"),
                target.Channel
            );
        return channel.SendAsync(
            new Parcel(AccountId.None, id, kind, target, message, context.Clock.Now),
            context.Stop.Token
        );
    }

    /// <summary>The deliveries of an account, newest first.</summary>
    /// <param name="account">The account.</param>
    /// <param name="after">Where the page begins; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <exception cref="RequestException">There is no such account.</exception>
    public Page<DeliveryHistory> Of(AccountId account, string? after, int limit)
    {
        StateOf(account);
        var all = Read(account).AsEnumerable().Reverse().ToList();
        var from = after is null ? 0 : all.FindIndex(each => each.Delivery.Id == after) + 1;
        DeliveryHistory[] items = [.. all.Skip(from).Take(limit)];
        var isLast = from + items.Length >= all.Count;
        return new Page<DeliveryHistory>(items, isLast ? null : items[^1].Delivery.Id);
    }

    /// <summary>A delivery of an account, with all that came of it.</summary>
    /// <exception cref="RequestException">There is no such account or delivery.</exception>
    public DeliveryHistory Find(AccountId account, string delivery)
    {
        StateOf(account);
        return Read(account).FirstOrDefault(each => each.Delivery.Id == delivery)
            ?? throw Missing("delivery");
    }

    /// <summary>Has a delivery that is over sent once more.</summary>
    /// <exception cref="RequestException">There is no such delivery, or it is not over.</exception>
    public async Task ResendAsync(AccountId account, string delivery, Doer by)
    {
        var its = Find(account, delivery);
        if (its.State == DeliveryState.Waiting)
            throw new RequestException(Code.Conflict, Language.Key("the delivery is under way"));
        if (its.Delivery.IsPortal)
            throw new RequestException(
                Code.Conflict,
                Language.Key("what lies in the inbox is not sent")
            );
        var now = context.Clock.Now;
        var again = its.Delivery with { Told = now, Due = null, Digest = null };
        await dispatcher.StoreAsync(
            account,
            new DeliveryAsked(again, now, by),
            book => book.State.Find(delivery) is null
        );
    }

    /// <summary>What was sent came back: it has not arrived.</summary>
    /// <param name="account">The account.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="detail">Why, in the words of whoever sent it back.</param>
    /// <returns>Whether that was in time; what came back too late changes nothing.</returns>
    public async Task<bool> BounceAsync(AccountId account, string delivery, string detail)
    {
        if (StateOf(account).Find(delivery) is not { IsPortal: false })
            return false;
        var now = context.Clock.Now;
        return await dispatcher.StoreAsync(
            account,
            new DeliverySettled(delivery, now, DeliveryState.Failed, false, null, detail),
            book => book.State.Find(delivery) is not null
        );
    }

    /// <summary>When each of what an account was told was opened by its people.</summary>
    public IReadOnlyDictionary<string, Moment> Opened(AccountId account)
    {
        var opened = new Dictionary<string, Moment>(StringComparer.Ordinal);
        foreach (var slice in context.Ledger.Read(StreamName.Of(account), 0, Kinds))
            if (SendingEntry.Read(slice.Payload) is NoticeOpened its)
                opened.TryAdd(its.Notice, its.At);
        return opened;
    }

    /// <summary>The account's people opened something that it was told: they have it.</summary>
    /// <param name="account">The account.</param>
    /// <param name="notice">The id of what it was told.</param>
    /// <param name="by">How they showed who they are: a key's id, or <c>link</c>.</param>
    public async Task OpenAsync(AccountId account, string notice, string by)
    {
        var now = context.Clock.Now;
        var state = StateOf(account);
        if (Told(account, notice) is null)
            throw Missing("notice");
        if (state.Find($"{notice}.{Delivery.Portal}") is { } portal)
        {
            await events.StoreAsync(account, portal, now);
            await dispatcher.StoreAsync(
                account,
                new DeliverySettled(portal.Id, now, DeliveryState.Delivered, true, null, "opened"),
                book => book.State.Find(portal.Id) is not null
            );
        }
        if (!Opened(account).ContainsKey(notice))
            await dispatcher.StoreAsync(account, new NoticeOpened(notice, now, by), _ => true);
    }

    /// <summary>A notice that an account was told; null where there is none of that id.</summary>
    /// <exception cref="RequestException">There is no such account.</exception>
    public SaidEntry? Told(AccountId account, string notice) =>
        Notices(account).FirstOrDefault(record => record.Id == notice) is { } record
            ? SaidEntry.Of(account, record, "")
            : null;

    /// <summary>The latest notice that an account was told; null where there is none.</summary>
    /// <param name="account">The account.</param>
    /// <param name="kind">Of which kind; null for any.</param>
    /// <exception cref="RequestException">There is no such account.</exception>
    public SaidEntry? LatestTold(AccountId account, string? kind) =>
        Notices(account)
            .LastOrDefault(record =>
                record.Id is not null && (kind is null || record.Notice!.What == kind)
            )
            is { } record
            ? SaidEntry.Of(account, record, "")
            : null;

    private IEnumerable<ToldRecord> Notices(AccountId account)
    {
        StateOf(account);
        return context
            .Ledger.Read(StreamName.Of(account), 0, ToldRecord.Kinds)
            .SelectMany(slice => ToldRecord.In(slice))
            .Where(record => record.Notice is not null);
    }

    private SendingState StateOf(AccountId account) =>
        accounts.Visit(account, its => its.Sending.State)
        ?? throw new RequestException(Code.UnknownAccount, "there is no such account");

    /// <summary>Stores what somebody has set; the audit says so beside it.</summary>
    private async Task StoreAsync(
        AccountId? account,
        SendingEntry entry,
        Doer by,
        string what,
        string? id
    )
    {
        var noted = dispatcher.NoteAsync(account ?? AccountId.None, by, what, id);
        var stored = account is { } one
            ? dispatcher.StoreAsync(one, entry, _ => true)
            : dispatcher.StoreAsync(entry);
        await Task.WhenAll(noted, stored);
    }

    private static string WordOf(Target target) =>
        target.Channel == "webhook" ? target.Channel : "recipient";

    /// <summary>All deliveries of an account, in the order in which they were planned.</summary>
    private DeliveryHistory[] Read(AccountId account)
    {
        var byId = new Dictionary<string, DeliveryHistory>(StringComparer.Ordinal);
        var brought = new Dictionary<string, DigestPlanned>(StringComparer.Ordinal);
        foreach (var slice in context.Ledger.Read(StreamName.Of(account), 0, Kinds))
        {
            var entry = SendingEntry.Read(slice.Payload);
            if (entry is DeliveryPlanned planned)
                foreach (var each in SendingState.DeliveriesOf(planned, slice.From))
                    byId.TryAdd(each.Id, Begun(account, AddressOf(planned, each), each));
            if (entry is DigestPlanned digest)
            {
                var its = Begun(account, digest.Address, digest.DeliveryAt(slice.From));
                brought[its.Delivery.Id] = digest;
                byId.TryAdd(its.Delivery.Id, its);
            }
            if (entry.Of is { } id)
                foreach (var each in brought.GetValueOrDefault(id)?.Deliveries.Append(id) ?? [id])
                    if (byId.TryGetValue(each, out var its))
                        byId[each] = its.With(entry);
        }
        return [.. byId.Values];
    }

    private static DeliveryHistory Begun(AccountId account, string address, Delivery its) =>
        new(account, its, address, DeliveryState.Waiting, []);

    private static string AddressOf(DeliveryPlanned planned, Delivery its) =>
        planned.Copies.First(copy => copy.Target == its.Target).Address;

    private static RequestException Missing(string what) =>
        new(Code.NotFound, $"there is no such {what}");
}
