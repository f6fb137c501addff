using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Sqlite;

/// <summary>Damage is noticed, named, and has a way out.</summary>
public sealed class DamageTests : IDisposable
{
    private const int Segments = 12;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-damage-");

    public DamageTests()
    {
        using var ledger = SqliteLedger.Open(folder.FullName);
        for (var i = 0; i < Segments; i++)
            Made.Append(ledger, $"account {i % 4}", $"slice {i} " + new string('x', 100));
        var stream = StreamName.Of("account 1");
        ledger.Keep([
            new(stream, 1, new(0), Made.Bytes("early")),
            new(StreamName.Of("account 2"), 3, new(0), Made.Bytes("late")),
        ]);
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_sound_ledger_is_found_sound_and_is_not_cut()
    {
        var verdict = LedgerVerification.Verify(folder.FullName, null);

        verdict.ShouldBe(new Verdict(Segments, Segments, null));
        LedgerVerification.Cut(folder.FullName).ShouldBeNull();
        Directory.GetFiles(folder.FullName, "*damaged*").ShouldBeEmpty();
        Directory.GetFiles(folder.FullName, "*.part").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(
        "UPDATE segment SET payload = CAST(replace(payload, 'slice', 'slicE') AS BLOB) WHERE number = 6"
    )]
    [InlineData("UPDATE segment SET slots = slots || x'000101' WHERE number = 6")]
    [InlineData("UPDATE segment SET chain = zeroblob(32) WHERE number = 6")]
    [InlineData("UPDATE segment SET committed = committed + 1 WHERE number = 6")]
    [InlineData("UPDATE segment SET records = 2 WHERE number = 6")]
    [InlineData("DELETE FROM segment WHERE number = 6")]
    public void The_first_damaged_segment_is_named_and_cut_off_with_what_follows(string damage)
    {
        Do(damage);

        var verdict = LedgerVerification.Verify(folder.FullName, null);
        var found = verdict.Damage.ShouldNotBeNull();
        (verdict.Segments, verdict.Records, found.Segment).ShouldBe((5, 5, 6));
        found.What.ShouldContain("segment 6");
        found.What.ShouldContain("--cut");
        if (!damage.StartsWith("DELETE", StringComparison.Ordinal))
            found.Accounts.ShouldBe(["account 1"]);
        Should.Throw<DamagedLedgerException>(() => SqliteLedger.Open(folder.FullName));

        var beside = LedgerVerification.Cut(folder.FullName).ShouldNotBeNull();

        File.Exists(beside).ShouldBeTrue();
        LedgerVerification.Verify(folder.FullName, null).ShouldBe(new Verdict(5, 5, null));
        using var ledger = SqliteLedger.Open(folder.FullName);
        var stream = StreamName.Of("account 0");
        ledger.SequenceOf(stream).ShouldBe(2);
        ledger.Read(stream, 0).Count().ShouldBe(2);
        Made.Heads(ledger).Count.ShouldBe(1);
        Made.Append(ledger, "account 0", "goes on");
        Made.Append(ledger, "new", "goes on");
    }

    [Fact]
    public void A_name_that_was_changed_is_noticed()
    {
        Do("UPDATE stream SET account = CAST('account X' AS BLOB) WHERE number = 3");

        var verdict = LedgerVerification.Verify(folder.FullName, null);

        verdict.Segments.ShouldBe(2);
        verdict.Damage!.Accounts.ShouldBe(["account 2"]);
        LedgerVerification.Cut(folder.FullName).ShouldNotBeNull();
        LedgerVerification.Verify(folder.FullName, null).Segments.ShouldBe(2);
    }

    [Fact]
    public void A_missing_end_is_noticed()
    {
        Do("DELETE FROM segment WHERE number > 9");

        var verdict = LedgerVerification.Verify(folder.FullName, null);

        (verdict.Segments, verdict.Damage!.Segment).ShouldBe((9, 10));
        Should.Throw<DamagedLedgerException>(() => SqliteLedger.Open(folder.FullName));
        LedgerVerification.Cut(folder.FullName).ShouldNotBeNull();
        LedgerVerification.Verify(folder.FullName, null).ShouldBe(new Verdict(9, 9, null));
    }

    [Fact]
    public void A_file_that_was_cut_short_is_refused_with_a_way_out()
    {
        using (var file = new FileStream(Ledger, FileMode.Open))
            file.SetLength(file.Length / 2);

        var wrong = Should.Throw<DamagedLedgerException>(() => SqliteLedger.Open(folder.FullName));

        wrong.Message.ShouldContain("restore a backup");
        LedgerVerification.Verify(folder.FullName, null).IsSound.ShouldBeFalse();
    }

    [Fact]
    public void A_flipped_byte_anywhere_in_the_records_is_noticed()
    {
        var bytes = File.ReadAllBytes(Ledger);
        var at = bytes.AsSpan().IndexOf(Made.Bytes("slice 11 xxx"));
        at.ShouldBeGreaterThan(0);
        bytes[at + 20] ^= 4;
        File.WriteAllBytes(Ledger, bytes);

        LedgerVerification.Verify(folder.FullName, null).Damage!.Segment.ShouldBe(Segments);
        Should
            .Throw<DamagedLedgerException>(() => SqliteLedger.Open(folder.FullName))
            .Message.ShouldContain($"segment {Segments}");
    }

    [Fact]
    public void A_slice_damaged_while_the_ledger_is_open_is_not_handed_out()
    {
        using var ledger = SqliteLedger.Open(folder.FullName);
        Do(
            "UPDATE segment SET payload = CAST(replace(payload, 'slice', 'slicE') AS BLOB) WHERE number = 6"
        );

        Should.Throw<DamagedLedgerException>(() =>
            ledger.Read(StreamName.Of("account 1"), 0).ToList()
        );
        ledger.Read(StreamName.Of("account 2"), 0).Count().ShouldBe(3);
    }

    [Theory]
    [Trait("fault", "C1")]
    [InlineData(
        "UPDATE segment SET payload = CAST(replace(payload, 'slice', 'slicE') AS BLOB) WHERE number = 6"
    )]
    [InlineData("UPDATE segment SET payload = x'' WHERE number = 6")]
    [InlineData("DELETE FROM segment WHERE number = 6")]
    public void Damage_is_a_fault_of_the_stream_that_it_is_in_from_the_first_record_on(
        string damage
    )
    {
        using var ledger = SqliteLedger.Open(folder.FullName);
        Do(damage);
        var read = new List<string>();

        var fault = Should.Throw<DamagedStreamException>(() =>
        {
            foreach (var slice in ledger.Read(StreamName.Of("account 1"), 0))
                read.Add(Made.Text(slice));
        });

        (fault.Account, fault.Position).ShouldBe(("account 1", 1));
        fault.Message.ShouldContain("account 1");
        read.ShouldHaveSingleItem().ShouldStartWith("slice 1 ");
        Should.Throw<DamagedStreamException>(() =>
            ledger.Read(StreamName.Of("account 1"), 1).ToList()
        );
        ledger.Read(StreamName.Of("account 1"), 2).Count().ShouldBe(1);
        foreach (var other in new[] { 0, 2, 3 })
            ledger.Read(StreamName.Of($"account {other}"), 0).Count().ShouldBe(3);
        Made.Append(ledger, "account 1", "goes on");
    }

    [Fact]
    [Trait("fault", "C1")]
    public void A_filed_index_that_holds_anything_at_all_is_a_fault_of_its_stream()
    {
        using (var filing = SqliteLedger.Open(folder.FullName, 1))
            Made.Append(filing, "account 1", "more");
        var dice = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            using var ledger = SqliteLedger.Open(folder.FullName, 1);
            var stream = StreamName.Of("account 1");
            var whole = Made.Texts(ledger.Read(stream, 0));
            var bytes = new byte[dice.Next(1, 12)];
            dice.NextBytes(bytes);
            Do(
                $"CREATE TABLE spared AS SELECT * FROM filed; UPDATE filed SET places = x'{Convert.ToHexString(bytes)}', sequence = {dice.NextInt64()}"
            );

            Should.Throw<DamagedStreamException>(() => ledger.Read(stream, 0).ToList());

            Do("DELETE FROM filed; INSERT INTO filed SELECT * FROM spared; DROP TABLE spared");
            Made.Texts(ledger.Read(stream, 0)).ShouldBe(whole);
        }
    }

