using System.Diagnostics;
using Evenhand.Ledger;
using Evenhand.Ledger.Postgres;
using Evenhand.Ledger.Sqlite;
using Npgsql;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Postgres;

/// <summary>A ledger is copied from one store into the other, whole and in order, however often it is broken off.</summary>
public sealed class CopyTests : IDisposable
{
    private readonly PostgresServer server = PostgresServer.OfThisRun();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-copy-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void There_and_back_it_holds_the_same_slices_in_an_order_in_which_they_came()
    {
        var (first, second) = (
            Path.Combine(folder.FullName, "a"),
            Path.Combine(folder.FullName, "b")
        );
        Fill(first, new Random(7));
        var database = Database();

        var there = LedgerCopy.Run(LedgerPlace.At(first), database, new Copying { Partitions = 5 });
        var back = LedgerCopy.Run(database, LedgerPlace.At(second), new Copying());

        back.ShouldBe(there);
        LedgerPlace.At(second).Identity.ShouldBe(LedgerPlace.At(first).Identity);
        database.Identity.ShouldBe(LedgerPlace.At(first).Identity with { Partitions = 5 });
        Arrivals(database).ShouldBe(Arrivals(LedgerPlace.At(first)));
        Arrivals(LedgerPlace.At(second)).ShouldBe(Arrivals(LedgerPlace.At(first)));
        database.Verify(null).IsSound.ShouldBeTrue();
        LedgerPlace.At(second).Verify(null).IsSound.ShouldBeTrue();
    }

    [Fact]
    public void What_was_told_and_why_arrives_byte_for_byte()
    {
        var source = Path.Combine(folder.FullName, "a");
        Fill(source, new Random(12));
        var database = Database();
        LedgerCopy.Run(LedgerPlace.At(source), database, new Copying { Partitions = 3 });
        var copied = Payloads(database);
        copied.ShouldBe(Payloads(LedgerPlace.At(source)));
        copied.Select(each => each.Kind).Distinct().Order().ShouldBe(Kinds.Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Broken_off_it_goes_on_where_it_was_and_cannot_be_served_before(bool intoDatabase)
    {
        var source = Path.Combine(folder.FullName, "a");
        Fill(source, new Random(8));
        LedgerPlace from = LedgerPlace.At(source),
            to = LedgerPlace.At(Path.Combine(folder.FullName, "b"));
        var name = server.NewDatabase();
        var database = LedgerPlace.In(PostgresPlace.Of(server.Connection(name), null));
        if (intoDatabase)
            to = database;
        else
        {
            LedgerCopy.Run(from, database, new Copying { Partitions = 3 });
            from = database;
        }
        long stored = 0;
        for (var broken = 1; broken <= 3; broken++)
        {
            var left = broken * 450;
            Should.Throw<OperationCanceledException>(() =>
                LedgerCopy.Run(
                    from,
                    to,
                    new Copying
                    {
                        Partitions = 4,
                        InOneGo = 8_000,
                        Progress = (what, done) =>
                        {
                            if (what == "copying" && done > left)
                                throw new OperationCanceledException();
                        },
                    }
                )
            );
            if (intoDatabase)
                server
                    .Ask<long>(name, "SELECT max(segment) FROM evenhand.partition")
                    .ShouldBeGreaterThan(stored, "what was sent stays, and is not sent again");
            stored = intoDatabase
                ? server.Ask<long>(name, "SELECT max(segment) FROM evenhand.partition")
                : 0;
            if (intoDatabase)
                Should
                    .Throw<LedgerUnavailableException>(() => to.Open(new LedgerOpening()))
                    .Message.ShouldContain("not finished");
            else
                to.Exists.ShouldBeFalse();
        }

        LedgerCopy.Run(from, to, new Copying { Partitions = 4 });

        Arrivals(to).ShouldBe(Arrivals(from));
        to.Verify(null).IsSound.ShouldBeTrue();
    }

    [Fact]
    public void Killed_in_the_middle_of_a_commit_it_goes_on_and_ends_as_a_copy()
    {
        var source = Path.Combine(folder.FullName, "a");
        Fill(source, new Random(11));
        var (from, to) = (LedgerPlace.At(source), server.NewDatabase());
        var database = LedgerPlace.In(PostgresPlace.Of(server.Connection(to), null));
        Should.Throw<OperationCanceledException>(() =>
            LedgerCopy.Run(
                from,
                database,
                new Copying
                {
                    Partitions = 4,
                    Progress = (what, done) => Stop(what == "copying" && done > 400),
                }
            )
        );

        using (var row = new HeldRow(server, to, "SELECT 1 FROM evenhand.partition FOR UPDATE"))
        {
            using var copying = Copy(source, server.Connection(to));
            Wait.Until(row.IsWaitedFor, "it waits in the middle of a commit");
            copying.Kill(entireProcessTree: true);
            copying.WaitForExit();
        }
        Should.Throw<LedgerUnavailableException>(() => database.Open(new LedgerOpening()));

        using (var again = Copy(source, server.Connection(to)))
        {
            var said = again.StandardError.ReadToEnd();
            again.WaitForExit();
            again.ExitCode.ShouldBe(0, said);
            said.ShouldContain("was compared with it");
        }
        Arrivals(database).ShouldBe(Arrivals(from));
        database.Verify(null).IsSound.ShouldBeTrue();
    }

    private static void Stop(bool now)
    {
        if (now)
            throw new OperationCanceledException();
    }

    private static Process Copy(string from, string to) =>
        Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [
                    Path.Combine(AppContext.BaseDirectory, "evenhand.dll"),
                    "copy",
                    "--from",
                    from,
                    "--to",
                    LedgerPlace.Prefix + to,
                    "--partitions",
                    "4",
                ]
            )
            {
                RedirectStandardError = true,
            }
        )!;

