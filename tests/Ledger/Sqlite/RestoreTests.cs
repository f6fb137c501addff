using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Sqlite;

/// <summary>A restored ledger is the backup and nothing else, whatever was in the folder, and whenever it is broken off.</summary>
public sealed class RestoreTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-restore-");
    private readonly List<string> backedUp;

    public RestoreTests()
    {
        using var ledger = SqliteLedger.Open(Data);
        Ledgers.Fill(ledger, 10, "before");
        LedgerBackup.Back(Data, Backup);
        backedUp = Ledgers.Content(ledger);
    }

    private string Data => Path.Combine(folder.FullName, "data");
    private string Backup => Path.Combine(folder.FullName, "monday.backup");
    private string File_ => Ledgers.FileOf(Data);

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    [Trait("fault", "H2")]
    public void A_log_that_was_left_when_the_data_file_was_moved_away_is_never_mixed_in()
    {
        LeaveLogOnly();

        var refused = Should.Throw<LedgerUnavailableException>(() =>
            LedgerBackup.Restore(Backup, Data)
        );
        refused.Message.ShouldContain("ledger.db-wal");
        refused.Message.ShouldContain("--replace");

        LedgerBackup.Restore(Backup, Data, new Restoring { Replace = true });

        ShouldBeTheBackup(Data);
    }

    [Fact]
    [Trait("fault", "H2")]
    public void A_log_without_its_data_file_is_not_thrown_away_by_starting()
    {
        LeaveLogOnly();
        var log = File.ReadAllBytes(File_ + "-wal");

        var refused = Should.Throw<LedgerUnavailableException>(() => SqliteLedger.Open(Data));

        refused.Message.ShouldContain("ledger.db-wal");
        File.ReadAllBytes(File_ + "-wal").ShouldBe(log);
    }

    [Theory]
    [Trait("fault", "H2")]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-journal")]
    public void What_stands_in_the_way_is_named_and_left_as_it_is(string end)
    {
        var empty = Path.Combine(folder.FullName, "empty");
        Directory.CreateDirectory(empty);
        var there = Ledgers.FileOf(empty) + end;
        File.WriteAllText(there, "something");

        var refused = Should.Throw<LedgerUnavailableException>(() =>
            LedgerBackup.Restore(Backup, empty)
        );

        refused.Message.ShouldContain(there);
        refused.Message.ShouldContain($"evenhand restore {Backup} --data {empty} --replace");
        Directory.GetFileSystemEntries(empty).ShouldBe([there]);
        File.ReadAllText(there).ShouldBe("something");

        LedgerBackup
            .Restore(Backup, empty, new Restoring { Replace = true })
            .ShouldNotBeNull()
            .ShouldStartWith(empty);
        ShouldBeTheBackup(empty);
        Directory.GetFiles(empty, $"ledger.replaced-1.db{end}").ShouldHaveSingleItem();
    }

    [Fact]
    [Trait("fault", "H2")]
    public void A_ledger_that_is_replaced_is_kept_with_its_log_and_can_be_opened()
    {
        List<string> later;
        using (var ledger = SqliteLedger.Open(Data))
        {
            Ledgers.Fill(ledger, 5, "after");
            later = Ledgers.Content(ledger);
            Ledgers.Photograph(Data, Path.Combine(folder.FullName, "killed"));
        }
        var killed = Path.Combine(folder.FullName, "killed");
        new FileInfo(Ledgers.FileOf(killed) + "-wal").Length.ShouldBeGreaterThan(0);

        var kept = LedgerBackup
            .Restore(Backup, killed, new Restoring { Replace = true })
            .ShouldNotBeNull();

        ShouldBeTheBackup(killed);
        var again = Path.Combine(folder.FullName, "again");
        Directory.CreateDirectory(again);
        foreach (var end in new[] { "", "-wal" })
            File.Copy(kept + end, Ledgers.FileOf(again) + end);
        Ledgers.Content(again).ShouldBe(later);
    }

    [Fact]
    [Trait("fault", "H2")]
    public void A_restore_that_is_broken_off_at_any_step_leaves_one_of_the_two_ledgers_whole()
    {
        List<string> later;
        string killed;
        using (var ledger = SqliteLedger.Open(Data))
        {
            Ledgers.Fill(ledger, 5, "after");
            later = Ledgers.Content(ledger);
            killed = Ledgers.Photograph(Data, Path.Combine(folder.FullName, "killed"));
        }
        // The copy is ready, the log is set aside, the data file too: what a kill leaves after each step.
        var next = Path.Combine(folder.FullName, "next");
        Directory.CreateDirectory(next);
        File.Copy(Backup, Path.Combine(next, "copy"));
        string[][] moves =
        [
            [],
            ["ledger.db-wal"],
            ["ledger.db-wal", "ledger.db"],
        ];
        foreach (var moved in moves)
        {
            var at = Ledgers.Photograph(
                killed,
                Path.Combine(folder.FullName, $"after-{moved.Length}")
            );
            File.Copy(Backup, Ledgers.FileOf(at) + ".next");
            foreach (var file in moved)
                File.Move(
                    Path.Combine(at, file),
                    Path.Combine(at, file.Replace("ledger.db", "ledger.replaced-1.db"))
                );

            ShouldBeTheBackup(at);

            var old = Path.Combine(at, "ledger.replaced-1.db");
            var again = Path.Combine(at, "again");
            Directory.CreateDirectory(again);
            File.Copy(old, Ledgers.FileOf(again));
            File.Copy(old + "-wal", Ledgers.FileOf(again) + "-wal");
            Ledgers.Content(again).ShouldBe(later);
        }
    }

    [Fact]
    [Trait("fault", "H2")]
    public void What_an_earlier_restore_left_unfinished_takes_no_part_in_the_next()
    {
        var target = Path.Combine(folder.FullName, "target");
        Directory.CreateDirectory(Path.Combine(target, "restoring"));
        foreach (var end in new[] { "", "-wal", "-journal" })
            File.WriteAllText(
                Path.Combine(target, "restoring", SqliteLedger.FileName + end),
                "half"
            );

        LedgerBackup.Restore(Backup, target);

        ShouldBeTheBackup(target);
        Directory.GetDirectories(target).ShouldBeEmpty();
    }

    [Theory]
    [Trait("fault", "H2")]
    [InlineData("-wal")]
    [InlineData("-journal")]
    public void A_backup_with_a_log_beside_it_is_refused_by_name(string end)
    {
        File.WriteAllText(Backup + end, "belongs to something");
        var target = Path.Combine(folder.FullName, "target");

        Should
            .Throw<LedgerUnavailableException>(() => LedgerBackup.Restore(Backup, target))
            .Message.ShouldContain(Backup + end);

        Directory.Exists(target).ShouldBeFalse();
    }

    [Fact]
    [Trait("fault", "H2")]
    public void A_data_folders_own_file_is_restored_by_the_way_that_the_refusal_names()
    {
        using var ledger = SqliteLedger.Open(Data);
        Ledgers.Fill(ledger, 3, "in the log");
        var target = Path.Combine(folder.FullName, "target");

        Should
            .Throw<LedgerUnavailableException>(() => LedgerBackup.Restore(File_, target))
            .Message.ShouldContain($"evenhand backup --data {Data} FILE");
        var whole = Path.Combine(folder.FullName, "whole.backup");
        LedgerBackup.Back(Data, whole);
        LedgerBackup.Restore(whole, target);

        Ledgers.Content(target).ShouldBe(Ledgers.Content(ledger));
    }

    [Fact]
    [Trait("fault", "H2")]
    public void A_damaged_backup_leaves_the_ledger_that_is_there_untouched()
    {
        var bytes = File.ReadAllBytes(Backup);
        bytes[bytes.AsSpan().IndexOf(Made.Bytes("before 7"))] ^= 1;
        File.WriteAllBytes(Backup, bytes);
        var was = Directory.GetFileSystemEntries(Data).Order().ToList();

        Should.Throw<DamagedLedgerException>(() =>
            LedgerBackup.Restore(Backup, Data, new Restoring { Replace = true })
        );

        Directory.GetFileSystemEntries(Data).Order().ShouldBe(was);
        ShouldBeTheBackup(Data);
    }

    [Fact]
    public void Another_file_an_empty_one_a_folder_and_nothing_are_no_backups()
    {
        var target = Path.Combine(folder.FullName, "target");
        var text = Path.Combine(folder.FullName, "text");
        File.WriteAllText(text, new string('x', 5000));
        var empty = Path.Combine(folder.FullName, "empty");
        File.WriteAllText(empty, "");
        foreach (var wrong in new[] { text, empty, Data, Path.Combine(Data, "missing") })
            Should
                .Throw<LedgerException>(() => LedgerBackup.Restore(wrong, target))
                .Message.ShouldContain(wrong);
        Directory.Exists(target).ShouldBeFalse();
    }

    [Fact]
    public void What_is_appended_while_restoring_is_part_of_the_restored_ledger()
    {
        var target = Path.Combine(folder.FullName, "target");

        LedgerBackup.Restore(
            Backup,
            target,
            new Restoring
            {
                Settle = copy =>
                {
                    using var ledger = SqliteLedger.Open(copy);
                    Made.Append(ledger, "", "revoked");
                },
            }
        );

        using var restored = SqliteLedger.Open(target);
        Made.Texts(restored.Read(StreamName.Shared, 0)).ShouldBe(["before shared", "revoked"]);
    }

    private void ShouldBeTheBackup(string data)
    {
        LedgerVerification.Verify(data, null).IsSound.ShouldBeTrue();
        Ledgers.Content(data).ShouldBe(backedUp);
        LedgerVerification.Verify(data, null).Records.ShouldBe(11);
    }

    /// <summary>A server was killed, and somebody moved its data file away, as the message once said.</summary>
    private void LeaveLogOnly()
    {
        var killed = Path.Combine(folder.FullName, "killed");
        using (var ledger = SqliteLedger.Open(Data))
        {
            Ledgers.Fill(ledger, 5, "in the log");
            Ledgers.Photograph(Data, killed);
        }
        Directory.Delete(Data, recursive: true);
        Directory.Move(killed, Data);
        File.Delete(File_);
        new FileInfo(File_ + "-wal").Length.ShouldBeGreaterThan(0);
    }
}
