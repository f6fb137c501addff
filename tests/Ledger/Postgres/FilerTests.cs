using Evenhand.Ledger;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Postgres;

/// <summary>Where slices lie is filed once there are many, and everything is found as before.</summary>
public sealed class FilerTests
{
    [Fact]
    public void What_is_filed_is_read_as_what_is_in_memory_also_after_the_ledger_is_opened_anew()
    {
        var ledgers = new PostgresLedgers(PostgresServer.OfThisRun(), partitions: 3);
        var opening = new LedgerOpening { Holds = true, SlicesInMemory = 12 };
        string[] accounts = ["", "a", "b", "c", "d", "e"];
        var model = accounts.ToDictionary(each => each, _ => new List<string>());
        for (var round = 0; round < 3; round++)
        {
            using var ledger = ledgers.Open(opening);
            for (var i = 0; i < 60; i++)
            {
                var account = accounts[(i * 7 + round) % accounts.Length];
                Made.Append(ledger, account, $"{round} {i}");
                model[account].Add($"{round} {i}");
            }
            Compare(ledger);
        }

        using var again = ledgers.Open();
        Compare(again);
        ledgers.Ask<long>("SELECT count(*) FROM evenhand.filed").ShouldBeGreaterThan(6);
        ledgers.Ask<long>("SELECT count(*) FROM evenhand.filing").ShouldBe(3);

        void Compare(ILedger ledger)
        {
            foreach (var (account, texts) in model)
            {
                var stream = StreamName.OrShared(account);
                ledger.SequenceOf(stream).ShouldBe(texts.Count);
                Made.Texts(ledger.Read(stream, 0)).ShouldBe(texts);
                Made.Texts(ledger.Read(stream, texts.Count / 2))
                    .ShouldBe(texts[(texts.Count / 2)..]);
            }
        }
    }
}
