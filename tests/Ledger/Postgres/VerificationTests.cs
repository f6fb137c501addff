using Evenhand.Ledger;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Postgres;

/// <summary>Whatever is changed in the tables by hand is noticed, and told by partition and segment.</summary>
public sealed class VerificationTests
{
    private readonly PostgresLedgers ledgers = new(PostgresServer.OfThisRun(), partitions: 2);

    public VerificationTests()
    {
        using var ledger = ledgers.Open(holds: true);
        for (var i = 0; i < 6; i++)
        {
            Made.Append(ledger, $"account {i % 3}", $"record {i}");
            Made.Append(ledger, "", $"key {i}", SliceKind.Key);
        }
    }

    [Fact]
    public void A_ledger_that_nobody_touched_is_sound_and_says_how_much_it_holds()
    {
        var verdict = LedgerPlace.In(ledgers.Place).Verify(null);

        verdict.Damage.ShouldBeNull();
        (verdict.Segments, verdict.Records).ShouldBe((12, 12));
    }

    [Theory]
    [InlineData(
        "UPDATE evenhand.segment SET payload = set_byte(payload, 12, 77) WHERE partition = 0 AND number = 2",
        "partition 0: segment 2 does not agree with its hash"
    )]
    [InlineData(
        "UPDATE evenhand.segment SET committed = 99 WHERE partition = 0 AND number = 3",
        "partition 0: segment 3 does not agree with its hash"
    )]
    [InlineData(
        "UPDATE evenhand.segment SET shared = 99 WHERE partition = 0 AND number = 3",
        "partition 0: segment 3 does not agree with its hash"
    )]
    [InlineData(
        "DELETE FROM evenhand.segment WHERE partition = 0 AND number = 2",
        "partition 0: segment 2 is missing"
    )]
    [InlineData(
        "DELETE FROM evenhand.segment s USING evenhand.partition p WHERE s.partition = 0 AND p.partition = 0 AND s.number = p.segment",
        "partition 0: it should end with segment"
    )]
    [InlineData("UPDATE evenhand.segment SET audited = false WHERE partition = 0", "who did what")]
    [InlineData("UPDATE evenhand.segment SET papers = '' WHERE partition = 0", "holds a paper")]
    [InlineData(
        "UPDATE evenhand.stream SET account = 'somebody else' WHERE number = 1",
        "names an account that the table of names does not have"
    )]
    [InlineData("DELETE FROM evenhand.partition WHERE partition = 1", "does not say where it ends")]
    public void What_was_changed_taken_out_or_renamed_is_found(string change, string told)
    {
        ledgers.Do(change);

        var damage = LedgerPlace.In(ledgers.Place).Verify(null).Damage.ShouldNotBeNull();

        damage.What.ShouldContain(told);
        damage.What.ShouldContain("restore the database");
        damage.What.ShouldNotContain("--cut");
    }

    [Fact]
    public void A_slice_that_is_damaged_is_its_account_s_and_others_can_be_read()
    {
        ledgers.Do(
            "UPDATE evenhand.segment s SET payload = set_byte(payload, 12, 77) FROM evenhand.stream n"
                + " WHERE n.account = 'account 1' AND s.partition = n.partition"
                + " AND s.number = (SELECT max(b.number) FROM evenhand.segment b WHERE b.partition = n.partition AND position('record 4'::bytea IN b.payload) > 0)"
        );
        using var ledger = ledgers.Open();

        var damage = Should.Throw<DamagedStreamException>(() =>
            Made.Texts(ledger.Read(StreamName.Of("account 1"), 0))
        );

        (damage.Account, damage.Position).ShouldBe(("account 1", 1));
        damage.Message.ShouldContain("restore the database");
        damage.Message.ShouldNotContain("--cut");
        Made.Texts(ledger.Read(StreamName.Of("account 2"), 0)).ShouldBe(["record 2", "record 5"]);
    }

    [Fact]
    public void A_dump_that_is_restored_is_the_same_ledger_and_sound()
    {
        var server = PostgresServer.OfThisRun();
        var copy = server.NewDatabase();
        var file = Path.Combine(server.Folder, $"{ledgers.Database}.dump");
        server.Run([
            "pg_dump",
            "-h",
            server.Folder,
            "-U",
            "administrator",
            "-Fc",
            "-f",
            file,
            ledgers.Database,
        ]);
        server.Run(["pg_restore", "-h", server.Folder, "-U", "administrator", "-d", copy, file]);

        var restored = LedgerPlace.In(
            Evenhand.Ledger.Postgres.PostgresPlace.Of(server.Connection(copy, ledgers.Role), null)
        );

        restored.Verify(null).ShouldBe(LedgerPlace.In(ledgers.Place).Verify(null));
        restored.Identity.ShouldBe(LedgerPlace.In(ledgers.Place).Identity);
        using var ledger = restored.Open(new LedgerOpening { Holds = true });
        Made.Append(ledger, "account 1", "after the restore");
    }
}
