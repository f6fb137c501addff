using System.IO.Compression;
using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Evenhand.Ledger.Sqlite;
using Evenhand.Node.Mending;
using Evenhand.Node.Refusals;
using Evenhand.Tests.Core;
using Evenhand.Tests.Ledger;
using Evenhand.Tests.Releases;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Mending;

/// <summary>Events that stand under a wrong account are found, and put where they belong.</summary>
public sealed class MisfiledTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-misfiled-");

    private string File => Path.Combine(folder.FullName, SqliteLedger.FileName);

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    [Trait("fault", "B1")]
    [Trait("fault", "C1")]
    public void What_the_first_release_filed_wrongly_is_found_by_its_signs()
    {
        Unpack();
        var found = MisfiledSearch.Run(LedgerPlace.At(File));
        found
            .Select(each =>
                (each.Account, each.Belongs, each.Sign, each.Source, each.Sequences.Count)
            )
            .ShouldBe([
                ("fir", "birch", Sign.Repeat, "", 1),
                ("fir", "birch", Sign.Source, "birch-crm", 2),
            ]);
    }

    [Fact]
    [Trait("fault", "no-schema")]
    public void A_ledger_that_says_nowhere_how_its_events_are_laid_out_is_damaged()
    {
        using (var ledger = SqliteLedger.Open(folder.FullName))
        {
            MisfiledSearch.Run(LedgerPlace.At(File)).ShouldBeEmpty();
            Made.Append(ledger, "fir", "what nobody can read");
        }
        Should
            .Throw<DamagedLedgerException>(() => MisfiledSearch.Run(LedgerPlace.At(File)))
            .Message.ShouldContain("laid out");
    }

    [Fact]
    [Trait("fault", "B1")]
    [Trait("fault", "C1")]
    public async Task What_is_refiled_counts_where_it_belongs_once_and_corrects_what_was_stated()
    {
        Unpack();
        await using var served = await StartAsync("2026-01-10");
        Used(served, "fir").ShouldBe("15");
        Used(served, "birch").ShouldBe("12");
        await served.UntilAsync("2026-02-10");
        Stated(served, "fir", "2026-01-01").ShouldBe("15");

        foreach (var found in MisfiledSearch.Run(LedgerPlace.At(File)))
            Refiling.Run(
                served.Ledger,
                found.Account,
                found.Belongs,
                found.Sequences,
                "a test",
                served.Clock
            );
        MisfiledSearch.Run(LedgerPlace.At(File)).ShouldBeEmpty();
        await served.UntilAsync("2026-03-10");
        Adjusted(served, "fir").ShouldBe(["-3"]);
        Adjusted(served, "birch").ShouldBe(["2"]);
        served
            .Node.Statement(new AccountId("fir"), "2026-01-01", expected: true)!
            .Statement.Lines[0]
            .Quantity.ToString()
            .ShouldBe("12");
        await served.RestartAsync(snapshots: false);
        served
            .Node.Statement(new AccountId("birch"), "2026-01-01", expected: true)!
            .Statement.Lines[0]
            .Quantity.ToString()
            .ShouldBe("14");
        Sound();
    }

    [Fact]
    [Trait("fault", "B1")]
    public async Task A_payload_that_carries_the_mark_of_another_account_is_certain()
    {
        await using (
            var served = await ServedNode.Fresh(
                "2026-01-01",
                RepositoryFile.PathOf("policies"),
                folder
            )
        )
        {
            foreach (var account in new[] { "one", "two" })
                await served.SendAsync(
                    new Story { Account = account }.At(
                        "2026-01-01",
                        "account.opened",
                        """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-500"}"""
                    )
                );
            await served.SendAsync(
                new Story { Account = "two" }.At(
                    "2026-01-01",
                    "sms.sent",
                    """{"segments":1}""",
                    "x"
                )
            );
            Misfile(served.Ledger, "two", "one");
        }
        var found = MisfiledSearch.Run(LedgerPlace.At(File)).ShouldHaveSingleItem();
        (found.Account, found.Belongs, found.Sign).ShouldBe(("one", "two", Sign.Mark));
        using (var ledger = SqliteLedger.Open(folder.FullName))
            Refiling
                .Run(ledger, "one", "two", found.Sequences, "a test", TimeProvider.System)
                .ShouldBe((1, 0));
        MisfiledSearch.Run(LedgerPlace.At(File)).ShouldBeEmpty();
        Sound();
    }

    [Fact]
    public void What_is_not_there_cannot_be_refiled()
    {
        Unpack();
        using var ledger = SqliteLedger.Open(folder.FullName);
        Refuses(() => Move("fir", "nobody", [1])).ShouldBe(Code.UnknownAccount);
        Refuses(() => Move("fir", "fir", [1])).ShouldBe(Code.Malformed);
        Refuses(() => Move("fir", "birch", [99])).ShouldBe(Code.NotFound);
        Move("fir", "birch", [12]);
        Refuses(() => Move("fir", "birch", [12])).ShouldBe(Code.NotFound);

        void Move(string from, string to, long[] sequences) =>
            Refiling.Run(ledger, from, to, sequences, "a test", TimeProvider.System);
    }

    /// <summary>Stores the last event of one account under another, as a fault might: with what it says of itself.</summary>
    private static void Misfile(SqliteLedger ledger, string of, string under)
    {
        var slice = ledger.Read(StreamName.Of(of), 0).Last(each => each.Kind == SliceKind.Events);
        var stream = StreamName.Of(under);
        PayloadMark
            .In(slice.Payload.Span)
            .ShouldBe(PayloadMark.Of(Encoding.UTF8.GetBytes(of), ledger.Identity.Seed));
        ledger
            .Append(
                [
                    new Slice(
                        stream,
                        ledger.SequenceOf(stream),
                        SliceKind.Events,
                        slice.Count,
                        slice.First,
                        slice.Last,
                        slice.Payload
                    ),
                ],
                slice.Committed
            )
            .ShouldBeEmpty();
    }

    private void Unpack()
    {
        using var packed = System.IO.File.OpenRead(
            RepositoryFile.PathOf("tests/Node/Mending/misfiled.db.gz")
        );
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        using var file = System.IO.File.Create(File);
        unpacked.CopyTo(file);
    }

    private Task<ServedNode> StartAsync(string instant) =>
        ServedNode.Fresh(instant, Release.Named("0.1").Policies, folder);

    private static string Used(ServedNode served, string account) =>
        served.Node.Allowances(new AccountId(account))![0].SoFar.ToString();

    private static string Stated(ServedNode served, string account, string cycle) =>
        served
            .Node.Statement(new AccountId(account), cycle, expected: false)!
            .Statement.Lines[0]
            .Quantity.ToString();

    private static IEnumerable<string> Adjusted(ServedNode served, string account) =>
        served
            .Node.Statement(new AccountId(account), "2026-02-01", expected: false)!
            .Adjustments.Select(each => each.Line.Quantity.ToString());

    private void Sound() => LedgerVerification.Verify(folder.FullName, null).IsSound.ShouldBeTrue();

    private static Code Refuses(Action act) => Should.Throw<RequestException>(act).Code;
}
