using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Outbox;
using Evenhand.Node.People;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Evenhand.Node.Dispatching;

/// <summary>Plans what goes out when something is told, and sends what is due.</summary>
internal sealed partial class Dispatcher : IDisposable
{
    /// <summary>Messages under way at once, of all accounts.</summary>
    private const int MostAtOnce = 32;

    private readonly NodeContext context;
    private readonly AccountDirectory accounts;
    private readonly Committer committer;
    private readonly DeliveryEvents events;
    private readonly Digesting digests;
    private readonly SemaphoreSlim places = new(MostAtOnce);
    private readonly Lock gate = new();
    private readonly Dictionary<(AccountId Account, string Delivery), Task> running = [];

    /// <summary>Takes what the outbox passes on.</summary>
    public Dispatcher(
        NodeContext context,
        AccountDirectory accounts,
        Committer committer,
        DeliveryEvents events,
        PersonRegister people
    )
    {
        (this.context, this.accounts, this.committer) = (context, accounts, committer);
        this.events = events;
        Operators = new OperatorMail(context, this, people);
        digests = new Digesting(context, accounts, this);
        context.Desk.Take = PlanAsync;
    }

    /// <summary>Tells those who run the service what did not go out.</summary>
    public OperatorMail Operators { get; }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    /// <summary>Ends when nothing is under way.</summary>
    public async Task IdleAsync()
    {
        while (true)
        {
            Task[] all;
            lock (gate)
                all = [.. running.Values];
            if (all.Length == 0)
                break;
            await Task.WhenAll(all);
        }
        await Operators.IdleAsync();
    }

    /// <summary>Takes up what an account has to be sent. In its turn.</summary>
    public void Look(ServedAccount account)
    {
        if (context.Desk.Settings is null || context.Stop.IsCancellationRequested)
            return;
        var now = context.Clock.Now;
        foreach (var delivery in account.Sending.Begin(now, context.Desk.IsStopped))
            Begin(account.Name, delivery, account.Sending);
        Operators.Look(account);
    }

    /// <summary>Has an entry of an account stored.</summary>
    /// <param name="account">The account.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="wanted">Asked as it is stored: whether it is still wanted.</param>
    public Task<bool> StoreAsync(
        AccountId account,
        SendingEntry entry,
        Func<SendingBook, bool> wanted
    ) =>
        committer.StoreAsync(
            new Addition(
                account,
                SliceKind.Sending,
                entry.Written(),
                context.Clock.Now,
                its => wanted(its.Sending)
            )
        );

    /// <summary>Has an entry of the shared stream stored.</summary>
    public Task<bool> StoreAsync(SendingEntry entry) =>
        committer.StoreAsync(
            new Addition(AccountId.None, SliceKind.Sending, entry.Written(), context.Clock.Now)
        );

    /// <summary>Has the audit say that somebody did something to what goes out.</summary>
    /// <param name="account">The account; empty for what goes to the operators.</param>
    /// <param name="by">Who.</param>
    /// <param name="what">What, as the audit's types are.</param>
    /// <param name="id">To what; null where it has no id.</param>
    public Task<bool> NoteAsync(AccountId account, Doer by, string what, string? id) =>
        committer.StoreAsync(
            new Addition(
                account,
                SliceKind.Audit,
                StoredJson.Write(
                    new AuditRecord(by, [new AuditedAct(what, null, id, null)]),
                    StoredJson.Default.AuditRecord
                ),
                context.Clock.Now
            )
        );

