using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;
using Evenhand.Stores.Targets;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Vault;

/// <summary>Has copies made that are due: at a few targets side by side, at each one after the other, so that a slow one delays itself alone.</summary>
internal sealed partial class CopyJobs
{
    /// <summary>Targets that are worked on at once.</summary>
    private const int AtOnce = 8;

    /// <summary>Copies after which a target lets others go first.</summary>
    private const int InARow = 16;

    private readonly NodeContext context;
    private readonly AccountDirectory accounts;
    private readonly CopyMaking making;
    private readonly CopySteps steps;
    private readonly TargetSeals seals;
    private readonly TargetOpening opening;
    private readonly Lane<CopyPlace> lane;

    public CopyJobs(
        NodeContext context,
        AccountDirectory accounts,
        CopyMaking making,
        CopySteps steps,
        TargetSeals seals,
        TargetOpening opening
    )
    {
        (this.context, this.accounts, this.making, this.steps) = (context, accounts, making, steps);
        (this.seals, this.opening) = (seals, opening);
        lane = new(AtOnce, WorkAsync, End, context.Stop.Token);
    }

    /// <summary>Ends when nothing is at work any more.</summary>
    public Task Idle => lane.Idle;

    /// <summary>Takes targets up at which something of an account's is due. In its turn.</summary>
    public void Look(ServedAccount account)
    {
        if (account.Bytes is not { } bytes)
            return;
        var now = context.Clock.Now;
        if (
            bytes.Copies.NextLook(account.CopyTargets) > now
            || !context.Clock.IsTrusted
            || context.Stop.IsCancellationRequested
        )
            return;
        foreach (var queue in bytes.Copies.All)
        {
            if (queue.NextLook > now || account.CopyTargets.Find(queue.Target) is null)
                continue;
            queue.AtWorkUntil = now + JobSteps.ShortestWait;
            _ = lane.TryAdd(new CopyPlace(account.Name, queue.Target));
        }
    }

    private async Task WorkAsync(CopyPlace at)
    {
        (CopyTargetSet Set, ITarget Target)? opened = null;
        try
        {
            for (var made = 0; made < InARow; made++)
                if (!await making.StepAsync(at.Account, at.Target, Open))
                    return;
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested) { }
        catch (Exception fault) when (fault is RequestException or LedgerException)
        {
            // The account is set aside, or the ledger takes nothing now: it stays due, and is looked at again.
            Waits(context.Log, at.Target, at.Account, fault.Message);
            steps.PutAllOff(at.Account, at.Target);
        }
        catch (Exception bug)
        {
            Failed(context.Log, at.Target, at.Account, bug);
            steps.PutAllOff(at.Account, at.Target);
        }
        finally
        {
            opened?.Target.Dispose();
        }

        ITarget Open(CopyTargetSet set)
        {
            if (opened is { } there && set.IsStill(there.Set))
                return there.Target;
            opened?.Target.Dispose();
            opened = null;
            var target = opening.Open(set.Kind, seals.Open(at.Account, set));
            opened = (set, target);
            return target;
        }
    }

    /// <summary>Leaves a target: what came to be due while it was at hand is taken up now, and the rest when it is due.</summary>
    private void End(CopyPlace at)
    {
        accounts
            .Find(at.Account)
            ?.Note(its => its.Bytes?.Copies.Find(at.Target)?.AtWorkUntil = Moment.Earliest);
        try
        {
            accounts.LookAfter(at.Account, its => its);
        }
        catch (RequestException)
        {
            // It is set aside, and its door has set the alarm; or the node stops.
        }
    }

    [LoggerMessage(
        LogLevel.Information,
        "Copies at target {Target} of account {Account} wait: {Why}"
    )]
    private static partial void Waits(ILogger log, string target, AccountId account, string why);

    [LoggerMessage(
        LogLevel.Error,
        "Making copies at target {Target} of account {Account} failed; it is tried again."
    )]
    private static partial void Failed(
        ILogger log,
        string target,
        AccountId account,
        Exception bug
    );

    /// <summary>A target of an account.</summary>
    private readonly record struct CopyPlace(AccountId Account, string Target);
}
