using System.Collections.Immutable;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;
using Evenhand.Stores;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Vault;

/// <summary>
/// Carries out on the store what is due of an account's bytes: a few accounts side by side, of each one step after the other. First
/// it is written down that bytes leave, in the account's turn, if nothing keeps them by then; that is the lease, and the point from which
/// there is no way back. Then they are deleted, and that is written down. Bytes of what counts as cold are moved likewise. Whatever breaks off is taken up again from what was written.
/// </summary>
internal sealed partial class VaultJobs
{
    /// <summary>Accounts that are worked on at once.</summary>
    private const int AtOnce = 4;

    private static readonly TimeSpan ShortestWait = JobSteps.ShortestWait;

    private readonly NodeContext context;
    private readonly AccountDirectory accounts;
    private readonly IStore store;
    private readonly JobSteps steps;
    private readonly BringingBack bringing;
    private readonly Certificates certificates;
    private readonly ExportMaking exporting;
    private readonly Lane<AccountId> lane;
    private readonly MovedBytes done = new();

    public VaultJobs(
        NodeContext context,
        AccountDirectory accounts,
        JobSteps steps,
        BringingBack bringing,
        Certificates certificates,
        ExportMaking exporting,
        IStore store
    )
    {
        (this.context, this.accounts, this.store) = (context, accounts, store);
        (this.steps, this.bringing) = (steps, bringing);
        (this.certificates, this.exporting) = (certificates, exporting);
        lane = new(AtOnce, WorkAsync, End, context.Stop.Token);
    }

    /// <summary>Ends when nothing is at work any more.</summary>
    public Task Idle => lane.Idle;

    /// <summary>What was removed and moved since the start.</summary>
    public MovedBytes Done => done;

    /// <summary>Takes an account up of whose bytes something is due. In its turn.</summary>
    public void Look(ServedAccount account)
    {
        if (account.Bytes is not { } bytes || bytes.Queue.Next > context.Clock.Now)
            return;
        // Under a clock that jumped nothing is due.
        if (!context.Clock.IsTrusted || context.Stop.IsCancellationRequested)
            return;
        bytes.Queue.AtWorkUntil = context.Clock.Now + ShortestWait;
        _ = lane.TryAdd(account.Name);
    }

    private async Task WorkAsync(AccountId name)
    {
        try
        {
            while (await StepAsync(name)) { }
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested) { }
        catch (Exception fault) when (fault is RequestException or LedgerException)
        {
            // It is set aside, or the ledger takes nothing now: it stays due, and is looked at again.
            Waits(context.Log, name, fault.Message);
            PutAllOff(name, fault.Message);
        }
        catch (Exception bug)
        {
            Failed(context.Log, name, bug);
            PutAllOff(name, bug.Message);
        }
    }

    /// <summary>Leaves an account: what came to be due while it was at hand is taken up now, and the rest when it is due.</summary>
    private void End(AccountId name)
    {
        accounts.Find(name)?.Note(its => its.Bytes?.Queue.AtWorkUntil = Moment.Earliest);
        try
        {
            accounts.LookAfter(name, its => its);
        }
        catch (RequestException)
        {
            // It is set aside, and its door has set the alarm; or the node stops.
        }
    }

    /// <summary>Does what is due next of an account's bytes; whether more may be.</summary>
    private async Task<bool> StepAsync(AccountId name)
    {
        if (context.Stop.IsCancellationRequested || !context.Clock.IsTrusted)
            return false;
        if (
            accounts.LookAfter(name, its => VaultWork.Of(its, context.Clock.Now))
            is not { IsEmpty: false } work
        )
            return false;
        if (work.Stopped is { } much)
            await steps.TellStopAsync(name, new(much.Things, much.Bytes, context.Clock.Now));
        await NoteAsync(name, work.Gone);
        await NoteAsync(name, work.Deleted);
        if (!work.Leaving.IsEmpty)
            await LeaveAsync(name, work);
        await MoveAsync(name, work.Cooling, Side.Cold);
        await MoveAsync(name, work.Warming, Side.Hot);
        await bringing.StepAsync(name, work);
        if (work.Exports && !await exporting.StepAsync(name))
            accounts.Find(name)?.Note(PutOthersOff);
        var deleted = await steps.DoAsync(name, work.Removing, DeleteAsync);
        if (!deleted.IsEmpty)
            await StoreRemovedAsync(name, deleted);
        else if (work.Certifies && !await certificates.MakeAsync(name))
            accounts.Find(name)?.Note(PutOthersOff);
        return true;
    }

