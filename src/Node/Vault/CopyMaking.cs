using Evenhand.Core.Stream;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Stored;
using Evenhand.Stores;
using Evenhand.Stores.Targets;

namespace Evenhand.Node.Vault;

/// <summary>
/// Makes one copy. That it is begun is written down first, if it is still due in the account's turn, by which whoever does not hold the ledger any more
/// cannot begin; then it is made, which may be done again without harm; then the fact is stored that the account was copied. Whatever breaks off before
/// that leaves it due, and once the fact is there it is not.
/// </summary>
internal sealed class CopyMaking(
    NodeContext context,
    AccountDirectory accounts,
    CopySteps steps,
    StoredFacts facts,
    IStore store
)
{
    private const string Lost = "its bytes are not there any more, or not as they came";

    /// <summary>How often the store is asked whether it has brought back what lies cold.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(5);

    /// <summary>Makes the copy that is due next at a target, whether there was one; what fails is tried again later.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="target">The name of the target.</param>
    /// <param name="open">Opens it as it was set, or gives what it opened before.</param>
    public async Task<bool> StepAsync(
        AccountId account,
        string target,
        Func<CopyTargetSet, ITarget> open
    )
    {
        if (
            context.Stop.IsCancellationRequested
            || !context.Clock.IsTrusted
            || accounts.LookAfter(account, its => CopyPlan.Of(its, target, context.Clock.Now))
                is not { } plan
        )
            return false;
        var attempt = Guid.NewGuid().ToString("N");
        try
        {
            await TryAsync(account, plan, attempt, open);
        }
        catch (TargetException wrong)
        {
            await steps.FailAsync(account, plan, attempt, await BlamedAsync(plan, wrong));
        }
        catch (Exception failed) when (failed is StoreException or IOException)
        {
            await steps.FailAsync(account, plan, attempt, failed);
        }
        return true;
    }

    private async Task TryAsync(
        AccountId account,
        CopyPlan plan,
        string attempt,
        Func<CopyTargetSet, ITarget> open
    )
    {
        if (plan.IsLost)
            throw new StoreException(Lost);
        var blob = BlobId.Parse(plan.Blob);
        if (await store.RestoreAsync(blob, plan.Stay, context.Stop.Token) == Restored.Underway)
        {
            steps.PutOff(account, plan, BetweenLooks, BytesQueue.Restoring);
            return;
        }
        if (!await steps.BeginAsync(account, plan, attempt))
        {
            steps.PutOff(account, plan, JobSteps.ShortestWait, "next");
            return;
        }
        var target = open(plan.Target);
        foreach (var former in plan.Left)
            await target.ClearAsync(former, context.Stop.Token);
        await PutAsync(target, plan, attempt, blob);
        await facts.TellAsync(
            account,
            "object.offloaded",
            new()
            {
                ["object"] = plan.Thing,
                ["target"] = plan.Target.Name,
                ["sha256"] = plan.Measured.Sha256,
            },
            $"offloaded:{attempt}"
        );
        await steps.DoneAsync(account, plan, attempt);
        if (steps.MayReturn(account, plan))
            await store.ReturnAsync(blob, context.Stop.Token);
    }

    /// <summary>Under the thing's own name, or under one that says what it is where another was stored, and copied, under that before.</summary>
    private async Task PutAsync(ITarget target, CopyPlan plan, string attempt, BlobId blob)
    {
        try
        {
            await PutAsync(target, TargetName.Of(plan.Thing), plan, attempt, blob);
        }
        catch (TargetException taken) when (taken.Kind == TargetFault.Taken)
        {
            var another = TargetName.Of(plan.Thing, plan.Measured.Sha256);
            await PutAsync(target, another, plan, attempt, blob);
        }
    }

    private async Task PutAsync(
        ITarget target,
        TargetName name,
        CopyPlan plan,
        string attempt,
        BlobId blob
    )
    {
        await using var bytes =
            await store.OpenAsync(blob, 0, context.Stop.Token)
            ?? throw new StoreException("its bytes are not there");
        await target.PutAsync(name, bytes, plan.Measured, attempt, context.Stop.Token);
    }

    /// <summary>What is read back otherwise than it came is the target's fault only where the store gives it out as it came.</summary>
    private async Task<Exception> BlamedAsync(CopyPlan plan, TargetException wrong)
    {
        if (wrong.Kind != TargetFault.Altered)
            return wrong;
        var blob = BlobId.Parse(plan.Blob);
        try
        {
            await using var bytes = await store.OpenAsync(blob, 0, context.Stop.Token);
            return
                bytes is not null
                && await Hashing.CopyAsync(bytes, null, context.Stop.Token) == plan.Measured
                ? wrong
                : new StoreException(Lost, wrong);
        }
        catch (Exception failed) when (failed is StoreException or IOException)
        {
            return failed;
        }
    }
}