    [Theory]
    [Trait("fault", "M13")]
    [InlineData("DROP TABLE segment")]
    [InlineData("DROP TABLE tip")]
    [InlineData("DELETE FROM tip")]
    [InlineData("DROP TABLE stream")]
    [InlineData("DELETE FROM identity")]
    [InlineData("UPDATE identity SET ledger = x'00'")]
    [InlineData("DROP TABLE snapshot")]
    [InlineData("UPDATE segment SET number = number + 1000000 WHERE number > 3")]
    public void Whatever_a_file_has_lost_the_faults_are_the_ledgers_own(string damage)
    {
        Do(damage);

        LedgerFaultOf(() =>
        {
            using var ledger = SqliteLedger.Open(folder.FullName);
            Made.Heads(ledger);
            Made.Append(ledger, "account 1", "x");
            _ = ledger.Read(StreamName.Of("account 1"), 0).ToList();
            Made.Accounts(ledger, null, 10);
        });
        LedgerFaultOf(() => LedgerVerification.Verify(folder.FullName, null));
        LedgerFaultOf(() =>
            LedgerBackup.Back(folder.FullName, Path.Combine(folder.FullName, "backup"))
        );
        LedgerFaultOf(() => LedgerVerification.Cut(folder.FullName));
    }

    [Fact]
    [Trait("fault", "M13")]
    public void A_file_with_bytes_changed_anywhere_fails_as_a_ledger_or_not_at_all()
    {
        var given = Environment.GetEnvironmentVariable("EVENHAND_SEED");
        var dice = new Random(given is null ? 20_261 : int.Parse(given));
        var whole = File.ReadAllBytes(Ledger);
        for (var round = 0; round < 60; round++)
        {
            var bytes = (byte[])whole.Clone();
            for (var i = 0; i < 1 << (round % 8); i++)
                bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
            File.WriteAllBytes(Ledger, bytes);
            LedgerFaultOf(() =>
            {
                using var ledger = SqliteLedger.Open(folder.FullName, 3);
                foreach (var account in Made.Accounts(ledger, null, 100))
                    if (account.Length > 0)
                        _ = ledger.Read(StreamName.Of(account), 0).ToList();
                _ = ledger.Read(StreamName.Shared, 0).ToList();
                Made.Heads(ledger);
                Made.Append(ledger, "account 1", "x");
            });
            foreach (var end in new[] { "-wal", "-shm" })
                File.Delete(Ledger + end);
        }
    }

