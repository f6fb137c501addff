using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Node.Ingest;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Stores;

namespace Evenhand.Node.Vault;

/// <summary>
/// Gives bytes out, and counts that they were fetched: the event is durable before the first byte goes. What is in quarantine, or
/// lies cold and was not brought back, is not given out.
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
        var placed = Place(account, name);
        var (its, id) = (placed.Object, retrieval ?? Guid.NewGuid().ToString("N"));
        var bytes =
            await OpenAsync(placed, cancel)
            ?? throw new RequestException(
                Code.NotFound,
                Language.Key("its bytes are not there any more")
            );
        try
        {
            await CountAsync(its, id, key);
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

    private PlacedObject Place(AccountId account, string name)
    {
        var placed = objects.Need(account, name);
        return placed.CanBeRead ? placed : throw Cold(placed.Object);
    }

    private async Task<Stream?> OpenAsync(PlacedObject placed, CancellationToken cancel)
    {
        try
        {
            return await store.OpenAsync(BlobId.Parse(placed.Blob!), 0, cancel);
        }
        catch (ColdException)
        {
            // What was brought back ended a little before its time.
            throw Cold(placed.Object);
        }
    }

    /// <summary>Counts that a thing is fetched, under the id of its retrieval.</summary>
    /// <exception cref="RequestException">The account does not take it.</exception>
    public async Task CountAsync(StoredObject its, string retrieval, Key key)
    {
        var kind = objects.KindOf(its.Account);
        if (events.Fetched(kind, its.Account, its.Name, retrieval, key) is not { } batch)
            return;
        Record.FillTime(batch.Records, 0, objects.Present(its.Account));
        var outcome = await committer.StoreAsync(batch);
        // A second one of the same id has another time; it counts once, as it should.
        if (outcome.Rejected is [var refused, ..] && refused.Code != Code.Conflict)
            throw new RequestException(refused);
    }

    private static RequestException Cold(StoredObject its) =>
        new(
            Code.Unmet,
            its.IsAwaited
                ? "it lies in cold storage and is being brought back"
                : "it lies in cold storage; ask for it to be brought back"
        )
        {
            Unmet = Unmet.State,
            PossibleFrom = its.IsAwaited ? its.PromisedBy : null,
        };
}
