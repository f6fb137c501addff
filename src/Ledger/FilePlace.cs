using System.Text;
using Evenhand.Ledger.Segments;
using Evenhand.Ledger.Sqlite;

namespace Evenhand.Ledger;

/// <summary>The embedded ledger of a folder, or the file of one or of a backup.</summary>
internal sealed record FilePlace(string Path) : LedgerPlace
{
    /// <inheritdoc/>
    public override bool Exists => File.Exists(LedgerVerification.FileOf(Path));

    /// <inheritdoc/>
    public override LedgerIdentity Identity
    {
        get
        {
            using var reading = FileReading.Open(LedgerVerification.FileOf(Path));
            return SqliteWriter.IdentityOf(reading.Database);
        }
    }

    /// <inheritdoc/>
    public override ILedger Open(LedgerOpening opening) => SqliteLedger.Open(Path, opening);

    /// <inheritdoc/>
    public override ILedger OpenToRead() => SqliteLedger.OpenToRead(Path);

    /// <inheritdoc/>
    /// <remarks>The lock of a folder is the server's; whoever copies takes that first.</remarks>
    internal override IDisposable? Guard() => null;

    /// <inheritdoc/>
    internal override CopyTarget BeginCopy(LedgerIdentity source, Copying how) =>
        FileCopyTarget.Begin(Path, source);

    /// <inheritdoc/>
    public override Verdict Verify(Action<long, long>? progress) =>
        LedgerVerification.Verify(Path, progress);

    /// <inheritdoc/>
    public override void Walk(Action<string, StoredSlice> visit)
    {
        using var reading = FileReading.Open(LedgerVerification.FileOf(Path));
        var database = reading.Database;
        var slices = new WalkedSlices(
            (name, slice) => visit(Encoding.UTF8.GetString(name), slice),
            WayOut.OfFile
        );
        new SegmentWalk(database, SqliteWriter.IdentityOf(database)).From(0, slices.Visit);
    }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
