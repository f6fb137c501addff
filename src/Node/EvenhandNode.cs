using System.Collections.Concurrent;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Viewing;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Acts;
using Evenhand.Node.Amending;
using Evenhand.Node.Audit;
using Evenhand.Node.Bodies;
using Evenhand.Node.Changes;
using Evenhand.Node.Clock;
using Evenhand.Node.Context;
using Evenhand.Node.Dispatching;
using Evenhand.Node.Due;
using Evenhand.Node.Exporting;
using Evenhand.Node.Gate;
using Evenhand.Node.Ingest;
using Evenhand.Node.Keys;
using Evenhand.Node.People;
using Evenhand.Node.Policies;
using Evenhand.Node.Publishing;
using Evenhand.Node.Reads;
using Evenhand.Node.Reasons;
using Evenhand.Node.Refusals;
using Evenhand.Node.Rejections;
using Evenhand.Node.Reservations;
using Evenhand.Node.Roles;
using Evenhand.Node.Shared;
using Evenhand.Node.Stored;
using Evenhand.Node.Vault;
using Evenhand.Node.Views;
using Evenhand.Node.Watching;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node;

/// <summary>The accounts of one ledger, served, to many threads; what cannot be met ends in a <see cref="RequestException"/>.</summary>
public sealed class EvenhandNode : IAsyncDisposable
{
    private readonly NodeContext context;
    private readonly AccountDirectory accounts;
    private readonly SharedEntries shared;
    private readonly Committer committer;
    private readonly Alarm alarm;
    private readonly Telling telling;
    private readonly Delivering delivering;
    private readonly Dispatcher dispatcher;
    private readonly LiveGate asking;
    private readonly AccountReads reading;
    private readonly Publications publishing;
    private readonly Intake intake;
    private readonly KeyFinding finding;
    private readonly ThresholdWatch watch;
    private bool stopped;

    internal EvenhandNode(NodeContext context, SharedEntries shared, Registers all, int schema)
    {
        (this.context, this.shared) = (context, shared);
        (Keys, People) = (all.Keys, all.People);
        finding = new KeyFinding(context, shared, Keys, People);
        accounts = new AccountDirectory(context);
        committer = new Committer(context, accounts, schema);
        delivering = new Delivering(context, accounts, committer);
        asking = new LiveGate(context, accounts, committer, schema);
        var rejections = RejectionLog.Of(context);
        reading = new AccountReads(context, accounts, rejections);
        accounts.After = SeeTo;
        publishing = new Publications(context, committer, shared);
        var oldKeys = new OldKeys(context.Log);
        oldKeys.TellAll(Keys);
        Staffing.Tell(context.Log, People.All, context.Clock.Now);
        intake = new Intake(context, accounts, committer, oldKeys, rejections);
        watch = new ThresholdWatch(context, accounts, reading, committer);
        var reasons = new ReasonsDesk(context, People);
        telling = new Telling(accounts, committer, reasons, new StepsGone(context));
        alarm = new Alarm(context, accounts, committer, shared, telling)
        {
            Send = lines => IngestAsync(lines, BodyFormat.Lines),
            Also = () => Task.WhenAll(watch!.RunAsync(), dispatcher!.Operators.BeginAsync()),
        };
        var events = new DeliveryEvents(intake);
        dispatcher = new Dispatcher(context, accounts, committer, events, People);
        Deliveries = new Deliveries(context, accounts, dispatcher, events);
        Acts = new Acting(
            context,
            intake,
            committer,
            People,
            accounts,
            (id, cycle) => reading.Statement(id, cycle, expected: true)
        );
        var fill = new FirstFill(context, accounts);
        Standing = new StandingReads(context, accounts, reasons, reading, fill);
        Impacts = new ImpactReads(context, alarm.Amendments);
        Looks = new(context, accounts, reading, asking, all, fill, () => Figures.Accounts);
        Thresholds = new Thresholds(watch, reading, Deliveries);
        Undelivered = new UndeliveredReads(fill);
        Waits = new VaultWaits(context, accounts, fill);
        if (context.Settings.Store is { } store)
            Vault = new VaultDesk(context, accounts, intake, committer, store);
        Limits = new Limiting(context, reading, intake);
    }

    /// <summary>Takes up what the ledger holds, and begins to watch the clock.</summary>
    internal async Task BeginAsync()
    {
        await alarm.TakeUpAsync();
        await alarm.WatchAsync();
    }

