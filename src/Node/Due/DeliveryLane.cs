using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Outbox;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Due;

/// <summary>
/// Gives one consumer what accounts were told: of one account one entry after the other, of several as many at once as it takes. A
/// consumer that fails or takes long has its own lane and keeps nobody else waiting.
/// </summary>
internal sealed partial class DeliveryLane
{
    private readonly NodeContext context;
    private readonly AccountDirectory accounts;
    private readonly Committer committer;
    private readonly Consumer consumer;
    private readonly Lane<AccountId> lane;

    public DeliveryLane(
        NodeContext context,
        AccountDirectory accounts,
        Committer committer,
        Consumer consumer
    )
    {
        (this.context, this.accounts, this.committer, this.consumer) = (
            context,
            accounts,
            committer,
            consumer
        );
        lane = new(
            consumer.AtOnce,
            DeliverAsync,
            name => accounts.Find(name)?.Note(Look),
            context.Stop.Token
        );
    }

    /// <summary>Ends when nothing waits any more.</summary>
    public Task Idle => lane.Idle;

    private Moment Since => context.Consumers.Since(consumer);

    /// <summary>Takes an account up that has something for the consumer. In its turn.</summary>
    public void Look(ServedAccount account)
    {
        var now = context.Clock.Now;
        if (account.Deliveries.DueAt(consumer.Name, Since) > now)
            return;
        if (lane.TryAdd(account.Name))
            account.Deliveries.Begin(consumer.Name, now);
    }

    private async Task DeliverAsync(AccountId name)
    {
        try
        {
            while (await PassOnAsync(name)) { }
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested) { }
        catch (Exception fault) when (fault is RequestException or LedgerException)
        {
            // It is set aside, or the ledger takes nothing now: it stays due, and is looked at again.
            Waits(context.Log, consumer.Name, name, fault.Message);
        }
        catch (Exception bug)
        {
            // The lane goes on for the others; this one is looked at again in a minute.
            Failed(context.Log, consumer.Name, name, bug);
        }
    }

    /// <summary>Passes on a page; whether another may follow.</summary>
    private async Task<bool> PassOnAsync(AccountId name)
    {
        var door = accounts.Find(name);
        var found = accounts.LookAfter(
            name,
            account => new Start(account.Deliveries.From(consumer.Name, Since))
        );
        if (door is null || found?.From is not { } from)
            return false;
        var page = door.Study(() =>
            SaidPage.Of(name, context.Ledger.Read(door.Stream, from, ToldRecord.Kinds), from, Since)
        );
        var (upTo, fault) = await TakeAsync(page, from);
        if (upTo > from)
            await StoreAsync(name, upTo);
        if (fault is null)
            return upTo > from;
        Failed(context.Log, consumer.Name, name, fault);
        accounts.LookAfter(
            name,
            account =>
            {
                account.Deliveries.Fail(consumer.Name, context.Clock.Now);
                return account;
            }
        );
        return false;
    }

    /// <summary>Gives the consumer a page. Returns how far it came, and why no further.</summary>
    private async Task<(long UpTo, Exception? Fault)> TakeAsync(SaidPage page, long from)
    {
        foreach (var (entry, upTo) in page.Entries)
        {
            try
            {
                await consumer.TakeAsync(entry, context.Stop.Token);
            }
            catch (Exception fault) when (!context.Stop.IsCancellationRequested)
            {
                return (from, fault);
            }
            from = Math.Max(from, upTo);
        }
        return (page.End, null);
    }

    private Task<bool> StoreAsync(AccountId name, long upTo)
    {
        var now = context.Clock.Now;
        return committer.StoreAsync(
            new Addition(
                name,
                SliceKind.Delivered,
                StoredJson.Write(
                    new DeliveredRecord(consumer.Name, upTo, now),
                    StoredJson.Default.DeliveredRecord
                ),
                now,
                account => account.Deliveries.IsBehind(consumer.Name, upTo)
            )
        );
    }

    private sealed record Start(long? From);

    [LoggerMessage(
        LogLevel.Information,
        "What account {Account} was told waits for {Consumer}: {Why}"
    )]
    private static partial void Waits(ILogger log, string consumer, AccountId account, string why);

    [LoggerMessage(
        LogLevel.Warning,
        "{Consumer} did not take what account {Account} was told; it is tried again."
    )]
    private static partial void Failed(
        ILogger log,
        string consumer,
        AccountId account,
        Exception fault
    );
}
