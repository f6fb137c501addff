namespace Evenhand.Ledger.Postgres;

/// <summary>The ledger of a database. Whoever asks has a thread of its own, and waits.</summary>
internal sealed record DatabasePlace(PostgresPlace Place) : LedgerPlace
{
    /// <summary>Whether it is opened though it is being made by copying.</summary>
    public bool IsCopy { get; init; }

    /// <inheritdoc/>
    public override bool Exists => true;

    /// <inheritdoc/>
    public override LedgerIdentity Identity =>
        Do(async session => (await FindAsync(session)).Identity);

    /// <inheritdoc/>
    public override ILedger Open(LedgerOpening opening) =>
        Wait(PostgresLedger.OpenAsync(Place, opening));

    /// <inheritdoc/>
    public override ILedger OpenToRead() => Open(new LedgerOpening());

    /// <inheritdoc/>
    internal override IDisposable? Guard() => Open(new LedgerOpening { IsAlone = true });

    /// <inheritdoc/>
    internal override CopyTarget BeginCopy(LedgerIdentity source, Copying how) =>
        Wait(DatabaseCopyTarget.BeginAsync(Place, source, how));

    /// <inheritdoc/>
    public override Verdict Verify(Action<long, long>? progress) =>
        Do(async session =>
        {
            using var known = await FindAsync(session);
            return await new DatabaseVerification(session, known).RunAsync(progress);
        });

    /// <inheritdoc/>
    public override void Walk(Action<string, StoredSlice> visit) =>
        Do(async session =>
        {
            using var known = await FindAsync(session);
            await new DatabaseWalk(session, known).RunAsync(visit);
            return true;
        });

    /// <inheritdoc/>
    public override string ToString() => Place.ToString();

    private ValueTask<Known> FindAsync(Session session) =>
        session.WithAsync(connection => Known.FindAsync(connection, Place, IsCopy));

    private T Do<T>(Func<Session, Task<T>> work)
    {
        using var session = new Session(Place);
        return Wait(work(session));
    }

    private static T Wait<T>(Task<T> work) => work.GetAwaiter().GetResult();
}
