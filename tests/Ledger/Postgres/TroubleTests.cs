using Evenhand.Ledger;
using Evenhand.Ledger.Postgres;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Postgres;

/// <summary>What happens to a ledger whose server, connection, role or neighbour is not as it should be.</summary>
public sealed class TroubleTests
{
    [Fact]
    public void After_a_restart_of_the_server_appends_and_reads_go_on_by_themselves()
    {
        using var server = PostgresServer.Own();
        var ledgers = new PostgresLedgers(server);
        using var ledger = ledgers.Open(holds: true);
        Made.Append(ledger, "a", "before");

        server.End("immediate");
        Should
            .Throw<LedgerUnavailableException>(() => Made.Append(ledger, "a", "meanwhile"))
            .Message.ShouldContain("PostgreSQL cannot be reached");
        ledger.Hindrance("it failed").ShouldNotBeNull();
        server.Begin();

        Made.Append(ledger, "a", "after");
        Made.Texts(ledger.Read(StreamName.Of("a"), 0)).ShouldBe(["before", "after"]);
        Wait.Until(() => ledger.IsBehind, "tidings come again");
        ledger.Refresh();
    }

    [Fact]
    public void An_append_whose_connection_was_cut_before_it_was_sent_is_appended_once()
    {
        var ledgers = new PostgresLedgers(PostgresServer.OfThisRun());
        using var ledger = ledgers.Open(holds: true);
        Made.Append(ledger, "a", "one");

        Cut(ledgers);
        Made.Append(ledger, "a", "two");

        using var other = ledgers.Open();
        Made.Texts(other.Read(StreamName.Of("a"), 0)).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task An_append_in_doubt_that_was_committed_is_found_to_be_and_is_there_once()
    {
        using var server = PostgresServer.Own();
        var ledgers = new PostgresLedgers(server);
        using var ledger = ledgers.Open(holds: true);
        Made.Append(ledger, "a", "one");
        // A commit that is done is not answered before a standby has it; there is none, and the connection dies meanwhile.
        ledgers.Do("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        ledgers.Do("SELECT pg_reload_conf()");

        var other = ACommitThatWaits(ledgers);

        var appending = Task.Run(
            () => Made.Append(ledger, "a", "two"),
            TestContext.Current.CancellationToken
        );
        Wait.Until(() => Waiting(ledgers) == 2, "the append waits for a standby");
        ledgers.Do("ALTER SYSTEM RESET synchronous_standby_names");
        Cut(ledgers);
        ledgers.Do("SELECT pg_reload_conf()");
        foreach (var each in new[] { appending, other })
            await each.WaitAsync(Wait.Longest, TestContext.Current.CancellationToken);

        using var beside = ledgers.Open();
        Made.Texts(beside.Read(StreamName.Of("a"), 0)).ShouldBe(["one", "two"]);
        Made.Append(ledger, "a", "three");
    }

    [Fact]
    public void A_second_server_is_refused_with_who_has_the_ledger_since_when_and_what_to_do()
    {
        var ledgers = new PostgresLedgers(PostgresServer.OfThisRun());
        var alone = new LedgerOpening { Holds = true, IsAlone = true };
        var first = ledgers.Open(alone);
        Made.Append(first, "a", "one");

        var refusal = Should.Throw<LedgerUnavailableException>(() => ledgers.Open(alone));

        refusal.Message.ShouldContain(
            $"(process {Environment.ProcessId}) has served this ledger since 2"
        );
        refusal.Message.ShouldContain("Stop that one first");
        var process = ledgers.Ask<int>(
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        );
        refusal.Message.ShouldContain($"pg_terminate_backend({process})");
        Made.Append(first, "a", "two");
        using (var guest = ledgers.Open())
            Made.Texts(guest.Read(StreamName.Of("a"), 0)).ShouldBe(["one", "two"]);

        first.Dispose();
        using var second = ledgers.Open(alone);
        Made.Append(second, "a", "three");
    }

    [Fact]
    public void A_role_without_rights_on_the_ledger_is_told_who_grants_them()
    {
        var server = PostgresServer.OfThisRun();
        var ledgers = new PostgresLedgers(server);
        ledgers.Do($"REVOKE INSERT ON evenhand.segment FROM {ledgers.Role}");
        using var ledger = ledgers.Open(holds: true);

        Should
            .Throw<LedgerUnavailableException>(() => Made.Append(ledger, "a", "one"))
            .Message.ShouldContain($"{ledgers.Role} may not do that");

        ledgers.Do($"GRANT INSERT ON evenhand.segment TO {ledgers.Role}");
        Made.Append(ledger, "a", "one");
        Made.Texts(ledger.Read(StreamName.Of("a"), 0)).ShouldBe(["one"]);
    }

    [Fact]
    public void A_database_that_is_read_only_takes_nothing_and_says_so_until_it_is_writable()
    {
        var ledgers = new PostgresLedgers(PostgresServer.OfThisRun());
        using var ledger = ledgers.Open(holds: true);
        Made.Append(ledger, "a", "one");
        ledgers.Do($"ALTER ROLE {ledgers.Role} SET default_transaction_read_only = on");
        Cut(ledgers);

        Should
            .Throw<LedgerUnavailableException>(() => Made.Append(ledger, "a", "two"))
            .Message.ShouldContain("takes no writes");
        Made.Texts(ledger.Read(StreamName.Of("a"), 0)).ShouldBe(["one"]);

        ledgers.Do($"ALTER ROLE {ledgers.Role} RESET default_transaction_read_only");
        Cut(ledgers);
        Made.Append(ledger, "a", "two");
    }

    [Fact]
    public void A_database_without_a_ledger_says_how_one_is_made()
    {
        var server = PostgresServer.OfThisRun();
        var place = PostgresPlace.Of(server.Connection(server.NewDatabase()), null);

        Should
            .Throw<LedgerUnavailableException>(() =>
                PostgresLedger.OpenAsync(place, new()).GetAwaiter().GetResult()
            )
            .Message.ShouldContain("evenhand prepare");
    }

    /// <summary>PostgreSQL's processes take note of a setting one after the other: it holds once a commit waits. That one is given.</summary>
    private static Task ACommitThatWaits(PostgresLedgers ledgers)
    {
        while (true)
        {
            var commit = Task.Run(() =>
                ledgers.Do("SELECT pg_logical_emit_message(true, 'test', 'anything')")
            );
            Wait.Until(() => commit.IsCompleted || Waiting(ledgers) > 0, "a commit waits or ends");
            if (!commit.IsCompleted)
                return commit;
        }
    }

    private static long Waiting(PostgresLedgers ledgers) =>
        ledgers.Ask<long>("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");

    /// <summary>Ends all sessions of the role that serves.</summary>
    private static void Cut(PostgresLedgers ledgers) =>
        ledgers.Do(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{ledgers.Role}'"
        );
}