    /// <summary>Has it written down since when the things of bytes are gone.</summary>
    private async Task NoteAsync(AccountId name, BytesGone? entry)
    {
        if (entry is not null)
            await steps.StoreAsync(
                name,
                entry,
                its =>
                    entry.Blobs.All(blob =>
                        its.Bytes?.Find(blob) is { IsNoted: false } bytes
                        && bytes.Gone != Moment.Never
                    )
            );
    }

    /// <summary>Has it written down that bytes leave, if all of them still may; else they are looked at again in a while.</summary>
    private async Task LeaveAsync(AccountId name, VaultWork work)
    {
        var entry = new BytesLeaving(
            work.Leaving,
            work.Counted.Things,
            work.Counted.Bytes,
            context.Clock.Now
        );
        if (await steps.StoreAsync(name, entry, its => MayAllLeave(its, work.Leaving)))
            return;
        accounts
            .Find(name)
            ?.Note(its =>
            {
                foreach (var bytes in work.Leaving.Select(blob => its.Bytes?.Find(blob)))
                    if (bytes is { IsLeaving: false })
                        its.Bytes!.Queue.PutOff(bytes, context.Clock.Now + ShortestWait, null);
            });
    }

    /// <summary>Whether bytes may leave, as the account stands now. In its turn, as the commit is made.</summary>
    private bool MayAllLeave(ServedAccount account, ImmutableArray<string> blobs)
    {
        if (account.Live is not { } live || account.Bytes is not { } bytes || account.IsStale)
            return false;
        var now = context.Clock.Now;
        return blobs.All(blob => bytes.MayLeave(live, now, blob));
    }

    /// <summary>Moves bytes to a side, and has that written down.</summary>
    private async Task MoveAsync(AccountId name, ImmutableArray<string> blobs, Side to)
    {
        var moved = await steps.DoAsync(name, blobs, blob => MoveAsync(blob, to));
        if (moved.IsEmpty)
            return;
        var size = 0L;
        if (
            await steps.StoreAsync(
                name,
                new BytesMoved(moved, to == Side.Cold, context.Clock.Now),
                its =>
                    moved.All(blob =>
                        its.Bytes?.Find(blob) is { IsLeaving: false } bytes
                        && bytes.AreCold != (to == Side.Cold)
                    ) && Measure(its, moved, ref size)
            )
        )
            done.Move(moved.Length, size);
    }

    private async Task MoveAsync(BlobId blob, Side to)
    {
        if (!await store.MoveAsync(blob, to, context.Stop.Token))
            throw new StoreException("the bytes are not there");
    }

    private Task DeleteAsync(BlobId blob) => store.DeleteAsync(blob, context.Stop.Token);

    private async Task StoreRemovedAsync(AccountId name, ImmutableArray<string> blobs)
    {
        var size = 0L;
        var entry = new BytesRemoved(blobs, context.Clock.Now);
        // Another may have said it already.
        if (
            await steps.StoreAsync(
                name,
                entry,
                its =>
                    blobs.All(blob => its.Bytes?.Find(blob) is { IsLeaving: true })
                    && Measure(its, blobs, ref size)
            )
        )
            done.Remove(blobs.Length, size);
    }

    private static bool Measure(ServedAccount account, ImmutableArray<string> blobs, ref long size)
    {
        size = blobs.Sum(blob => account.Bytes!.Find(blob)!.Bytes);
        return true;
    }

    private void PutAllOff(AccountId name, string why) =>
        accounts
            .Find(name)
            ?.Note(its =>
            {
                foreach (var bytes in its.Bytes?.Queue.DueBy(context.Clock.Now, int.MaxValue) ?? [])
                    steps.PutOff(its, bytes.Blob, why);
                PutOthersOff(its);
            });

    /// <summary>Neither a certificate nor a part of an export is tried for a while.</summary>
    private void PutOthersOff(ServedAccount account) =>
        account.Bytes?.Queue.OthersAgain = context.Clock.Now + ShortestWait;

    [LoggerMessage(LogLevel.Information, "What is due of account {Account}'s bytes waits: {Why}")]
    private static partial void Waits(ILogger log, AccountId account, string why);

    [LoggerMessage(
        LogLevel.Error,
        "Carrying out what is due of account {Account}'s bytes failed; it is tried again."
    )]
    private static partial void Failed(ILogger log, AccountId account, Exception bug);
}
