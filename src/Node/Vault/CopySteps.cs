using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Stored;
using Evenhand.Stores.Targets;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Vault;

/// <summary>What is written down and told around a copy, and when what failed is tried again: a target that fails delays itself alone.</summary>
internal sealed partial class CopySteps(
    NodeContext context,
    AccountDirectory accounts,
    Committer committer,
    StoredFacts facts
)
{
    /// <summary>Has it written down that a copy is begun, if it is still due; whether it was.</summary>
    public Task<bool> BeginAsync(AccountId account, CopyPlan plan, string attempt) =>
        StoreAsync(
            account,
            new OffloadBegun(attempt, plan.Thing, plan.Blob, plan.Target.Name, context.Clock.Now),
            its => plan.IsDue(its, context.Clock.Now)
        );

    /// <summary>A copy is made, and told.</summary>
    public async Task DoneAsync(AccountId account, CopyPlan plan)
    {
        var isFailing = false;
        accounts
            .Find(account)
            ?.Note(its =>
            {
                if (its.Bytes?.Copies.Find(plan.Target.Name) is not { } queue)
                    return;
                queue.Remove(plan.Thing);
                queue.Renew();
                isFailing = its.CopyTargets.Failing(plan.Target.Name) is not null;
            });
        if (isFailing)
            await WellAsync(account, plan.Target.Name);
    }

    /// <summary>Has it written down that a target takes copies again, where it did not.</summary>
    public Task<bool> WellAsync(AccountId account, string target) =>
        StoreAsync(
            account,
            new OffloadWell(target, context.Clock.Now),
            its => its.CopyTargets.Failing(target) is not null
        );

    /// <summary>A target was tried and is well: what waits for it is tried now.</summary>
    public async Task RenewAsync(AccountId account, string target)
    {
        await WellAsync(account, target);
        accounts.LookAfter(
            account,
            its =>
            {
                its.Bytes?.Copies.Find(target)?.TryAll();
                return its;
            }
        );
    }

    /// <summary>Whether what was brought back of a cold thing's bytes for its copy serves nobody else.</summary>
    public bool MayReturn(AccountId account, CopyPlan plan)
    {
        var may = false;
        accounts
            .Find(account)
            ?.Note(its =>
                may =
                    its.Bytes?.Find(plan.Blob) is { AreCold: true, AreAwaited: false } bytes
                    && bytes.BackUntil == Moment.Earliest
                    && bytes.ExportedUntil <= context.Clock.Now
                    && !its.Bytes.Copies.All.Any(each => each.Find(plan.Thing) is not null)
            );
        return may;
    }

    /// <summary>A copy is not tried for a while; nothing failed.</summary>
    public void PutOff(AccountId account, CopyPlan plan, TimeSpan wait, string why) =>
        accounts
            .Find(account)
            ?.Note(its =>
                its.Bytes?.Copies.Find(plan.Target.Name)
                    ?.PutOff(plan.Thing, context.Clock.Now + wait, why, failed: false)
            );

    /// <summary>Nothing is tried at a target for a while, for what is none of its faults.</summary>
    public void PutAllOff(AccountId account, string target) =>
        accounts
            .Find(account)
            ?.Note(its =>
                its.Bytes?.Copies.Find(target)?.PutOff(context.Clock.Now + JobSteps.ShortestWait)
            );

    /// <summary>A copy could not be made.</summary>
    public async Task FailAsync(AccountId account, CopyPlan plan, string attempt, Exception failure)
    {
        NotMade(context.Log, plan.Target.Name, account, failure);
        var isTold = false;
        accounts.Find(account)?.Note(its => isTold = PutOff(its, plan, failure));
        if (failure is TargetException wrong && !CopyWaits.IsOfOne(wrong.Kind))
            await StoreFailingAsync(account, plan.Target, wrong);
        if (isTold)
            await facts.TellAsync(
                account,
                "object.offload-failed",
                new()
                {
                    ["object"] = plan.Thing,
                    ["target"] = plan.Target.Name,
                    ["reason"] = failure.Message,
                },
                $"offload-failed:{attempt}"
            );
    }

    /// <summary>Puts the copy off, or all of the target's; whether the account is to be told now.</summary>
    private bool PutOff(ServedAccount account, CopyPlan plan, Exception failure)
    {
        // What failed at a target that was set anew meanwhile says nothing of what it is now.
        if (
            account.Bytes?.Copies.Find(plan.Target.Name) is not { } queue
            || !plan.Target.IsStill(account.CopyTargets.Find(plan.Target.Name))
        )
            return false;
        var (now, copy) = (context.Clock.Now, queue.Find(plan.Thing));
        if (failure is TargetException wrong && !CopyWaits.IsOfOne(wrong.Kind))
            queue.PutOff(now + CopyWaits.Of(wrong, queue.Failed));
        if (copy is null)
            return false;
        // Of a target that alters what it is sent the next tries another, so that no single thing holds up the rest.
        if (failure is not TargetException { Kind: not (TargetFault.Altered or TargetFault.Taken) })
            queue.PutOff(
                plan.Thing,
                now + JobSteps.WaitAfter(copy.Failed),
                $"{BytesQueue.Failing}: {failure.Message}",
                failed: true
            );
        var since = account.CopyTargets.Failing(plan.Target.Name)?.At ?? copy.Since;
        var isLong = now - Moment.Max(since, copy.Since) >= CopyWaits.BeforeTold;
        var helpsNothing = plan.IsLost || failure is TargetException { Kind: TargetFault.Taken };
        if (copy.IsTold || !(isLong || helpsNothing))
            return false;
        return copy.IsTold = true;
    }

    private async Task StoreFailingAsync(
        AccountId account,
        CopyTargetSet set,
        TargetException wrong
    )
    {
        var (now, target) = (context.Clock.Now, set.Name);
        OffloadFailing? known = null;
        accounts.Find(account)?.Note(its => known = its.CopyTargets.Failing(target));
        await StoreAsync(
            account,
            new OffloadFailing(target, $"{wrong.Kind}", wrong.Message, known?.At ?? now),
            its =>
                set.IsStill(its.CopyTargets.Find(target))
                && its.CopyTargets.Failing(target)?.Fault != $"{wrong.Kind}"
        );
    }

    private Task<bool> StoreAsync(
        AccountId account,
        OffloadEntry entry,
        Func<ServedAccount, bool> wanted
    ) =>
        committer.StoreAsync(
            new Addition(account, SliceKind.Offload, entry.Written(), context.Clock.Now, wanted)
        );

    [LoggerMessage(
        LogLevel.Warning,
        "A copy at target {Target} of account {Account} was not made; it is tried again."
    )]
    private static partial void NotMade(
        ILogger log,
        string target,
        AccountId account,
        Exception failure
    );
}
