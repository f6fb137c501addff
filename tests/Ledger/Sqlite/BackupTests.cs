using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Sqlite;

/// <summary>Backups are consistent, and only sound ones become ledgers.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-backup-");

    private string Data => Path.Combine(folder.FullName, "data");
    private string Restored => Path.Combine(folder.FullName, "restored");
    private string Backup => Path.Combine(folder.FullName, "copy.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_backup_made_while_appending_holds_whole_appends_up_to_some_moment()
    {
        using var ledger = SqliteLedger.Open(Data);
        var (a, b) = (StreamName.Of("a"), StreamName.Of("b"));
        var cancelled = TestContext.Current.CancellationToken;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var first = new TaskCompletionSource();
        var appending = Task.Run(
            () =>
            {
                for (var i = 0; !done.IsCancellationRequested; i++)
                {
                    ledger.Append(
                        [Made.Slice(a, i, 1, $"{i}"), Made.Slice(b, i, 1, $"{i}")],
                        new(i)
                    );
                    first.TrySetResult();
                }
            },
            cancelled
        );
        await first.Task;

        LedgerBackup.Back(Data, Backup);

        await done.CancelAsync();
        await appending;
        LedgerBackup.Restore(Backup, Restored);
        using var copy = SqliteLedger.Open(Restored);
        copy.Identity.ShouldBe(ledger.Identity);
        var texts = Made.Texts(copy.Read(StreamName.Of("a"), 0));
        texts.Count.ShouldBeGreaterThan(0);
        texts.ShouldBe(Enumerable.Range(0, texts.Count).Select(i => $"{i}"));
        Made.Texts(copy.Read(StreamName.Of("b"), 0)).ShouldBe(texts);
    }

    [Fact]
    public void A_backup_replaces_nothing_and_leaves_nothing_half_done()
    {
        using (var ledger = SqliteLedger.Open(Data))
            Made.Append(ledger, "a", "x");
        LedgerBackup.Back(Data, Backup);

        Should.Throw<LedgerUnavailableException>(() => LedgerBackup.Back(Data, Backup));
        Should.Throw<LedgerUnavailableException>(() => LedgerBackup.Restore(Backup, Data));
        Should.Throw<LedgerUnavailableException>(() => LedgerBackup.Back(Restored, Backup + "2"));
        Should.Throw<LedgerUnavailableException>(() =>
            LedgerBackup.Back(Data, Path.Combine(folder.FullName, "missing", "copy.db"))
        );

        Directory.GetFiles(folder.FullName).ShouldBe([Backup]);
        Directory.GetFiles(Data, "*.part").ShouldBeEmpty();
        Directory.Exists(Restored).ShouldBeFalse();
    }

    [Fact]
    public void A_damaged_backup_is_not_restored()
    {
        using (var ledger = SqliteLedger.Open(Data))
            Made.Append(ledger, "a", "the records");
        LedgerBackup.Back(Data, Backup);
        var bytes = File.ReadAllBytes(Backup);
        bytes[bytes.AsSpan().IndexOf(Made.Bytes("the records"))] ^= 1;
        File.WriteAllBytes(Backup, bytes);

        Should.Throw<DamagedLedgerException>(() => LedgerBackup.Restore(Backup, Restored));

        Directory.Exists(Restored).ShouldBeFalse();
    }
}
