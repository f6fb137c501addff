using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Sqlite;

/// <summary>A commit counts only where the next one to open the ledger will find it.</summary>
public sealed class LinkedFilesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-links-");

    public static bool NotOnWindows => !OperatingSystem.IsWindows();

    private string Data => Path.Combine(folder.FullName, "data");
    private string File_ => Ledgers.FileOf(Data);

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>What may happen to the files of a server that runs, and whether it can be undone.</summary>
    public static TheoryData<string> Mishaps =>
        [
            "renamed",
            "deleted",
            "folder renamed",
            "folder deleted",
            "replaced",
            "log deleted",
            "log replaced",
            "index deleted",
        ];

    [Theory(SkipUnless = nameof(NotOnWindows), Skip = "Windows moves no open file")]
    [Trait("fault", "M4")]
    [MemberData(nameof(Mishaps))]
    public void A_commit_into_a_file_that_nobody_will_find_fails_and_says_so(string mishap)
    {
        using var ledger = SqliteLedger.Open(Data);
        Made.Append(ledger, "a", "one");
        ledger.Hindrance(null).ShouldBeNull();

        Happen(mishap);

        var failed = Should.Throw<LedgerUnavailableException>(() =>
            Made.Append(ledger, "a", "two")
        );
        failed.Message.ShouldContain(File_);
        ledger.Hindrance(null).ShouldNotBeNull().ShouldContain(File_);
        ledger.Hindrance("known").ShouldNotBeNull();
        Should.Throw<LedgerUnavailableException>(() => Made.Append(ledger, "b", "three"));
        ledger.SequenceOf(StreamName.Of("a")).ShouldBe(1);
    }

    [Fact(SkipUnless = nameof(NotOnWindows), Skip = "Windows moves no open file")]
    [Trait("fault", "M4")]
    public void It_is_found_before_any_commit_too()
    {
        using var ledger = SqliteLedger.Open(Data);

        Happen("folder renamed");

        ledger.Hindrance(null).ShouldNotBeNull();
    }

    [Fact(SkipUnless = nameof(NotOnWindows), Skip = "Windows moves no open file")]
    [Trait("fault", "M4")]
    public void When_the_folder_is_back_all_goes_on_and_nothing_counts_twice()
    {
        using var ledger = SqliteLedger.Open(Data);
        Made.Append(ledger, "a", "one");
        Directory.Move(Data, Data + ".away");
        var stream = StreamName.Of("a");
        Should.Throw<LedgerUnavailableException>(() =>
            ledger.Append([Made.Slice(stream, 1, 1, "two")], new(2))
        );

        Directory.Move(Data + ".away", Data);

        ledger.Hindrance(null).ShouldBeNull();
        // What was written without being acknowledged is found as another's would be.
        ledger.Append([Made.Slice(stream, 1, 1, "two")], new(3)).ShouldBe([stream]);
        Made.Texts(ledger.Read(stream, 0)).ShouldBe(["one", "two"]);
        Made.Append(ledger, "a", "three");
        ledger.Dispose();
        using var again = SqliteLedger.Open(Data);
        Made.Texts(again.Read(StreamName.Of("a"), 0)).ShouldBe(["one", "two", "three"]);
        LedgerVerification.Verify(Data, null).IsSound.ShouldBeTrue();
    }

    [Fact(SkipUnless = nameof(NotOnWindows), Skip = "Windows moves no open file")]
    [Trait("fault", "M4")]
    public void What_a_deleted_log_held_is_saved_when_it_is_noticed()
    {
        var ledger = SqliteLedger.Open(Data);
        for (var i = 0; i < 20; i++)
            Made.Append(ledger, "a", $"{i}");
        File.Delete(File_ + "-wal");

        ledger.Hindrance(null).ShouldNotBeNull().ShouldContain("restart");

        // As a kill would leave it.
        var killed = Ledgers.Photograph(Data, Path.Combine(folder.FullName, "killed"));
        using var again = SqliteLedger.Open(killed);
        Made.Texts(again.Read(StreamName.Of("a"), 0)).Count.ShouldBe(20);
        ledger.Dispose();
    }

    [Fact(SkipUnless = nameof(NotOnWindows), Skip = "Windows has no such links")]
    [Trait("fault", "M4")]
    public void A_link_to_the_folder_is_followed_and_held_to()
    {
        Directory.CreateDirectory(Data);
        Directory.CreateDirectory(Data + ".other");
        var link = Path.Combine(folder.FullName, "link");
        Directory.CreateSymbolicLink(link, Data);
        using var ledger = SqliteLedger.Open(link);
        Made.Append(ledger, "a", "one");

        Directory.Delete(link);
        Directory.CreateSymbolicLink(link, Data + ".other");

        Should.Throw<LedgerUnavailableException>(() => Made.Append(ledger, "a", "two"));
        Directory.Delete(link);
        Directory.CreateSymbolicLink(link, Data);
        ledger.Hindrance(null).ShouldBeNull();
    }

    [Fact(SkipUnless = nameof(NotOnWindows), Skip = "Windows has no such links")]
    [Trait("fault", "M4")]
    public void A_data_file_that_is_a_link_has_its_log_beside_the_file()
    {
        var elsewhere = Path.Combine(folder.FullName, "elsewhere");
        using (SqliteLedger.Open(elsewhere)) { }
        Directory.CreateDirectory(Data);
        File.CreateSymbolicLink(File_, Ledgers.FileOf(elsewhere));
        using var ledger = SqliteLedger.Open(Data);
        Made.Append(ledger, "a", "one");

        File.Delete(Ledgers.FileOf(elsewhere) + "-wal");

        Should.Throw<LedgerUnavailableException>(() => Made.Append(ledger, "a", "two"));
    }

    [Fact(SkipUnless = nameof(NotOnWindows), Skip = "Windows moves no open file")]
    [Trait("fault", "M4")]
    public async Task Nobody_reads_from_a_file_that_was_put_in_the_place()
    {
        using var ledger = SqliteLedger.Open(Data);
        Made.Append(ledger, "a", "one");
        Happen("replaced");

        // More readers at once than there are connections: new ones are needed.
        var told = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => ReadOrFault(ledger)))
        );

        told.ShouldAllBe(what => what == "one" || what.Contains("another file stands"));
    }

    [Fact]
    [Trait("fault", "M3")]
    public void A_ledger_that_can_be_written_again_says_so_without_an_append()
    {
        using var ledger = SqliteLedger.Open(Data);
        Made.Append(ledger, "a", "one");

        ledger.Hindrance("the disk was full").ShouldBeNull();

        Directory.GetFiles(Data, "*.trial").ShouldBeEmpty();
        Made.Append(ledger, "a", "two");
        LedgerVerification.Verify(Data, null).IsSound.ShouldBeTrue();
    }

    private static string ReadOrFault(SqliteLedger ledger)
    {
        try
        {
            return Made.Texts(ledger.Read(StreamName.Of("a"), 0)).Single();
        }
        catch (LedgerUnavailableException wrong)
        {
            return wrong.Message;
        }
    }

    private void Happen(string mishap)
    {
        switch (mishap)
        {
            case "renamed":
                File.Move(File_, File_ + ".away");
                break;
            case "deleted":
                File.Delete(File_);
                break;
            case "folder renamed":
                Directory.Move(Data, Data + ".away");
                break;
            case "folder deleted":
                Directory.Delete(Data, recursive: true);
                break;
            case "replaced":
                File.Copy(File_, File_ + ".copy");
                File.Move(File_ + ".copy", File_, overwrite: true);
                break;
            case "log deleted":
                File.Delete(File_ + "-wal");
                break;
            case "log replaced":
                File.Copy(File_ + "-wal", File_ + ".copy");
                File.Move(File_ + ".copy", File_ + "-wal", overwrite: true);
                break;
            case "index deleted":
                File.Delete(File_ + "-shm");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(mishap));
        }
    }
}
