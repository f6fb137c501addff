using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Node.Ingest;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Stores;

namespace Evenhand.Node.Vault;

/// <summary>
/// Takes bytes in: first into the store, under an id that nothing has yet, and then, in one commit, the event and what lies there.
/// What breaks between the two leaves bytes that nobody speaks of, which a check finds. Of an account one commit at a time is under
/// way, so that of two who put the same name at once one is first.
/// </summary>
internal sealed class Storing(
    ObjectReads objects,
    StoredEvents events,
    Committer committer,
    IStore store
) : IDisposable
{
    private const int Lanes = 64;

    private readonly SemaphoreSlim[] lanes =
    [
        .. Enumerable.Range(0, Lanes).Select(_ => new SemaphoreSlim(1)),
    ];

    /// <summary>Stores the bytes of a thing; the same bytes again are as good as once.</summary>
    /// <exception cref="RequestException">It may not be, cannot be, or other bytes are there.</exception>
    public async Task<StoredObject> PutAsync(
        PutTerms terms,
        Stream bytes,
        Key key,
        CancellationToken cancel
    )
    {
        if (Begin(terms, key) is { } there)
            return Same(
                there,
                terms,
                terms.Sha256 is { } said && said == there.Sha256
                    ? said
                    : (await Hashing.CopyAsync(bytes, null, cancel)).Sha256
            );
        var id = BlobId.Fresh();
        return await KeepAsync(terms, id, await store.PutAsync(id, bytes, cancel), key);
    }

    /// <summary>Adds bytes to an upload in parts.</summary>
    /// <returns>How many are there now.</returns>
    /// <exception cref="RequestException">It may not be, or cannot be.</exception>
    public Task<long> AddAsync(
        PutTerms terms,
        long offset,
        Stream bytes,
        Key key,
        CancellationToken cancel
    )
    {
        if (Begin(terms, key) is not null)
            throw Taken();
        return store.AddAsync(NameOf(terms), offset, bytes, cancel);
    }

    /// <summary>Stores what an upload in parts has.</summary>
    /// <exception cref="RequestException">It may not be, cannot be, or other bytes are there.</exception>
    public async Task<StoredObject> FinishAsync(PutTerms terms, Key key, CancellationToken cancel)
    {
        var id = BlobId.Fresh();
        return await KeepAsync(terms, id, await FinishAsync(NameOf(terms), id, cancel), key);
    }

    /// <summary>Finishes an upload, or leaves nothing of that: whoever tries again does so under another id.</summary>
    private async Task<Measured> FinishAsync(UploadName upload, BlobId id, CancellationToken cancel)
    {
        try
        {
            return await store.FinishAsync(upload, id, cancel);
        }
        catch
        {
            await TryDeleteAsync(id);
            throw;
        }
    }

    /// <summary>Deletes what nobody will speak of; where that fails too, a check finds it.</summary>
    private async Task TryDeleteAsync(BlobId id)
    {
        try
        {
            await store.DeleteAsync(id);
        }
        catch (StoreException) { }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var lane in lanes)
            lane.Dispose();
    }

    /// <summary>The upload in parts of a thing.</summary>
    public static UploadName NameOf(AccountId account, string name) =>
        UploadName.Of(account.Text, name);

    private static UploadName NameOf(PutTerms terms) => NameOf(terms.Account, terms.Name);

    /// <summary>Looks whether the thing may be stored, before its bytes come; what is there under its name already.</summary>
    private StoredObject? Begin(PutTerms terms, Key key)
    {
        events.Stored(objects.KindOf(terms.Account), terms, "-", 0, "", key);
        return objects.Find(terms.Account, terms.Name);
    }

    private async Task<StoredObject> KeepAsync(
        PutTerms terms,
        BlobId id,
        Measured measured,
        Key key
    )
    {
        if (terms.Sha256 is { } said && said != measured.Sha256)
        {
            await store.DeleteAsync(id);
            throw new RequestException(
                Code.Malformed,
                $"the bytes that came have the SHA-256 {measured.Sha256}, and not the one that was announced"
            );
        }
        var lane = lanes[unchecked((uint)terms.Account.GetHashCode()) % Lanes];
        await lane.WaitAsync();
        try
        {
            return await CommitAsync(terms, id, measured, key);
        }
        finally
        {
            lane.Release();
        }
    }

    private async Task<StoredObject> CommitAsync(
        PutTerms terms,
        BlobId id,
        Measured measured,
        Key key
    )
    {
        var kind = objects.KindOf(terms.Account);
        var attempt = new BytesAttempt(
            new BytesStored(
                id.ToString(),
                terms.Name,
                terms.Class,
                measured.Bytes,
                measured.Sha256,
                terms.Media,
                default,
                Doer.Of(key)
            )
        );
        var batch = events.Stored(kind, terms, id.ToString(), measured.Bytes, measured.Sha256, key);
        // Where it is not known whether the commit came to be, the bytes stay: a check tells.
        var outcome = await committer.StoreAsync(batch with { Bytes = attempt });
        if (outcome.Rejected is not [var refused, ..])
            return objects.Find(terms.Account, terms.Name)
                ?? throw new RequestException(Code.NotFound, "it was deleted again at once");
        await store.DeleteAsync(id);
        if (attempt.Unmet == Unmet.Taken && objects.Find(terms.Account, terms.Name) is { } there)
            return Same(there, terms, measured.Sha256);
        throw new RequestException(refused.Code, refused.Detail) { Unmet = attempt.Unmet };
    }

    private static StoredObject Same(StoredObject there, PutTerms terms, string sha256) =>
        there.Sha256 == sha256 && there.Class == terms.Class ? there : throw Taken();

    private static RequestException Taken() =>
        new(Code.Conflict, "something else is stored under this name; take another, or delete it");
}
