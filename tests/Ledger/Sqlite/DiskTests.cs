using System.Diagnostics;
using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Sqlite;

/// <summary>A disk that is full or read-only: nothing is half done, and it goes on when there is room again.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly DirectoryInfo mount = Directory.CreateTempSubdirectory("evenhand-disk-");
    private readonly DirectoryInfo elsewhere = Directory.CreateTempSubdirectory("evenhand-disk-");
    private readonly bool mounted;

    public DiskTests() => mounted = Mount("-t", "tmpfs", "-o", "size=4m", "tmpfs");

    public void Dispose()
    {
        if (mounted)
            Run("umount", "-l", mount.FullName);
        mount.Delete();
        elsewhere.Delete(recursive: true);
    }

    [Fact]
    public void A_full_disk_takes_nothing_half_and_the_ledger_goes_on_once_there_is_room()
    {
        Assert.SkipUnless(mounted, "mounting a small disk is not permitted here");
        var ballast = Path.Combine(mount.FullName, "ballast");
        File.WriteAllBytes(ballast, new byte[1 << 20]);
        var acknowledged = new List<string>();
        using (var ledger = SqliteLedger.Open(mount.FullName, 20))
        {
            var full = Should.Throw<LedgerUnavailableException>(() => Fill(ledger, acknowledged));
            full.Message.ShouldContain("room");
            Texts(ledger).ShouldBe(acknowledged);
            Should.Throw<LedgerUnavailableException>(() => Fill(ledger, acknowledged));

            File.Delete(ballast);
            Add(ledger, acknowledged, 10);
            Texts(ledger).ShouldBe(acknowledged);
        }
        using var again = SqliteLedger.Open(mount.FullName);
        Texts(again).ShouldBe(acknowledged);
        LedgerVerification.Verify(mount.FullName, null).IsSound.ShouldBeTrue();
    }

    [Fact]
    public void A_read_only_disk_is_told_and_the_ledger_goes_on_once_it_can_be_written()
    {
        Assert.SkipUnless(mounted, "mounting a small disk is not permitted here");
        var data = Path.Combine(mount.FullName, "data");
        using (var ledger = SqliteLedger.Open(data))
            Made.Append(ledger, "a", "one");
        Mount("-o", "remount,ro").ShouldBeTrue();

        var told = Should.Throw<LedgerUnavailableException>(() => SqliteLedger.Open(data));
        told.Message.ShouldContain("read-only");
        var missing = Path.Combine(mount.FullName, "missing");
        Should.Throw<LedgerUnavailableException>(() => SqliteLedger.Open(missing));

        Mount("-o", "remount,rw").ShouldBeTrue();
        using var again = SqliteLedger.Open(data);
        Made.Append(again, "a", "two");
        Made.Texts(again.Read(StreamName.Of("a"), 0)).ShouldBe(["one", "two"]);
    }

    [Fact]
    [Trait("fault", "low-verify")]
    public void On_a_read_only_disk_ledgers_and_backups_are_verified_with_their_logs()
    {
        Assert.SkipUnless(mounted, "mounting a small disk is not permitted here");
        var (data, killed, bare) = (At("data"), At("killed"), At("bare"));
        using (var ledger = SqliteLedger.Open(data))
        {
            Made.Append(ledger, "a", "one");
            Ledgers.Photograph(data, killed);
            Ledgers.Photograph(data, bare);
        }
        File.Delete(Ledgers.FileOf(bare) + "-shm");
        LedgerBackup.Back(data, At("backup"));
        Mount("-o", "remount,ro").ShouldBeTrue();

        foreach (var place in new[] { data, killed, bare, At("backup") })
            LedgerVerification.Verify(place, null).ShouldBe(new Verdict(1, 1, null), place);
        LedgerBackup.Back(data, Path.Combine(elsewhere.FullName, "backup"));
        LedgerBackup.Restore(At("backup"), Path.Combine(elsewhere.FullName, "restored"));

        Should
            .Throw<LedgerUnavailableException>(() => LedgerBackup.Restore(At("backup"), At("new")))
            .Message.ShouldContain(At("new"));
        Mount("-o", "remount,rw").ShouldBeTrue();
    }

    [Fact]
    [Trait("fault", "H2")]
    public void A_disk_that_fills_up_while_restoring_leaves_what_was_there()
    {
        Assert.SkipUnless(mounted, "mounting a small disk is not permitted here");
        var data = At("data");
        var large = Path.Combine(elsewhere.FullName, "large");
        using (var ledger = SqliteLedger.Open(large))
            Add(ledger, [], 600);
        var backup = Path.Combine(elsewhere.FullName, "backup");
        LedgerBackup.Back(large, backup);
        using (var ledger = SqliteLedger.Open(data))
            Made.Append(ledger, "a", "one");
        var was = Directory.GetFileSystemEntries(data);
        File.WriteAllBytes(At("ballast"), new byte[1 << 20]);

        Should
            .Throw<LedgerUnavailableException>(() =>
                LedgerBackup.Restore(backup, data, new Restoring { Replace = true })
            )
            .Message.ShouldContain("room");

        Directory.GetFileSystemEntries(data).ShouldBe(was);
        using var again = SqliteLedger.Open(data);
        Texts(again).ShouldBe(["one"]);
    }

    [Fact]
    public void A_disk_without_room_for_the_copy_before_a_migration_leaves_the_ledger_as_it_was()
    {
        Assert.SkipUnless(mounted, "mounting a small disk is not permitted here");
        var data = At("data");
        var content = FirstFormat.Make(data);
        var room = new DriveInfo(mount.FullName).AvailableFreeSpace;
        File.WriteAllBytes(At("ballast"), new byte[room - (32 << 10)]);

        Should.Throw<LedgerUnavailableException>(() => SqliteLedger.Open(data));

        FirstFormat.NumberOf(Ledgers.FileOf(data)).ShouldBe(1);
        Directory.GetFiles(data, "*before*").ShouldBeEmpty();
        File.Delete(At("ballast"));
        Ledgers.Content(data).ShouldBe(content);
    }

    [Fact]
    [Trait("fault", "M3")]
    public void A_ledger_says_itself_whether_its_disk_takes_anything_again()
    {
        Assert.SkipUnless(mounted, "mounting a small disk is not permitted here");
        var ballast = At("ballast");
        File.WriteAllBytes(ballast, new byte[1 << 20]);
        using var ledger = SqliteLedger.Open(At("data"));
        var known = Should.Throw<LedgerUnavailableException>(() => Fill(ledger, [])).Message;
        ledger.Hindrance(known).ShouldNotBeNull();

        File.Delete(ballast);

        // It looks again once a second; nothing is appended meanwhile.
        Wait.Until(() => ledger.Hindrance(known) is null, "the disk takes something again");
    }

    [Fact]
    [Trait("fault", "M4")]
    public void A_disk_that_was_unmounted_takes_in_nothing_until_it_is_back()
    {
        Assert.SkipUnless(mounted, "mounting a small disk is not permitted here");
        var away = Directory.CreateTempSubdirectory("evenhand-disk-away-");
        using var ledger = SqliteLedger.Open(At("data"));
        Made.Append(ledger, "a", "one");
        Run("mount", "--move", mount.FullName, away.FullName);
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(away.FullName, "data")),
            "a disk may not be moved here"
        );
        try
        {
            Should.Throw<LedgerUnavailableException>(() => Made.Append(ledger, "a", "two"));
            ledger.Hindrance(null).ShouldNotBeNull();
        }
        finally
        {
            Run("mount", "--move", away.FullName, mount.FullName);
            away.Delete();
        }
        ledger.Hindrance(null).ShouldBeNull();
    }

    private string At(string name) => Path.Combine(mount.FullName, name);

    private static void Fill(SqliteLedger ledger, List<string> acknowledged)
    {
        const int MoreThanFits = 2000;
        Add(ledger, acknowledged, MoreThanFits);
    }

    private static void Add(SqliteLedger ledger, List<string> acknowledged, int appends)
    {
        for (var i = 0; i < appends; i++)
        {
            var text = $"{acknowledged.Count} " + new string('x', 5000);
            Made.Append(ledger, "a", text);
            acknowledged.Add(text);
        }
    }

    private static List<string> Texts(SqliteLedger ledger) =>
        Made.Texts(ledger.Read(StreamName.Of("a"), 0));

    private bool Mount(params string[] arguments) =>
        OperatingSystem.IsLinux() && Run("mount", [.. arguments, mount.FullName]);

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true }
            )!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
