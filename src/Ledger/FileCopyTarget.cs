using Evenhand.Core.Time;
using Evenhand.Ledger.Segments;
using Evenhand.Ledger.Sqlite;

namespace Evenhand.Ledger;

/// <summary>A folder's ledger that is being made by copying: it stands in a folder of its own until it is whole.</summary>
internal sealed class FileCopyTarget : CopyTarget
{
    private const string Staging = "copying";

    private readonly string folder;
    private readonly string staging;

    private FileCopyTarget(string folder) =>
        (this.folder, staging) = (folder, Path.Combine(folder, Staging));

    /// <inheritdoc/>
    public override LedgerPlace Place => LedgerPlace.At(staging);

    /// <summary>Begins, or goes on.</summary>
    /// <exception cref="LedgerUnavailableException">A ledger is there, or a copy of another one.</exception>
    public static FileCopyTarget Begin(string folder, LedgerIdentity source)
    {
        var target = new FileCopyTarget(folder);
        var file = Path.Combine(folder, SqliteLedger.FileName);
        if (File.Exists(file) || LedgerFiles.LogOf(file) is not null)
            throw new LedgerUnavailableException(
                $"{folder} holds a ledger already; a copy goes into a folder without one"
            );
        LedgerFiles.Guard(folder, () => OwnerOnly.MakeFolder(folder));
        SqliteLedger.Open(target.staging).Dispose();
        target.Adopt(source);
        return target;
    }

    /// <inheritdoc/>
    public override ICopyWriter Open() =>
        new Writer(SqliteLedger.Open(staging, new LedgerOpening { Holds = true, IsCopy = true }));

    /// <inheritdoc/>
    public override void Finish()
    {
        var copy = Path.Combine(staging, SqliteLedger.FileName);
        if (LedgerFiles.LogOf(copy) is { } left)
            throw new LedgerUnavailableException($"{left}: the copy was not closed; try again");
        LedgerFiles.Place(copy, Path.Combine(folder, SqliteLedger.FileName));
        LedgerFiles.Guard(staging, () => Directory.Delete(staging, recursive: true));
    }

    private void Adopt(LedgerIdentity source)
    {
        var file = Path.Combine(staging, SqliteLedger.FileName);
        using var database = Database.Open(file, Access.Write);
        if (SqliteWriter.IdentityOf(database).Id == source.Id)
            return;
        if (database.Number("SELECT segment FROM tip") > 0)
            throw new LedgerUnavailableException(
                $"{staging}: a copy of another ledger was begun there; take it away, or name another folder"
            );
        database.Run("BEGIN IMMEDIATE");
        using (var take = database.Prepare("UPDATE identity SET ledger = ?1, seed = ?2"))
            take.Bind(1, source.Id.ToByteArray(bigEndian: true)).Bind(2, source.Seed).Run();
        using (var tip = database.Prepare("UPDATE tip SET chain = ?1"))
            tip.Bind(1, Chain.Start(source)).Run();
        database.Run("COMMIT");
    }

    /// <summary>Nothing is far: each commit is stored as it comes.</summary>
    private sealed class Writer(SqliteLedger ledger) : ICopyWriter
    {
        public IReadOnlyList<StreamName> Append(IReadOnlyList<Slice> slices, Moment committed) =>
            ((ILedger)ledger).Append(slices, committed);

        public void End() { }

        public void Dispose() => ledger.Dispose();
    }
}