    /// <summary>Null when the node can serve; else why it cannot, for people.</summary>
    public string? NotReady =>
        stopped
            ? "the server is stopping"
            : context.Fence.Why ?? committer.Defect ?? context.Ledger.Hindrance(committer.Fault);

    /// <summary>The time that it goes by, which is not always what the machine's clock shows.</summary>
    public TimeProvider Clock => context.Clock;

    /// <summary>How the machine's clock stands.</summary>
    public ClockState ClockState => context.Clock.State;

    /// <summary>Says, by a key's id, that the machine's clock is right as it is, so that what waits for it goes on.</summary>
    public async Task<ClockState> ConfirmClockAsync(string by)
    {
        await alarm.Watch.ConfirmAsync(by);
        await alarm.WatchAsync();
        return ClockState;
    }

    /// <summary>What goes out to people and programs.</summary>
    public Deliveries Deliveries { get; }

    /// <summary>What accounts want to be told of.</summary>
    public Thresholds Thresholds { get; }

    /// <summary>The limits that accounts have for themselves.</summary>
    public Limiting Limits { get; }

    /// <summary>What has not arrived, of all accounts.</summary>
    public UndeliveredReads Undelivered { get; }

    /// <summary>What is to be done with bytes of stored things, and waits.</summary>
    public VaultWaits Waits { get; }

    /// <summary>Stored things and their bytes; null where the node has no store.</summary>
    public VaultDesk? Vault { get; }

    /// <summary>The keys.</summary>
    public KeyRing Keys { get; }

    /// <summary>Does what people decide, and what accounts say to it.</summary>
    public Acting Acts { get; }

    /// <summary>Reads where accounts stand.</summary>
    public StandingReads Standing { get; }

    /// <summary>Reads what versions to come mean for accounts.</summary>
    public ImpactReads Impacts { get; }

    /// <summary>What people read who look at accounts.</summary>
    public Looks Looks { get; }

    /// <summary>The latest changes, for whoever follows them.</summary>
    public Following Changes => context.Following;

    /// <summary>Those who act.</summary>
    public PersonRegister People { get; }

    /// <inheritdoc cref="KeyFinding.Find"/>
    public Key? FindKey(ReadOnlySpan<char> shown) => finding.Find(shown);

    /// <inheritdoc cref="KeyFinding.FindPerson"/>
    public Person? FindPerson(string id) => finding.FindPerson(id);

    /// <summary>How much is loaded and waiting, for metrics.</summary>
    public NodeFigures Figures => NodeFigures.Of(context, accounts, committer, asking, alarm);

    /// <summary>What it does with bytes of stored things, in figures.</summary>
    public VaultFigures StoredFigures => VaultFigures.Of(Vault, Waits.Backlog, context.Clock.Now);

    /// <summary>Reads a body of events and stores what is good; answers once that is on disk.</summary>
    /// <param name="body">The body.</param>
    /// <param name="format">How the events are laid out.</param>
    /// <param name="sender">Who sends it; null for the server itself, which may send everything.</param>
    /// <param name="fillTime">Whether events without a time are of now.</param>
    /// <param name="strict">Whether one warning or rejection is enough to take nothing.</param>
    /// <exception cref="RequestException">Nothing could be read, or it is strict and something is odd.</exception>
    public Task<IngestOutcome> IngestAsync(
        ReadOnlyMemory<byte> body,
        BodyFormat format,
        Sender? sender = null,
        bool fillTime = false,
        bool strict = false
    ) => intake.IngestAsync(body, format, sender ?? Sender.Itself, fillTime, strict);

    /// <summary>Who a key is, as a sender of events.</summary>
    public Sender SenderOf(Key key) =>
        key.Roles.Contains(Role.Account)
            ? new Sender(key) { Resuming = context.Shelf.Resuming }
            : new Sender(key);

    /// <summary>Only reads a body of events and counts them: the yardstick of ingest in a benchmark.</summary>
    public int ParseOnly(ReadOnlyMemory<byte> body, BodyFormat format) =>
        intake.Parse(body.Span, format, Sender.Itself, fillTime: false).Count;