    [Fact]
    public void A_paper_that_is_not_noted_is_found_by_a_look_at_the_whole_ledger()
    {
        using (var ledger = SqliteLedger.Open(folder.FullName))
            Made.Append(ledger, "account 1", "told", SliceKind.Told);
        LedgerVerification.Verify(folder.FullName, null).IsSound.ShouldBeTrue();

        Do("DELETE FROM paper");

        LedgerVerification
            .Verify(folder.FullName, null)
            .Damage.ShouldNotBeNull()
            .What.ShouldContain("is not noted for it");
    }

    [Fact]
    public void A_snapshot_that_cannot_be_read_is_as_good_as_missing()
    {
        using var ledger = SqliteLedger.Open(folder.FullName);
        Do("DROP TABLE snapshot");

        ledger.SnapshotOf(StreamName.Of("account 1")).ShouldBeNull();
    }

    [Fact]
    public void Another_file_is_no_ledger_and_a_later_version_is_refused()
    {
        Do("PRAGMA user_version = 999");
        var newer = Should.Throw<NewerLedgerException>(() => SqliteLedger.Open(folder.FullName));
        newer.Message.ShouldContain("format 999");
        Should.Throw<NewerLedgerException>(() => LedgerVerification.Verify(folder.FullName, null));

        File.WriteAllText(Ledger, "this is a text, and a long one: " + new string('x', 5000));
        Should
            .Throw<DamagedLedgerException>(() => SqliteLedger.Open(folder.FullName))
            .Message.ShouldContain("no ledger");
    }

    [Fact]
    public void What_derives_from_the_segments_may_be_emptied()
    {
        using (var ledger = SqliteLedger.Open(folder.FullName, 1))
            for (var i = 0; i < 5; i++)
                Made.Append(ledger, "account 0", $"more {i}");
        Do("DELETE FROM filing; DELETE FROM filed; DELETE FROM sequence; DELETE FROM snapshot");

        using var again = SqliteLedger.Open(folder.FullName);

        again.Read(StreamName.Of("account 0"), 0).Count().ShouldBe(8);
        LedgerVerification.Verify(folder.FullName, null).IsSound.ShouldBeTrue();
    }

    [Fact]
    public void A_stream_whose_filed_index_was_lost_does_not_look_shorter_than_it_is()
    {
        using var ledger = SqliteLedger.Open(folder.FullName, 1);
        var stream = StreamName.Of("account 0");
        Made.Append(ledger, "account 0", "more");
        Do("DELETE FROM filed WHERE id = (SELECT min(id) FROM filed)");

        Should.Throw<DamagedLedgerException>(() => ledger.Read(stream, 0).ToList());
    }

    private string Ledger => Path.Combine(folder.FullName, SqliteLedger.FileName);

    private static void LedgerFaultOf(Action work)
    {
        try
        {
            work();
        }
        catch (LedgerException fault)
        {
            fault.Message.ShouldNotBeNullOrWhiteSpace();
        }
    }

    /// <summary>Changes the file behind the ledger's back.</summary>
    private void Do(string sql) => PlainSqlite.Run(Ledger, sql);
}
