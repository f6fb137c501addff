using Evenhand.Ledger.Postgres;

namespace Evenhand.Ledger;

/// <summary>Where a ledger is, whichever store keeps it: what is done to one as a whole begins here.</summary>
public abstract record LedgerPlace
{
    /// <summary>What a text begins with that names a database.</summary>
    public const string Prefix = "postgres:";

    /// <summary>The place that a text names: a data folder or a file; or <c>postgres:</c> and Npgsql's keywords.</summary>
    /// <param name="text">The text.</param>
    /// <param name="passwordFile">The file that holds a database's password; null where it is none.</param>
    /// <exception cref="FormatException">The keywords are no good.</exception>
    public static LedgerPlace Of(string text, string? passwordFile) =>
        text.StartsWith(Prefix, StringComparison.Ordinal)
            ? In(PostgresPlace.Of(text[Prefix.Length..], passwordFile))
            : At(text);

    /// <summary>A data folder, or the file of a ledger or a backup.</summary>
    public static LedgerPlace At(string path) => new FilePlace(path);

    /// <summary>A database.</summary>
    public static LedgerPlace In(PostgresPlace place) => new DatabasePlace(place);

    /// <summary>Whether a ledger is there, so that nothing is made by opening it.</summary>
    public abstract bool Exists { get; }

    /// <summary>Opens it.</summary>
    /// <param name="opening">How.</param>
    /// <exception cref="LedgerException">It cannot be opened.</exception>
    public abstract ILedger Open(LedgerOpening opening);

    /// <summary>Opens it only to look.</summary>
    /// <exception cref="LedgerException">It cannot be opened.</exception>
    public abstract ILedger OpenToRead();

    /// <summary>Which ledger it is.</summary>
    /// <exception cref="LedgerUnavailableException">There is none, or it cannot be read.</exception>
    public abstract LedgerIdentity Identity { get; }

    /// <summary>Sees that nobody serves it, and that nobody begins to before what is given back is disposed of.</summary>
    /// <exception cref="LedgerUnavailableException">Somebody does.</exception>
    internal abstract IDisposable? Guard();

    /// <summary>Begins a copy of a ledger here, or goes on with one.</summary>
    /// <exception cref="LedgerUnavailableException">Another ledger is there.</exception>
    internal abstract CopyTarget BeginCopy(LedgerIdentity source, Copying how);

    /// <summary>Walks all of it with its hashes, checksums and names, and finds the first damage.</summary>
    /// <param name="progress">Told now and then how many segments of how many are done.</param>
    /// <exception cref="LedgerUnavailableException">There is no ledger, or it cannot be read.</exception>
    public abstract Verdict Verify(Action<long, long>? progress);

    /// <summary>
    /// Shows every slice and whose it is, of no account for the shared stream, in the order of their arrival: each stream's in its own,
    /// and between those of the shared stream as they came.
    /// </summary>
    /// <param name="visit">Told of each.</param>
    /// <exception cref="DamagedLedgerException">The first damage.</exception>
    public abstract void Walk(Action<string, StoredSlice> visit);
}