    /// <summary>Rows that nobody else can change meanwhile.</summary>
    private sealed class HeldRow : IDisposable
    {
        private readonly PostgresServer server;
        private readonly string database;
        private readonly NpgsqlConnection connection;
        private readonly NpgsqlTransaction transaction;

        public HeldRow(PostgresServer server, string database, string sql)
        {
            (this.server, this.database) = (server, database);
            connection = new NpgsqlConnection(server.Connection(database) + ";Pooling=false");
            connection.Open();
            transaction = connection.BeginTransaction();
            using var hold = new NpgsqlCommand(sql, connection, transaction);
            hold.ExecuteNonQuery();
        }

        public bool IsWaitedFor() =>
            server.Ask<long>(
                database,
                $"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database}' AND wait_event_type = 'Lock'"
            ) > 0;

        public void Dispose()
        {
            transaction.Dispose();
            connection.Dispose();
        }
    }

    [Fact]
    public void A_target_that_holds_something_else_is_refused_and_left_as_it_was()
    {
        var (first, second) = (
            Path.Combine(folder.FullName, "a"),
            Path.Combine(folder.FullName, "b")
        );
        Fill(first, new Random(9));
        Fill(second, new Random(10));
        var database = Database();
        LedgerCopy.Run(LedgerPlace.At(first), database, new Copying { Partitions = 2 });
        var before = Arrivals(database);

        Refusal(LedgerPlace.At(first), database).ShouldContain("holds a ledger already");
        Refusal(LedgerPlace.At(second), database).ShouldContain("holds a ledger already");
        Refusal(database, LedgerPlace.At(second)).ShouldContain("holds a ledger already");

        Arrivals(database).ShouldBe(before);
    }

    [Fact]
    public void A_source_that_a_server_has_is_refused()
    {
        var ledgers = new PostgresLedgers(server);
        using var serving = ledgers.Open(new LedgerOpening { Holds = true, IsAlone = true });

        Refusal(LedgerPlace.In(ledgers.Place), LedgerPlace.At(Path.Combine(folder.FullName, "b")))
            .ShouldContain("has served this ledger since");
    }

    private static string Refusal(LedgerPlace from, LedgerPlace to) =>
        Should
            .Throw<LedgerUnavailableException>(() => LedgerCopy.Run(from, to, new Copying()))
            .Message;

    private LedgerPlace Database() =>
        LedgerPlace.In(PostgresPlace.Of(server.Connection(server.NewDatabase()), null));

    /// <summary>Commits of one slice and of many, of shared records, of accounts', and of both.</summary>
    private static void Fill(string place, Random dice)
    {
        using var ledger = SqliteLedger.Open(place);
        for (var commit = 0; commit < 400; commit++)
        {
            var slices = new List<Slice>();
            foreach (var account in Accounts.Where(_ => dice.Next(3) == 0))
            {
                var stream = StreamName.OrShared(account);
                var expected = ledger.SequenceOf(stream);
                slices.Add(
                    Made.Slice(
                        stream,
                        expected,
                        dice.Next(1, 4),
                        $"{commit} of {account}",
                        Kinds[dice.Next(Kinds.Length)]
                    )
                );
            }
            ledger.Append(slices, new(commit / 2)).ShouldBeEmpty();
        }
    }

    private static readonly SliceKind[] Kinds = Enum.GetValues<SliceKind>();

    private static readonly string[] Accounts = ["a", "b", "", "c", "ä", "d", "e", "f"];

    /// <summary>Each slice with the bytes that it holds, in the order of accounts.</summary>
    private static List<(string Account, long From, SliceKind Kind, string Bytes)> Payloads(
        LedgerPlace place
    )
    {
        var found = new List<(string Account, long From, SliceKind Kind, string Bytes)>();
        place.Walk(
            (account, slice) =>
                found.Add(
                    (account, slice.From, slice.Kind, Convert.ToHexString(slice.Payload.Span))
                )
        );
        return [.. found.Order()];
    }

    /// <summary>Each account's slices in order, each with how many shared records came before it.</summary>
    private static List<string> Arrivals(LedgerPlace place)
    {
        var (shared, found) = (0L, new List<(string Account, string Text)>());
        place.Walk(
            (account, slice) =>
            {
                found.Add(
                    (
                        account,
                        $"{account}: {shared} {slice.From} {slice.Kind} {slice.Count} {slice.First} {slice.Last} {slice.Committed} {Made.Text(slice)}"
                    )
                );
                if (account.Length == 0)
                    shared += slice.Count;
            }
        );
        return
        [
            .. found
                .OrderBy(each => each.Account, StringComparer.Ordinal)
                .Select(each => each.Text),
        ];
    }
}
