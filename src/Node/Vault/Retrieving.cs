using Evenhand.Core.Codes;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Vault;

/// <summary>
/// Has things brought back that lie cold. The event that counts it is durable first, and with it what the policy promises; what breaks off
/// before the retrieval is written down is found by the promise.
/// </summary>
internal sealed class Retrieving(
    NodeContext context,
    ObjectReads objects,
    Fetching fetching,
    Committer committer
)
{
    /// <summary>Asks for a thing; what lies hot is ready, and nothing is counted. Asked again under one id it is as once.</summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="retrieval">The id of the playback or download; null for one of its own.</param>
    /// <param name="key">Who asks.</param>
    /// <exception cref="RequestException">It is not there, or may not be fetched, or the id is of something else.</exception>
    public async Task<ObjectRetrieval> AskAsync(
        AccountId account,
        string name,
        string? retrieval,
        Key key
    )
    {
        var placed = objects.Need(account, name);
        var id = retrieval ?? Guid.NewGuid().ToString("N");
        if (Find(account, id) is { } there)
            return there.Object == name
                ? there
                : throw new RequestException(
                    Code.Conflict,
                    Language.Key("this id is of the retrieval of something else")
                );
        if (!placed.IsCold)
            return new ObjectRetrieval(account, name, id, "ready");
        await fetching.CountAsync(placed.Object, id, key);
        var entry = new BytesAsked(
            id,
            placed.Blob!,
            objects
                .Visit(account, (_, live) => VaultReading.PromiseOf(live, context.Clock.Now, id))
                ?.By,
            context.Clock.Now
        );
        await committer.StoreAsync(
            new Addition(
                account,
                SliceKind.Bytes,
                entry.Written(),
                entry.At,
                its => BringingBack.MayAsk(its, entry)
            )
        );
        return Find(account, id)
            ?? throw new RequestException(
                Code.NotFound,
                Language.Key("its bytes left the store meanwhile")
            );
    }

    /// <summary>A retrieval; null where there is none of the id, or none any more.</summary>
    public ObjectRetrieval? Find(AccountId account, string retrieval) =>
        objects.Visit(account, (its, _) => Tuple.Create(Of(its, retrieval))).Item1;

    private ObjectRetrieval? Of(ServedAccount account, string retrieval)
    {
        var now = context.Clock.Now;
        if (account.Bytes?.Retrievals.Find(retrieval) is not { } bytes)
            return null;
        var asked = bytes.Asked.Find(each => each.Retrieval == retrieval)!;
        return new ObjectRetrieval(account.Name, bytes.Thing, retrieval, StateOf(asked, now))
        {
            Asked = asked.At,
            PromisedBy = asked.PromisedBy,
            Ready = asked.Ready,
            Until = asked.Ready is null ? null : bytes.BackUntil,
        };
    }

    private static string StateOf(AskedBytes asked, Moment now) =>
        asked.Ready is not null ? "ready"
        : asked.PromisedBy < now ? "late"
        : "asked";
}