    /// <summary>Plans what goes out; it stands in the ledger when this ends.</summary>
    private async Task PlanAsync(SaidEntry entry, CancellationToken stop)
    {
        var told = (entry.Notice?.Time ?? entry.Case?.Time)!.Value;
        if (told < context.Shelf.StandingFrom)
            return;
        var own = accounts.LookAfter(
            entry.Account,
            account =>
                account.Sending.IsFull
                    ? throw new TooMuchWaitsException()
                    : new Own([.. account.Sending.State.Targets])
                    {
                        Zone = account.Live?.Zone ?? DateTimeZone.Utc,
                    }
        );
        var plan = context.Desk.Settings!.Plan(
            new Occasion(entry, own?.Targets ?? [], context.Desk.Targets)
        );
        if (entry.Step is not null)
            plan = plan with
            {
                Copies = [.. plan.Copies, new Copy(Delivery.Portal, Delivery.Portal, "", -1)],
            };
        if (plan.Copies.IsEmpty)
            return;
        if (own is not null && context.Desk.Settings!.MayWait(entry.Notice?.What ?? ""))
            plan = plan with { Copies = [.. plan.Copies.Select(each => Timed(each, own))] };
        var planned = new DeliveryPlanned(
            entry.Id,
            entry.Step,
            entry.Notice?.What ?? "case",
            Moment.Min(entry.At, told),
            context.Clock.Now,
            plan.Messages,
            plan.Copies
        );
        await StoreAsync(
            entry.Account,
            planned,
            book => !book.State.Planned.Contains(planned.Notice)
        );
    }

    /// <summary>A copy to somebody who wants a digest waits for its hour.</summary>
    private Copy Timed(Copy copy, Own own) =>
        own.Targets.FirstOrDefault(each => each.Id == copy.Target) is { DigestHour: { } hour }
            ? copy with
            {
                Digest = DigestTime.After(context.Clock.Now, own.Zone, hour),
            }
            : copy;

    private void Begin(AccountId account, Delivery delivery, SendingBook book)
    {
        var run = new Run(account, delivery, book.IsLast(delivery, context.Clock.Now));
        // An account that has left memory meanwhile no longer knows what is under way.
        lock (gate)
            if (!running.ContainsKey(run.Key))
                running[run.Key] = Task.Run(() => SendAsync(run));
    }

    private async Task SendAsync(Run run)
    {
        try
        {
            await SendInTurnAsync(run);
        }
        finally
        {
            lock (gate)
                running.Remove(run.Key);
        }
    }

    private async Task SendInTurnAsync(Run run)
    {
        try
        {
            await places.WaitAsync(context.Stop.Token);
            try
            {
                await SettleAsync(run);
            }
            finally
            {
                places.Release();
            }
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested) { }
        catch (Exception fault) when (fault is RequestException or LedgerException)
        {
            // It is set aside, or the ledger takes nothing now: it is looked at again in a while.
            Waits(context.Log, run.Delivery.Id, run.Account, fault.Message);
        }
        catch (Exception bug)
        {
            Failed(context.Log, run.Delivery.Id, run.Account, bug);
        }
    }

    private async Task SettleAsync(Run run)
    {
        var delivery = run.Delivery;
        if (delivery.Digest is not null)
            await digests.GatherAsync(run.Account, delivery.Target);
        else if (delivery.Told < context.Desk.HeldBefore && delivery.Due is null)
            await EndAsync(run, DeliveryState.Held, "told before the ledger was restored");
        else if (delivery.Due is not null)
            await DeliveredAsync(run, tried: false, new Receipt(true, null, "nothing came back"));
        else if (TargetOf(run) is not { } target)
            await FailAsync(
                run,
                new Receipt(false, null, "the target was taken away"),
                tried: false
            );
        else if (target.Disabled is { } why)
            await FailAsync(run, new Receipt(false, null, why), tried: false);
        else
            await TryAsync(run, target);
    }

    private async Task TryAsync(Run run, Target target)
    {
        var receipt = await TrySendAsync(run, target);
        if (receipt is { IsTaken: true, MayComeBack: { } span })
            await StoreAsync(run, Tried(run, receipt, context.Clock.Now + span));
        else if (receipt.IsTaken)
            await DeliveredAsync(run, tried: true, receipt);
        else if (receipt.IsFinal || run.IsLast)
        {
            await FailAsync(run, receipt, tried: true);
            // What this server could not send says nothing of who would have taken it.
            if (run.IsLast && context.Desk.Find(target.Channel) is not null)
                await DisableAsync(run, target);
        }
        else
            await StoreAsync(run, Tried(run, receipt, null));
    }

