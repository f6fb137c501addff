using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Node.Ingest;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Stores;
using Evenhand.Wording;

namespace Evenhand.Node.Vault;

/// <summary>
/// Gives bytes out, and counts that they were fetched: the event is durable before the first byte goes. What is in quarantine, or
/// lies cold, is not given out.
/// </summary>
internal sealed class Fetching(
    ObjectReads objects,
    StoredEvents events,
    Committer committer,
    IStore store
)
{
    /// <summary>Opens the bytes of a thing.</summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="retrieval">The id of the playback or download, which counts once; null for one of its own.</param>
    /// <param name="key">Who wants them.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="RequestException">They are not there, or may not be fetched.</exception>
    public async Task<OpenedObject> OpenAsync(
        AccountId account,
        string name,
        string? retrieval,
        Key key,
        CancellationToken cancel
    )
    {
        var (its, blob) = Place(account, name);
        var id = retrieval ?? Guid.NewGuid().ToString("N");
        var bytes = await store.OpenAsync(BlobId.Parse(blob), 0, cancel) ?? throw NotHere(its);
        try
        {
            await CountAsync(objects.KindOf(account), its, id, key);
            return new OpenedObject(its, bytes, id);
        }
        catch
        {
            await bytes.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the bytes of a thing are, without fetching them.</summary>
    /// <exception cref="RequestException">They are not there, or may not be fetched.</exception>
    public StoredObject Look(AccountId account, string name) => Place(account, name).Object;

    private (StoredObject Object, string Blob) Place(AccountId account, string name)
    {
        if (objects.Place(account, name) is not var (its, blob, isCold))
            throw new RequestException(Code.NotFound, "nothing is stored under this name");
        if (its.Quarantine is not null)
            throw Unmet(Core.Effects.Unmet.Quarantined);
        if (blob is null)
            throw NotHere(its);
        return isCold ? throw Unmet(Core.Effects.Unmet.State) : (its, blob);
    }

    private async Task CountAsync(Thing kind, StoredObject its, string retrieval, Key key)
    {
        if (events.Fetched(kind, its.Account, its.Name, retrieval, key) is not { } batch)
            return;
        Record.FillTime(batch.Records, 0, objects.Present(its.Account));
        var outcome = await committer.StoreAsync(batch);
        // A second one of the same id has another time; it counts once, as it should.
        if (outcome.Rejected is [var refused, ..] && refused.Code != Code.Conflict)
            throw new RequestException(refused.Code, refused.Detail);
    }

    private static RequestException Unmet(Unmet unmet) =>
        new(Code.Unmet, UnmetSentence.Of(unmet)) { Unmet = unmet };

    private static RequestException NotHere(StoredObject its) =>
        new(
            Code.NotFound,
            its.Sha256 is null
                ? "it is counted, and its bytes do not lie here"
                : "its bytes are not there any more, or not as they came; a check has found that"
        );
}
