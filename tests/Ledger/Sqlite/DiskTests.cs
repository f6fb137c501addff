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
    private readonly bool mounted;

    public DiskTests() => mounted = Mount("-t", "tmpfs", "-o", "size=4m", "tmpfs");

    public void Dispose()
    {
        if (mounted)
            Run("umount", "-l", mount.FullName);
        mount.Delete();
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
        Made.Texts(again.Read(again.StreamOf("a"), 0)).ShouldBe(["one", "two"]);
    }

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
        Made.Texts(ledger.Read(ledger.StreamOf("a"), 0));

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