    /// <summary>A channel that breaks has not sent it.</summary>
    private async Task<Receipt> TrySendAsync(Run run, Target target)
    {
        if (context.Desk.Find(target.Channel) is not { } channel)
            return new Receipt(false, null, $"there is no channel {target.Channel}");
        var parcel = new Parcel(
            run.Account,
            run.Delivery.Notice,
            run.Delivery.Kind,
            target,
            digests.MessageOf(run.Account, run.Delivery).Message,
            context.Clock.Now
        );
        try
        {
            return await channel.SendAsync(parcel, context.Stop.Token);
        }
        catch (Exception fault) when (!context.Stop.IsCancellationRequested)
        {
            Failed(context.Log, run.Delivery.Id, run.Account, fault);
            return new Receipt(false, null, $"the channel broke: {fault.GetType().Name}");
        }
    }

    private async Task DeliveredAsync(Run run, bool tried, Receipt receipt)
    {
        await events.StoreAsync(run.Account, run.Delivery, context.Clock.Now);
        await EndAsync(run, DeliveryState.Delivered, receipt.Detail, tried, receipt.Status);
    }

    private async Task FailAsync(Run run, Receipt receipt, bool tried)
    {
        await EndAsync(run, DeliveryState.Failed, receipt.Detail, tried, receipt.Status);
        GaveUp(context.Log, run.Delivery.Id, run.Account, receipt.Detail);
    }

    /// <summary>Nothing more is sent to a target that took nothing for days.</summary>
    private async Task DisableAsync(Run run, Target target)
    {
        var entry = new TargetSet(
            target with
            {
                Disabled = "it took nothing for three days",
            },
            null,
            context.Clock.Now
        );
        if (IsShared(target))
            await StoreAsync(entry);
        else
            await StoreAsync(run.Account, entry, _ => true);
        Disabled(context.Log, target.Channel, target.Id);
    }

    private Task<bool> EndAsync(
        Run run,
        DeliveryState state,
        string detail,
        bool tried = false,
        int? status = null
    ) =>
        StoreAsync(
            run,
            new DeliverySettled(run.Delivery.Id, context.Clock.Now, state, tried, status, detail)
        );

    private DeliveryTried Tried(Run run, Receipt receipt, Moment? due) =>
        new(run.Delivery.Id, context.Clock.Now, due, receipt.Status, receipt.Detail);

    private Task<bool> StoreAsync(Run run, SendingEntry entry) =>
        StoreAsync(run.Account, entry, book => book.State.Find(run.Delivery.Id) is not null);

    private bool IsShared(Target target) => context.Desk.Targets.Any(each => each.Id == target.Id);

    private Target? TargetOf(Run run) =>
        context.Desk.Targets.FirstOrDefault(each => each.Id == run.Delivery.Target)
        ?? accounts
            .LookAfter(run.Account, account => new Own([.. account.Sending.State.Targets]))
            ?.Targets.FirstOrDefault(each => each.Id == run.Delivery.Target);

    /// <summary>One delivery, as it was taken up.</summary>
    private sealed record Run(AccountId Account, Delivery Delivery, bool IsLast)
    {
        public (AccountId, string) Key => (Account, Delivery.Id);
    }

    private sealed record Own(IReadOnlyList<Target> Targets)
    {
        /// <summary>The account's zone.</summary>
        public DateTimeZone Zone { get; init; } = DateTimeZone.Utc;
    }

    /// <summary>The outbox gives it again later.</summary>
    private sealed class TooMuchWaitsException()
        : Exception("more messages wait than one account may have under way");

    [LoggerMessage(LogLevel.Information, "Delivery {Delivery} of account {Account} waits: {Why}")]
    private static partial void Waits(ILogger log, string delivery, AccountId account, string why);

    [LoggerMessage(
        LogLevel.Error,
        "Delivery {Delivery} of account {Account} broke; it is tried again."
    )]
    private static partial void Failed(
        ILogger log,
        string delivery,
        AccountId account,
        Exception bug
    );

    [LoggerMessage(
        LogLevel.Warning,
        "Delivery {Delivery} of account {Account} failed for good: {Why}"
    )]
    private static partial void GaveUp(ILogger log, string delivery, AccountId account, string why);

    [LoggerMessage(
        LogLevel.Warning,
        "The {Channel} {Target} took nothing for three days: nothing more is sent to it."
    )]
    private static partial void Disabled(ILogger log, string channel, string target);
}