    /// <summary>Answers an ask: <c>{"account","act","with","acknowledged"?,"reserve"?,"id"?}</c>.</summary>
    /// <param name="body">The ask.</param>
    /// <param name="onlyAccount">The one account that the asker may ask for; null for any.</param>
    public ValueTask<GateOutcome> AskAsync(ReadOnlyMemory<byte> body, AccountId? onlyAccount) =>
        asking.AskAsync(body, onlyAccount);

    /// <summary>Answers a list of asks in their order; at most 1,000.</summary>
    /// <param name="body">The asks, an array.</param>
    /// <param name="onlyAccount">The one account that the asker may ask for; null for any.</param>
    /// <param name="together">Whether they are of one account and reserve all of it, or nothing.</param>
    public ValueTask<AskResult[]> AskManyAsync(
        ReadOnlyMemory<byte> body,
        AccountId? onlyAccount,
        bool together
    ) =>
        together
            ? asking.Many.ReserveAllAsync(body, onlyAccount)
            : asking.Many.AskAsync(body, onlyAccount);

    /// <summary>Ends a hold; the act's own event counts. Doing it again gives the same answer.</summary>
    /// <param name="reservation">Its id.</param>
    /// <param name="quantity">What was used, also more than was held.</param>
    /// <param name="onlyAccount">The one account that the asker may speak for; null for any.</param>
    public Task<Reservation> SettleAsync(
        string reservation,
        decimal quantity,
        AccountId? onlyAccount
    ) => asking.EndAsync(reservation, quantity, onlyAccount);

    /// <summary>Gives a hold back. Doing it again gives the same answer.</summary>
    public Task<Reservation> ReleaseAsync(string reservation, AccountId? onlyAccount) =>
        asking.EndAsync(reservation, null, onlyAccount);

    /// <summary>Accounts in ordinal order of their names.</summary>
    /// <param name="after">The name after which the page begins; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="opened">Those that were opened; else names that events speak of, and that nobody has opened.</param>
    public Page<AccountSummary> Accounts(string? after, int limit, bool opened = true) =>
        reading.Accounts(after, limit, opened);

    /// <summary>Accounts that are set aside, in ordinal order of their names.</summary>
    public Page<AccountSummary> ParkedAccounts(string? after, int limit) =>
        reading.Parked(after, limit);

    /// <summary>An account, also one that is set aside; null where there is none.</summary>
    public AccountSummary? Account(AccountId id) => reading.Account(id);

    /// <inheritdoc cref="AccountReads.Usage"/>
    public IReadOnlyList<MeterSeries>? Usage(
        AccountId id,
        Moment? from,
        Moment? to,
        SeriesWindow window,
        string? meter
    ) => reading.Usage(id, from, to, window, meter);

    /// <summary>Prepaid money and what moved it; null where there is no such account, or it is not open.</summary>
    public WalletHistory? Wallet(AccountId id, string? after, int limit) =>
        reading.Wallet(id, after, limit);

    /// <summary>What is included and allowed; null where there is no such account.</summary>
    public IReadOnlyList<AllowanceFigures>? Allowances(AccountId id) => reading.Allowances(id);

    /// <summary>All statements so far, or, of one fold, as they would be stated today; null where there is no such account.</summary>
    public IReadOnlyList<CycleStatement>? Statements(AccountId id, bool today = false) =>
        reading.Statements(id, today);

    /// <summary>The statement of the cycle that begins on a day, as stated or as it would be today; null where there is none.</summary>
    public CycleStatement? Statement(AccountId id, string firstDay, bool expected) =>
        reading.Statement(id, firstDay, expected);

    /// <summary>The events behind a line, each as a CloudEvent in JSON; null where there is no such line.</summary>
    public Page<string>? EventsBehind(
        AccountId id,
        string firstDay,
        string clause,
        string? after,
        int limit,
        bool expected = false
    ) => reading.EventsBehind(id, firstDay, clause, after, limit, expected);

    /// <summary>Stored events with what became of each; null where there is no such account.</summary>
    public Page<ToldEvent>? Events(EventQuery query, string? after, int limit) =>
        reading.Events(query, after, limit);

    /// <summary>What holds the accounts in memory, for whoever watches that they go.</summary>
    internal IEnumerable<object> InMemory => accounts.Doors;

    /// <summary>Throws checkpoints of accounts in memory away, which changes what reading costs and nothing that is read.</summary>
    /// <param name="isDropped">Asked of each.</param>
    internal void DropCheckpoints(Func<bool> isDropped) => accounts.DropCheckpoints(isDropped);

