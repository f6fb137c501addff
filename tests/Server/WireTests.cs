using System.Text.Json.Nodes;
using Evenhand.Client;
using Evenhand.Wire;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Our own client reads everything that the server says.</summary>
public sealed class WireTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;
    private EvenhandClient client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("acme", "zeta");
        client = new EvenhandClient(
            new EvenhandOptions
            {
                Address = server.Address,
                Key = ServerUnderTest.AdminKey,
                WhenUnavailable = FailMode.Closed,
                GateTimeout = Wait.Longest,
            }
        );
        await server.PostAsync(
            "/v1/events",
            $"[{TestEvents.Call("acme", "1", 40)},{TestEvents.Call("acme", "2", 2)}]"
        );
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Accounts_are_read_page_by_page()
    {
        var first = await client.Read.AccountsAsync(limit: 1, cancel: Cancel);
        first.Items.ShouldHaveSingleItem().Id.ShouldBe("acme");
        var second = await client.Read.AccountsAsync(first.Next, 1, Cancel);
        second.Items.ShouldHaveSingleItem().Id.ShouldBe("zeta");
        var account = await client.Read.AccountAsync("acme", Cancel);
        account.Policy.ShouldBe("stackcx");
        account.Plan.ShouldBe("starter");
        account.Opened.ShouldNotBeNull();
    }

    [Fact]
    public async Task Usage_and_allowances_tell_what_was_used()
    {
        var now = DateTimeOffset.UtcNow;
        var usage = await client.Read.UsageAsync(
            "acme",
            now.AddDays(-2),
            now.AddDays(1),
            UsageWindow.Day,
            cancel: Cancel
        );
        usage.Items.SelectMany(series => series.Points).ShouldContain(point => point.Value == "42");
        var allowances = await client.Read.AllowancesAsync("acme", Cancel);
        var calls = allowances.Items.Single(each =>
            each is { Clause: "api-calls", Kind: AllowanceKind.Allowance }
        );
        calls.Used.ShouldBe("42");
        calls.Included.ShouldBe("50000");
        calls.Remaining.ShouldBe("49958");
    }

    [Fact]
    public async Task A_running_statement_leads_to_the_events_behind_its_lines()
    {
        var statements = await client.Read.StatementsAsync("acme", cancel: Cancel);
        // The one before is still open to late arrivals.
        var running = statements.Items.Last(statement => statement.Running);
        running.Stated.ShouldBeFalse();
        var day = DateOnly.FromDateTime(running.From.UtcDateTime);
        (await client.Read.StatementAsync("acme", day, cancel: Cancel)).Due.ShouldBe(running.Due);
        running.Lines.Single(line => line.Clause == "api-calls").Quantity.ShouldBe("42");
        var first = await client.Read.LineEventsAsync(
            "acme",
            day,
            "api-calls",
            limit: 1,
            cancel: Cancel
        );
        var rest = await client.Read.LineEventsAsync(
            "acme",
            day,
            "api-calls",
            first.Next,
            cancel: Cancel
        );
        first
            .Items.Concat(rest.Items)
            .Select(each => each.GetProperty("id").GetString())
            .ShouldBe(["1", "2"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_decision_is_answered_kept_and_settled()
    {
        var question = new GateQuestion
        {
            Account = "acme",
            Act = "api.called",
            With = new JsonObject { ["count"] = 1, ["operation"] = "list" },
        };
        var reservation = await client.ReserveAsync(
            question,
            3,
            TimeSpan.FromMinutes(1),
            cancel: Cancel
        );
        reservation.Answer.Basis.ShouldBe(Basis.Live);
        reservation.Answer.Outcome.ShouldBe(Outcome.Allow);
        reservation.Answer.Reservation!.Quantity.ShouldBe("3");
        await reservation.DisposeAsync();
        var decisions = await client.Read.DecisionsAsync("acme", cancel: Cancel);
        decisions.Items.ShouldContain(decision => decision.Id == reservation.Answer.Id);
        (await client.Read.NoticesAsync("acme", cancel: Cancel)).Items.ShouldBeEmpty();
        (await client.Read.CasesAsync("acme", cancel: Cancel)).Items.ShouldBeEmpty();
    }

    [Fact]
    [Trait("fault", "B5")]
    public async Task Every_bound_is_told_in_the_fields_with_its_window_where_it_has_one()
    {
        var answer = await server.PostAsync(
            "/v1/gate",
            """{"account":"acme","act":"api.called","with":{"operation":"list"}}"""
        );
        answer
            .Fields["RateLimit-Policy"]
            .ShouldMatch("""^"[a-z-]+";q=\d+(;w=\d+)?(, "[a-z-]+";q=\d+(;w=\d+)?)*$""");
        answer.Fields["RateLimit-Policy"].ShouldContain(";w=");
        answer
            .Fields["RateLimit"]
            .ShouldMatch("""^"[a-z-]+";r=\d+(;t=\d+)?(, "[a-z-]+";r=\d+(;t=\d+)?)*$""");
    }

    [Fact]
    public async Task What_is_not_there_is_a_typed_problem()
    {
        var problem = await Should.ThrowAsync<EvenhandProblemException>(() =>
            client.Read.AccountAsync("nobody", Cancel)
        );
        problem.Message.ShouldContain("no such account");
    }
}
