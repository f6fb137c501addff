using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Stored;
using Evenhand.Stores;

namespace Evenhand.Node.Vault;

/// <summary>
/// Brings cold bytes back that were asked for. What is asked is written down first; then the store is asked until it has them; then the fact of
/// each retrieval is stored, and last, that they can be read, and until when. Each step may be done again without harm: facts have ids of
/// their own, and what was not written down is done once more.
/// </summary>
internal sealed class BringingBack(
    NodeContext context,
    AccountDirectory accounts,
    JobSteps steps,
    StoredFacts facts,
    IStore store
)
{
    /// <summary>How long what was brought back can be read.</summary>
    private static readonly TimeSpan Stay = TimeSpan.FromDays(7);

    /// <summary>How often the store is asked whether it has it.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(5);

    /// <summary>Does what is due of an account.</summary>
    public async Task StepAsync(AccountId name, VaultWork work)
    {
        foreach (var entry in work.Asked)
            await steps.StoreAsync(name, entry, its => MayAsk(its, entry));
        await steps.DoAsync(name, work.Restoring, blob => RestoreAsync(name, blob));
        var returned = await steps.DoAsync(
            name,
            work.Returning,
            blob => store.ReturnAsync(blob, context.Stop.Token)
        );
        if (!returned.IsEmpty)
            await steps.StoreAsync(
                name,
                new BytesReturned(returned, context.Clock.Now),
                its =>
                    returned.All(blob =>
                        its.Bytes?.Find(blob) is { AreAwaited: false } bytes
                        && bytes.BackUntil != Moment.Earliest
                    )
            );
    }

    /// <summary>Whether a retrieval may be taken up: it was not, and its bytes are there. In the account's turn.</summary>
    public static bool MayAsk(ServedAccount account, BytesAsked entry) =>
        account.Bytes is { } bytes
        && bytes.Retrievals.Find(entry.Retrieval) is null
        && bytes.Find(entry.Blob) is { IsLeaving: false };

    private async Task RestoreAsync(AccountId name, BlobId blob)
    {
        var state = await store.RestoreAsync(blob, StayOf(name, $"{blob}"), context.Stop.Token);
        if (state == Restored.None)
            throw new StoreException("the bytes are not there");
        if (state == Restored.Underway)
        {
            steps.Wait(name, $"{blob}", BetweenLooks, BytesQueue.Restoring);
            return;
        }
        var waiting = Awaiting(name, $"{blob}");
        if (waiting.IsEmpty)
            return;
        foreach (var retrieval in waiting)
            await facts.TellAsync(
                name,
                "retrieval.ready",
                new() { ["retrieval"] = retrieval },
                $"ready:{retrieval}"
            );
        var now = context.Clock.Now;
        await steps.StoreAsync(
            name,
            new BytesBack($"{blob}", waiting, now + Stay, now),
            its =>
                its.Bytes?.Find($"{blob}") is { IsLeaving: false } bytes
                && waiting.All(each =>
                    bytes.Asked.Exists(asked => asked.Retrieval == each && asked.Ready is null)
                )
        );
    }

    private TimeSpan StayOf(AccountId name, string blob)
    {
        var stay = Stay;
        accounts
            .Find(name)
            ?.Note(its => stay = its.Bytes?.Find(blob)?.StayAfter(context.Clock.Now, Stay) ?? Stay);
        return stay;
    }

    private ImmutableArray<string> Awaiting(AccountId name, string blob) =>
        (
            accounts.LookAfter(
                name,
                its =>
                    its.Bytes?.Find(blob)
                        ?.Asked.Where(each => each.Ready is null)
                        .Select(each => each.Retrieval)
                        .ToArray()
            ) ?? []
        ).ToImmutableArray();
}