    /// <summary>Ends when accounts are folded ahead that are being folded ahead now.</summary>
    internal Task RenewedAsync() => alarm.Renewals.Running;

    /// <summary>All stored events as lines that a replay takes, rates first; of one account, or of all.</summary>
    public IEnumerable<string> Export(AccountId? account) =>
        new EventExport(context).Lines(account);

    /// <summary>The files of a folder with the policies that a replay of an export needs.</summary>
    public IEnumerable<PolicyFileText> PolicyFiles() => ExportedPolicies.Of(context);

    /// <summary>What the account was told, in order; null where there is no such account.</summary>
    public Page<ToldNotice>? Notices(AccountId id, string? after, int limit) =>
        reading.Notices(id, after, limit);

    /// <summary>The account's cases, in order; null where there is no such account.</summary>
    public Page<ToldCase>? Cases(AccountId id, string? after, int limit) =>
        reading.Cases(id, after, limit);

    /// <summary>The account's latest answers, newest first, which a restart forgets; null where there is no such account.</summary>
    public Page<Decision>? Decisions(AccountId id, string? after, int limit) =>
        reading.Decisions(id, after, limit);

    /// <summary>Who did what to terms and money, in the order in which it was stored.</summary>
    public Task<Page<AuditEntry>> AuditAsync(AuditQuery query, int limit) =>
        AuditTrail.PageAsync(context.Ledger, query, limit);

    /// <summary>Every version on the shelf, by name and effective instant.</summary>
    public IReadOnlyList<PublishedPolicy> Policies() => context.Shelf.All;

    /// <summary>Checks a policy version and publishes it, effective at its date.</summary>
    /// <param name="markdown">The document.</param>
    /// <param name="terms">How; null for nothing out of the usual.</param>
    public Task<PublishedPolicy> PublishAsync(string markdown, PublishTerms? terms = null) =>
        publishing.PublishAsync(markdown, terms ?? new PublishTerms());

    /// <summary>Takes a policy version back that is not in force yet.</summary>
    /// <param name="name">The policy.</param>
    /// <param name="version">The version.</param>
    /// <param name="by">Who takes it back.</param>
    public Task<PublishedPolicy> WithdrawAsync(string name, string version, Doer? by = null) =>
        publishing.WithdrawAsync(name, version, by);

    /// <summary>Does everything that is due now, and ends when that and all that waited before is stored and passed on.</summary>
    public async Task LookAfterDueAsync()
    {
        await alarm.RunAsync();
        await alarm.Amendments.Running;
        var behindAll = Addition.Shared(SliceKind.Told, [], context.Clock.Now, () => false);
        await committer.StoreAsync(behindAll);
        await delivering.IdleAsync();
        await dispatcher.IdleAsync();
        await (Vault?.Idle ?? Task.CompletedTask);
        await delivering.IdleAsync();
    }

    /// <summary>Takes in nothing more, stores what waits, keeps snapshots, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stopped)
            return;
        stopped = true;
        await context.Stop.CancelAsync();
        await Looks.Running;
        await alarm.DisposeAsync();
        await delivering.IdleAsync();
        await dispatcher.IdleAsync();
        await (Vault?.Idle ?? Task.CompletedTask);
        dispatcher.Dispose();
        committer.Dispose();
        publishing.Dispose();
        alarm.KeepSnapshots();
        Acts.Dispose();
        Vault?.Dispose();
    }

    /// <summary>Has an entry of a key, a person, a draft or a template stored on the shared stream, where it then still fits.</summary>
    internal Task<bool> StoreAsync(SliceKind kind, byte[] entry, Func<bool> fits) =>
        committer.StoreAsync(Addition.Shared(kind, entry, context.Clock.Now, fits));

    /// <summary>After a visit, and after a commit before it is acknowledged: what it set off. In the account's turn.</summary>
    private void SeeTo(ServedAccount account)
    {
        if (account.Name.IsNone)
        {
            shared.CatchUp();
            return;
        }
        Looks.Look(account);
        Standing.Queue.Look(account);
        Undelivered.Look(account);
        Waits.Look(account);
        Vault?.Look(account);
        watch.Look(account);
        telling.Tell(account);
        delivering.Look(account);
        dispatcher.Look(account);
        alarm.Set(account);
    }
}
