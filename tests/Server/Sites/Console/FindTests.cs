using Evenhand.Core.Stream;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Console;

/// <summary>The box on every page, and who runs out next.</summary>
public sealed class FindTests : IAsyncLifetime
{
    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05T09:00:00Z");
        await cast.OpenAsync(
            "acme-1",
            more: ",\"plan\":\"starter\",\"name\":\"Harbour <b>Clinic\""
        );
        await cast.OpenAsync("acme-2");
        await cast.OpenAsync("other");
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Theory]
    [InlineData("acme-1", new[] { "acme-1" })]
    [InlineData("acme", new[] { "acme-1", "acme-2" })]
    [InlineData("CLINIC", new[] { "acme-1" })]
    [InlineData("acm ", new[] { "acme-1", "acme-2" })]
    [InlineData("nobody", new string[0])]
    public async Task Accounts_are_found_by_the_beginning_of_their_id_and_by_their_name(
        string text,
        string[] found
    )
    {
        var page = await OpenAsync($"/console/find?q={Uri.EscapeDataString(text)}");
        foreach (var account in (string[])["acme-1", "acme-2", "other"])
            page.Contains($"href=\"/console/accounts/{account}\"")
                .ShouldBe(found.Contains(account), account);
        page.ShouldNotContain("<b>Clinic");
        page.ShouldContain("name=\"q\"");
        page.ShouldContain("/console/events?id=");
    }

    [Fact]
    public async Task A_name_is_found_as_it_is_now_also_after_a_start()
    {
        await OpenAsync("/console/find?q=harbour");
        await cast.OpenAsync("late", more: ",\"plan\":\"starter\",\"name\":\"Late Harbour\"");
        (await OpenAsync("/console/find?q=harbour")).ShouldContain("/console/accounts/late");
        await cast.Server.RestartAsync();
        var page = await OpenAsync("/console/find?q=harbour");
        page.ShouldContain("/console/accounts/late");
        page.ShouldContain("/console/accounts/acme-1");
    }

    [Fact]
    public async Task Cases_and_clauses_are_found_and_what_is_hostile_is_text()
    {
        var found = await cast.CaseAsync("acme-1");
        (await OpenAsync($"/console/find?q={Uri.EscapeDataString(found)}")).ShouldContain(
            $"href=\"/console/desk/acme-1/{Uri.EscapeDataString(found)}\""
        );
        (await OpenAsync("/console/find?q=api calls")).ShouldContain(
            "href=\"/policies/stackcx?version=1#api-calls\""
        );
        var hostile = await OpenAsync("/console/find?q=%22%3E%3Cscript%3E");
        hostile.ShouldNotContain("<script");
        hostile.ShouldContain("No account, case or clause goes by");
    }

    [Fact]
    public async Task Who_runs_out_next_stands_on_Today_the_nearest_first_and_as_it_is_now()
    {
        (await OpenAsync("/console")).ShouldContain("Nobody, at the rate of now");
        await cast.SendAsync("other", "api.called", """{"count":20000}""");
        await cast.SendAsync("acme-2", "api.called", """{"count":30000}""");
        var today = await OpenAsync("/console");
        var (first, second) = (
            today.IndexOf("/console/accounts/acme-2/usage/api-calls", StringComparison.Ordinal),
            today.IndexOf("/console/accounts/other/usage/api-calls", StringComparison.Ordinal)
        );
        first.ShouldBeGreaterThan(0);
        second.ShouldBeGreaterThan(first);
        await cast.Server.RestartAsync();
        cast.Server.Server.Node.Looks.RunningOut(10)
            .Select(each => each.Account)
            .ShouldBe([new AccountId("acme-2"), new AccountId("other")]);
    }

    [Fact]
    public async Task Who_runs_out_next_is_right_also_where_something_else_walked_over_the_accounts_before()
    {
        await OpenAsync("/console/desk");
        await cast.SendAsync("other", "api.called", """{"count":20000}""");
        (await OpenAsync("/console")).ShouldContain("/console/accounts/other/usage/api-calls");
    }

    private async Task<string> OpenAsync(string page)
    {
        var bob = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("bob"));
        return (await bob.OpenAsync(page)).Body;
    }
}
