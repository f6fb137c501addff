using Evenhand.Client;
using Evenhand.Wire;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Client.ScriptedServer;

namespace Evenhand.Tests.Client;

public sealed class ReadsTests
{
    private static readonly DateOnly March = new(2024, 3, 1);
    private static readonly DateTimeOffset From = new(2024, 3, 1, 1, 0, 0, TimeSpan.FromHours(1));

    public static TheoryData<string, Func<EvenhandReads, Task>> Calls =>
        new()
        {
            { "/v1/accounts", reads => reads.AccountsAsync() },
            { "/v1/accounts?after=a%2Fb&limit=5", reads => reads.AccountsAsync("a/b", 5) },
            {
                "/v1/accounts/a%20b%3F/usage?from=2024-03-01T00%3A00%3A00Z&to=2024-03-02T00%3A00%3A00Z&window=day&meter=calls",
                reads => reads.UsageAsync("a b?", From, From.AddDays(1), UsageWindow.Day, "calls")
            },
            { "/v1/accounts/acme/allowances", reads => reads.AllowancesAsync("acme") },
            {
                "/v1/accounts/acme/statements?limit=2",
                reads => reads.StatementsAsync("acme", null, 2)
            },
            {
                "/v1/accounts/acme/statements/2024-03-01/lines/api-calls/events",
                reads => reads.LineEventsAsync("acme", March, "api-calls")
            },
            { "/v1/accounts/acme/notices", reads => reads.NoticesAsync("acme") },
            { "/v1/accounts/acme/cases", reads => reads.CasesAsync("acme") },
            { "/v1/accounts/acme/decisions", reads => reads.DecisionsAsync("acme") },
        };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_list_is_read_at_its_place(string path, Func<EvenhandReads, Task> call)
    {
        await using var server = await StartAsync(Json("""{"items":[],"next":null}"""));
        using var client = new EvenhandClient(server.Options());

        await call(client.Read);

        server.Requests.ShouldHaveSingleItem().Path.ShouldBe(path);
    }

    [Fact]
    public async Task An_account_is_read_with_its_seats()
    {
        await using var server = await StartAsync(
            Away(),
            Json(
                """{"id":"acme","policy":"shop","version":"3","currency":"EUR","time_zone":"Europe/Berlin","seats":{"licensed":4,"restricted":1},"opened":"2024-03-01T00:00:00Z","standing":"good","open_cases":0}"""
            )
        );
        using var client = new EvenhandClient(
            server.Options(),
            time: new HastyTime(TimeSpan.FromSeconds(10))
        );

        var account = await client.Read.AccountAsync("acme", TestContext.Current.CancellationToken);

        account.Seats.ShouldBe(new Seats { Licensed = 4, Restricted = 1 });
        account.Ended.ShouldBeNull();
        server.Requests.Count.ShouldBe(2, "a read is tried again");
    }

    [Theory]
    [InlineData(false, "/v1/accounts/acme/statements/2024-03-01")]
    [InlineData(true, "/v1/accounts/acme/statements/2024-03-01?expected=true")]
    public async Task A_statement_is_read_with_its_lines(bool expected, string path)
    {
        await using var server = await StartAsync(
            Json(
                """{"kind":"statement","account":"acme","policy":"shop","from":"2024-03-01T00:00:00Z","to":"2024-04-01T00:00:00Z","currency":"EUR","lines":[{"clause":"calls","version":"3","quantity":"-2","unit":"call","included":"0","billable":"-2","unit_price":"0.5","per":"1000","amount":"0.00","status":"proposed","kind":"adjustment","cycle":"2024-02-01","because":"void"}],"due":"0.00","proposed":"0.00","running":true}"""
            )
        );
        using var client = new EvenhandClient(server.Options());

        var statement = await client.Read.StatementAsync(
            "acme",
            March,
            expected,
            TestContext.Current.CancellationToken
        );

        server.Requests.ShouldHaveSingleItem().Path.ShouldBe(path);
        statement.Running.ShouldBeTrue();
        statement.Stated.ShouldBeFalse();
        var line = statement.Lines.ShouldHaveSingleItem();
        line.Because.ShouldBe(AdjustmentCause.Void);
        line.Cycle.ShouldBe(new DateOnly(2024, 2, 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task An_id_cannot_lead_to_another_path(string id)
    {
        await using var server = await StartAsync(Json("{}"));
        using var client = new EvenhandClient(server.Options());

        await Should.ThrowAsync<ArgumentException>(() =>
            client.Read.AccountAsync(id, TestContext.Current.CancellationToken)
        );
        server.Requests.ShouldBeEmpty();
    }
}
