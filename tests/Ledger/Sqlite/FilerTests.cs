using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Sqlite;

/// <summary>A filing is written a part with each append, and counts when its last part is there.</summary>
public sealed class FilerTests : IDisposable
{
    private const int InMemory = 20_000;
    private const int Accounts = 30_000;
    private const int InAppend = 500;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-filer-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    [Trait("fault", "filing-stall")]
    public void No_append_files_much_more_than_it_appends()
    {
        using var ledger = SqliteLedger.Open(folder.FullName, InMemory);
        var (most, total) = (0L, 0L);
        for (var append = 0; append * InAppend < 3 * Accounts; append++)
        {
            var before = Filed();
            Append(ledger, append);
            var now = Filed();
            (most, total) = (Math.Max(most, now - before), now);
        }

        total.ShouldBeGreaterThanOrEqualTo(2 * InMemory);
        most.ShouldBeInRange(1, InMemory / 3);
    }

    [Fact]
    [Trait("fault", "filing-stall")]
    public void While_a_filing_is_written_and_after_it_was_broken_off_all_is_found()
    {
        using (var ledger = SqliteLedger.Open(folder.FullName, InMemory))
            for (var append = 0; append * InAppend < InMemory + 2 * InAppend; append++)
                Append(ledger, append);
        PlainSqlite
            .Number(Ledgers.FileOf(folder.FullName), "SELECT count(*) FROM filing")
            .ShouldBe(0);
        Filed().ShouldBeGreaterThan(0);

        using var again = SqliteLedger.Open(folder.FullName, InMemory);
        using var other = SqliteLedger.Open(folder.FullName, InMemory);
        var appends = InMemory / InAppend + 2;
        for (var append = appends; append < appends + 60; append++)
        {
            var node = append % 3 == 0 ? other : again;
            node.Refresh();
            Append(node, append);
        }

        foreach (var node in new[] { again, other, SqliteLedger.Open(folder.FullName, InMemory) })
        {
            node.Refresh();
            ShouldHoldAll(node, appends + 60);
        }
    }

    [Fact]
    public void Sequences_that_were_lost_are_derived_anew_and_filed_again()
    {
        using (var ledger = SqliteLedger.Open(folder.FullName, 5))
            Ledgers.Fill(ledger, 20, "x");
        PlainSqlite.Run(Ledgers.FileOf(folder.FullName), "DELETE FROM sequence");

        using var again = SqliteLedger.Open(folder.FullName, 5);

        Made.Texts(again.Read(StreamName.Of("account 1"), 0))
            .ShouldBe(["x 1", "x 5", "x 9", "x 13", "x 17"]);
        Ledgers.Fill(again, 8, "y");
        Made.Texts(again.Read(StreamName.Of("account 1"), 4)).ShouldBe(["x 17", "y 1", "y 5"]);
    }

    private long Filed() =>
        PlainSqlite.Number(Ledgers.FileOf(folder.FullName), "SELECT count(*) FROM filed");

    private static void Append(SqliteLedger ledger, int append)
    {
        var slices = Enumerable
            .Range(append * InAppend, InAppend)
            .Select(i => StreamName.Of($"account {i % Accounts}"))
            .Select(stream => Made.Slice(stream, ledger.SequenceOf(stream), 1, $"{append}"))
            .ToList();
        ledger.Append(slices, new(append)).ShouldBeEmpty();
    }

    private static void ShouldHoldAll(SqliteLedger ledger, int appends)
    {
        for (var account = 0; account < Accounts; account += 997)
        {
            var expected = Enumerable
                .Range(0, appends)
                .Where(append =>
                    Enumerable.Range(append * InAppend, InAppend).Any(i => i % Accounts == account)
                )
                .Select(append => $"{append}");
            Made.Texts(ledger.Read(StreamName.Of($"account {account}"), 0)).ShouldBe(expected);
        }
    }
}
