using System.Net;
using System.Text.Json;
using Evenhand.Ledger;
using Evenhand.Server.Settings;
using Evenhand.Tests.Cli;
using Evenhand.Tests.Ledger.Postgres;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>A whole server whose ledger is in PostgreSQL.</summary>
public sealed class ServedOnPostgresTests
{
    private static readonly DateTimeOffset Then = DateTimeOffset.UtcNow.AddDays(-35);

    private readonly PostgresServer postgres = PostgresServer.OfThisRun();
    private readonly PostgresLedgers ledgers = new(PostgresServer.OfThisRun(), partitions: 32);

    private string Connection => postgres.Connection(ledgers.Database, ledgers.Role);

    [Fact]
    public async Task What_was_acknowledged_is_stated_the_same_after_a_restart_and_from_a_restored_dump()
    {
        string before;
        await using (var server = await StartAsync(Connection))
        {
            await server.OpenAsync("acme", "birch", "cedar");
            for (var i = 0; i < 30; i++)
                (await CallAsync(server, i)).Status.ShouldBe(HttpStatusCode.OK);
            before = await StatementsAsync(server);
        }
        await using (var again = await StartAsync(Connection))
        {
            (await StatementsAsync(again)).ShouldBe(before);
            (await CallAsync(again, 0)).Json.GetProperty("duplicates").GetInt32().ShouldBe(1);
        }

        var copy = postgres.NewDatabase();
        var file = Path.Combine(postgres.Folder, $"{copy}.dump");
        postgres.Run(
            "pg_dump",
            "-h",
            postgres.Folder,
            "-U",
            "administrator",
            "-Fc",
            "-f",
            file,
            ledgers.Database
        );
        postgres.Run("pg_restore", "-h", postgres.Folder, "-U", "administrator", "-d", copy, file);
        await using var restored = await StartAsync(postgres.Connection(copy, ledgers.Role));
        (await StatementsAsync(restored)).ShouldBe(before);
    }

    [Fact]
    public async Task Whoever_followed_what_changes_goes_on_after_a_restart_in_every_partition()
    {
        string id;
        await using (var server = await StartAsync(Connection))
        {
            await server.OpenAsync("acme", "birch");
            await server.Server.Node.LookAfterDueAsync();
            var changes = server.Server.Node.Changes;
            id = await changes.NameAsync(changes.Feed.End);
            await server.OpenAsync("cedar", "dogwood");
        }
        await using var again = await StartAsync(Connection);
        var mark = (await again.Server.Node.Changes.ReadAsync(id)).ShouldNotBeNull();
        mark.Place.ShouldBe(-1, "it is of another run");
        var missed = await again
            .Server.Node.Changes.SinceAsync(mark.Cursor)
            .Select(change => change.Account.Text)
            .ToListAsync(TestContext.Current.CancellationToken);
        missed.ShouldContain("cedar");
        missed.ShouldContain("dogwood");
        missed.ShouldNotContain("acme");
        var other = string.Join('-', [.. id.Split('-')[..3], "00000000000000ff"]);
        (await again.Server.Node.Changes.ReadAsync(other)).ShouldBeNull();
    }

    [Fact]
    public async Task A_second_server_does_not_start_and_the_first_goes_on()
    {
        await using var first = await StartAsync(Connection);

        var refusal = await Should.ThrowAsync<LedgerUnavailableException>(() =>
            StartAsync(Connection)
        );

        refusal.Message.ShouldContain("has served this ledger since");
        (await first.GetAsync("/health/ready")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_key_made_and_revoked_at_the_command_line_holds_at_the_running_server()
    {
        await using var server = await StartAsync(Connection);
        using var evenhand = new EvenhandProcess();
        var at = $"--ledger-connection '{Connection}'";

        var key = evenhand.Run($"keys create --role read {at}").OutputLines[0];
        await UntilAsync(server, key, HttpStatusCode.OK);
        var id = evenhand
            .Run($"keys list --json {at}")
            .OutputLines.Select(line => JsonDocument.Parse(line).RootElement)
            .Single(each => each.GetProperty("role").GetString() == "read")
            .GetProperty("id")
            .GetString();
        evenhand.Run($"keys revoke {id} {at}").Status.ShouldBe(0);
        await UntilAsync(server, key, HttpStatusCode.Unauthorized);

        evenhand.Run($"verify {at}").Output.ShouldContain("are sound");
        evenhand.Run($"audit {at}").Output.ShouldContain("key");
    }

    [Fact]
    public async Task Who_did_what_is_told_of_every_partition_in_the_order_of_time_and_page_by_page()
    {
        await using var server = await StartAsync(Connection);
        string[] accounts = [.. Enumerable.Range(0, 20).Select(i => $"account-{i}")];
        accounts
            .Select(each => Partitioning.Of(StreamName.Of(each), 32))
            .Distinct()
            .Count()
            .ShouldBeGreaterThan(5);
        foreach (var account in accounts)
            await server.OpenAsync(account);

        var told = new List<string>();
        var next = "";
        do
        {
            var page = (await server.GetAsync($"/v1/audit?type=account.opened&limit=3{next}")).Json;
            foreach (var item in page.GetProperty("items").EnumerateArray())
                told.Add(item.GetProperty("account").GetString()!);
            next = page.GetProperty("next").GetString() is { } after ? $"&after={after}" : null;
        } while (next is not null);

        told.ShouldBe(accounts);
        using var evenhand = new EvenhandProcess();
        evenhand
            .Run($"audit --type account.opened --json --ledger-connection '{Connection}'")
            .OutputLines.Select(line =>
                JsonDocument.Parse(line).RootElement.GetProperty("account").GetString()
            )
            .ShouldBe(accounts);
    }

    [Theory]
    [InlineData("--ledger postgres", "--ledger-connection")]
    [InlineData("--ledger oracle", "sqlite or postgres")]
    [InlineData(
        "--ledger postgres --ledger-connection 'Host=h;Database=d;Password=hunter2'",
        "--ledger-password-file"
    )]
    [InlineData("--ledger-connection 'Host=h;Database=d'", "--ledger postgres")]
    public void Settings_that_do_not_go_together_are_told_and_no_password_is_repeated(
        string settings,
        string told
    )
    {
        using var evenhand = new EvenhandProcess();

        var refused = evenhand.Run($"serve {settings}");

        refused.Status.ShouldBe(2);
        refused.Errors.ShouldContain(told);
        refused.Errors.ShouldNotContain("hunter2");
    }

    private static Task<ServerUnderTest> StartAsync(string connection) =>
        ServerUnderTest.StartAsync(settings =>
            settings with
            {
                IsInPostgres = true,
                LedgerConnection = connection,
            }
        );

    private static Task<Answer> CallAsync(ServerUnderTest server, int i) =>
        server.PostAsync(
            "/v1/events",
            TestEvents.Line(
                i % 2 == 0 ? "acme" : "birch",
                $"call {i}",
                "api.called",
                """{"count":3}""",
                Then
            ),
            "application/x-ndjson"
        );

    private static async Task<string> StatementsAsync(ServerUnderTest server) =>
        (await server.GetAsync("/v1/accounts/acme/statements")).Body
        + (await server.GetAsync("/v1/accounts/birch/statements")).Body;

    // Tidings of the command line come a moment later.
    private static Task UntilAsync(ServerUnderTest server, string key, HttpStatusCode wanted) =>
        Wait.UntilAsync(
            async () => (await server.GetAsync("/v1/accounts", key)).Status == wanted,
            $"a key is answered with {wanted}"
        );
}
