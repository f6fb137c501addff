using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Sqlite;

/// <summary>An older ledger is copied, then brought to this format; broken off anywhere, it is either of the two.</summary>
public abstract class UpgradeTests : IDisposable
{
    private readonly int before;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-upgrade-");
    private readonly List<string> content;
    private readonly List<LedgerNote> told = [];

    /// <summary>Begins with a ledger of an earlier format.</summary>
    /// <param name="before">The format.</param>
    /// <param name="make">Makes such a ledger in a folder, and says what it states.</param>
    protected UpgradeTests(int before, Func<string, List<string>> make)
    {
        this.before = before;
        content = make(Data);
    }

    private string Data => Path.Combine(folder.FullName, "data");
    private string Kept => Path.Combine(Data, $"ledger.before-format-{before + 1}.db");

    public void Dispose()
    {
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void An_older_ledger_is_copied_first_then_states_the_same_in_the_new_format()
    {
        Open(Data).ShouldBe(content);

        FirstFormat.NumberOf(Ledgers.FileOf(Data)).ShouldBe(3);
        LedgerVerification.Verify(Data, null).IsSound.ShouldBeTrue();
        FirstFormat.NumberOf(Kept).ShouldBe(before);
        LedgerVerification.Verify(Kept, null).IsSound.ShouldBeTrue();
        told.ShouldContain(note => note.Text.Contains(Kept, StringComparison.Ordinal));
        told.ShouldContain(note => note.Text.Contains("format 3 now", StringComparison.Ordinal));
    }

    [Fact]
    public void Papers_of_an_older_ledger_are_found_and_its_snapshots_stay()
    {
        using var ledger = SqliteLedger.Open(Data);
        var stream = StreamName.Of("account 1");

        Made.Texts(ledger.Read(stream, 0, SliceKinds.Papers)).ShouldBe(["old"]);
        Made.Texts(ledger.Read(stream, 0, SliceKinds.Events)).ShouldBe(["old 1", "old 5", "old 9"]);
        ledger
            .Due(new(0), new(100))
            .ShouldBe([new SnapshotHead(stream, Snapshot.Live, 4, new(77))]);
        ledger.SnapshotOf(stream).ShouldNotBeNull().Body.ToArray().ShouldBe(Made.Bytes("state"));
    }

    [Fact]
    public void The_release_before_refuses_the_new_format_and_opens_the_copy()
    {
        using (var ledger = SqliteLedger.Open(Data))
            Made.Append(ledger, "account 1", "new");

        // It compares this number with the one that it knows, before anything else.
        FirstFormat.NumberOf(Ledgers.FileOf(Data)).ShouldBeGreaterThan(before);
        FirstFormat.NumberOf(Kept).ShouldBe(before);
    }

    [Fact]
    public void A_program_that_meets_a_later_format_says_who_wrote_it_and_what_is_needed()
    {
        Open(Data);
        PlainSqlite.Run(
            Ledgers.FileOf(Data),
            "PRAGMA user_version = 7; INSERT INTO format VALUES(7, CAST('9.9.1' AS BLOB))"
        );

        foreach (
            var open in new Action[]
            {
                () => SqliteLedger.Open(Data),
                () => LedgerVerification.Verify(Data, null),
                () => LedgerVerification.Cut(Data),
                () => LedgerBackup.Back(Data, Path.Combine(folder.FullName, "backup")),
                () => LedgerBackup.Restore(Ledgers.FileOf(Data), folder.FullName),
            }
        )
        {
            var newer = Should.Throw<NewerLedgerException>(open);
            newer.Message.ShouldContain("format 7");
            newer.Message.ShouldContain("evenhand 9.9.1");
            newer.Message.ShouldContain("up to 3");
        }
        Directory.GetFiles(folder.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void Failing_at_any_word_that_is_told_leaves_the_ledger_as_it_was_and_the_next_opening_goes_on()
    {
        var steps = 0;
        for (var fails = 0; ; fails++)
        {
            var at = Ledgers.Photograph(Data, Path.Combine(folder.FullName, $"fails-{fails}"));
            var left = fails;
            var opening = new LedgerOpening
            {
                Told = note =>
                {
                    if (!note.IsWarning && left-- == 0)
                        throw new IOException("broken off");
                },
            };
            try
            {
                SqliteLedger.Open(at, opening).Dispose();
                break;
            }
            catch (IOException)
            {
                steps++;
            }
            Directory.GetFiles(at, "*.part").ShouldBeEmpty();
            Ledgers.Content(at).ShouldBe(content);
            Directory.GetFiles(at, $"ledger.before-format-{before + 1}*.db").ShouldHaveSingleItem();
        }
        steps.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public void A_kill_at_any_word_that_is_told_leaves_the_ledger_as_it_was_and_the_next_opening_goes_on()
    {
        var photographs = new List<string>();
        SqliteLedger
            .Open(
                Data,
                new LedgerOpening
                {
                    Told = _ =>
                        photographs.Add(
                            Ledgers.Photograph(
                                Data,
                                Path.Combine(folder.FullName, $"killed-{photographs.Count}")
                            )
                        ),
                }
            )
            .Dispose();

        foreach (var killed in photographs)
        {
            Ledgers.Content(killed).ShouldBe(content);
            LedgerVerification.Verify(killed, null).IsSound.ShouldBeTrue();
            Directory
                .GetFiles(killed, $"ledger.before-format-{before + 1}*.db")
                .ShouldHaveSingleItem();
        }
        photographs.Count.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public void A_copy_of_an_earlier_upgrade_is_never_written_over()
    {
        File.WriteAllText(Kept, "somebody's own");

        Open(Data).ShouldBe(content);

        File.ReadAllText(Kept).ShouldBe("somebody's own");
        var second = Path.Combine(Data, $"ledger.before-format-{before + 1}-2.db");
        LedgerVerification.Verify(second, null).IsSound.ShouldBeTrue();
    }

    [Fact]
    public void The_way_back_is_the_copy_restored_in_place_of_the_new_ledger()
    {
        using (var ledger = SqliteLedger.Open(Data))
            Made.Append(ledger, "account 1", "after the upgrade");

        LedgerBackup.Restore(Kept, Data, new Restoring { Replace = true });

        FirstFormat.NumberOf(Ledgers.FileOf(Data)).ShouldBe(before);
        Ledgers.Content(Data).ShouldBe(content);
    }

    [Fact]
    public void A_new_ledger_needs_no_copy_and_has_nothing_to_say()
    {
        var fresh = Path.Combine(folder.FullName, "fresh");

        Open(fresh);

        told.ShouldBeEmpty();
        Directory.GetFiles(fresh).ShouldBe([Ledgers.FileOf(fresh)]);
    }

    private List<string> Open(string data)
    {
        using var ledger = SqliteLedger.Open(data, new LedgerOpening { Told = told.Add });
        return Ledgers.Content(ledger);
    }
}

/// <summary>From the format of release 0.1.</summary>
public sealed class UpgradeFromFirstFormatTests() : UpgradeTests(1, FirstFormat.Make);

/// <summary>From the format before papers were noted.</summary>
public sealed class UpgradeFromSecondFormatTests() : UpgradeTests(2, SecondFormat.Make);
