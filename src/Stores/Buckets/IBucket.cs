namespace Evenhand.Stores.Buckets;

/// <summary>
/// Things under keys at a provider's, as stores and targets there need them. What is put is there whole, or not at all. Whatever a
/// provider fails with is a <see cref="StoreException"/>; any number of threads may call.
/// </summary>
internal interface IBucket : IDisposable
{
    /// <summary>How many parts of one thing may be on their way at once.</summary>
    int AtOnce { get; }

    /// <summary>Puts a thing that is small.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="side">Where it is to lie.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="isOver">Whether it goes over what is there, which stays else.</param>
    /// <param name="cancel">Ends it.</param>
    Task<Placed> PutAsync(
        string key,
        Side side,
        ReadOnlyMemory<byte> bytes,
        bool isOver,
        CancellationToken cancel
    );

    /// <summary>Begins a thing that comes in parts; nothing is there before it is ended.</summary>
    /// <inheritdoc cref="PutAsync"/>
    Task<IParts> BeginAsync(string key, Side side, bool isOver, CancellationToken cancel);

    /// <summary>What lies under a key; null for nothing.</summary>
    Task<BucketItem?> FindAsync(string key, CancellationToken cancel);

    /// <summary>Opens what lies under a key, from a place before its end; null where nothing does.</summary>
    /// <exception cref="ColdException">It is not brought back.</exception>
    Task<Stream?> OpenAsync(string key, long from, CancellationToken cancel);

    /// <summary>Deletes what lies under a key, and what was brought back of it; nothing is no matter.</summary>
    Task DeleteAsync(string key, CancellationToken cancel);

    /// <summary>Moves what lies under a key to a side.</summary>
    /// <returns>Whether there is anything.</returns>
    Task<bool> MoveAsync(string key, Side to, CancellationToken cancel);

    /// <inheritdoc cref="IStore.RestoreAsync"/>
    Task<Restored> RestoreAsync(string key, TimeSpan stay, CancellationToken cancel);

    /// <inheritdoc cref="IStore.ReturnAsync"/>
    Task ReturnAsync(string key, CancellationToken cancel);

    /// <summary>All whose keys begin so, in the order of keys.</summary>
    IAsyncEnumerable<BucketItem> ListAsync(string prefix, CancellationToken cancel);

    /// <summary>Drops what was begun in parts before an instant and never ended, where the provider does not do so itself.</summary>
    /// <returns>How many were dropped.</returns>
    Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancel);
}
