using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Sqlite;

/// <summary>What a ledger keeps is for its owner's eyes alone.</summary>
public sealed class OwnerOnlyTests : IDisposable
{
    private const UnixFileMode File600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Folder700 = File600 | UnixFileMode.UserExecute;
    private const UnixFileMode Wide = File600 | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-modes-");
    private readonly List<LedgerNote> told = [];

    public static bool NotOnWindows => !OperatingSystem.IsWindows();

    private string Data => Path.Combine(folder.FullName, "deep", "data");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact(SkipUnless = nameof(NotOnWindows), Skip = "Windows has no such modes")]
    [Trait("fault", "low-modes")]
    public void Folders_files_logs_backups_and_what_is_restored_are_made_for_the_owner_alone()
    {
        var backup = Path.Combine(folder.FullName, "backup");
        var restored = Path.Combine(folder.FullName, "restored");
        using var ledger = SqliteLedger.Open(Data, new LedgerOpening { Told = told.Add });
        Made.Append(ledger, "a", "x");
        LedgerBackup.Back(Data, backup);
        LedgerBackup.Restore(backup, restored);

        foreach (var made in new[] { Data, restored })
            Mode(made).ShouldBe(Folder700);
        foreach (
            var made in Directory.EnumerateFiles(folder.FullName, "*", SearchOption.AllDirectories)
        )
            Mode(made).ShouldBe(File600, made);
        told.ShouldBeEmpty();
    }

    [Fact(SkipUnless = nameof(NotOnWindows), Skip = "Windows has no such modes")]
    [Trait("fault", "low-modes")]
    public void Files_with_wider_rights_are_narrowed_and_folders_told_of()
    {
        SqliteLedger.Open(Data).Dispose();
        Set(Ledgers.FileOf(Data), Wide);
        Set(Data, Wide | UnixFileMode.UserExecute | UnixFileMode.GroupExecute);

        using var ledger = SqliteLedger.Open(Data, new LedgerOpening { Told = told.Add });

        Mode(Ledgers.FileOf(Data)).ShouldBe(File600);
        told.Count.ShouldBe(2);
        told.ShouldAllBe(note => note.IsWarning);
        told.ShouldContain(note => note.Text.Contains("chmod 700", StringComparison.Ordinal));
        told.ShouldContain(note =>
            note.Text.Contains("ledger.db could be read", StringComparison.Ordinal)
        );
    }

    [Fact(SkipUnless = nameof(NotOnWindows), Skip = "Windows has no such modes")]
    [Trait("fault", "low-modes")]
    public void What_is_restored_from_a_backup_with_wide_rights_has_narrow_ones()
    {
        var backup = Path.Combine(folder.FullName, "backup");
        SqliteLedger.Open(Data).Dispose();
        LedgerBackup.Back(Data, backup);
        Set(backup, Wide);

        LedgerBackup.Restore(backup, Data, new Restoring { Replace = true });

        Mode(Ledgers.FileOf(Data)).ShouldBe(File600);
    }

    private static UnixFileMode Mode(string path) =>
        OperatingSystem.IsWindows()
            ? throw new PlatformNotSupportedException()
            : File.GetUnixFileMode(path);

    private static void Set(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
