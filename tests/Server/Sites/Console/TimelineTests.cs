using System.Net;
using System.Text.RegularExpressions;
using Evenhand.Core.Stream;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Console;

/// <summary>What happened to an account, in one column, the latest first.</summary>
public sealed partial class TimelineTests : IAsyncLifetime
{
    private const string Page = "/console/accounts/acme";

    private Cast cast = null!;
    private Visitor ann = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05T09:00:00Z");
        await cast.OpenAsync("acme");
        await cast.SendAsync("acme", "api.called", """{"count":51000}""");
        await cast.UntilAsync("2026-02-06");
        await cast.DoAsync(
            "eve",
            "/v1/accounts/acme/statements/2026-01-01/lines/api-calls/confirmation",
            """{"reason":"it was used"}"""
        );
        await cast.SendAsync("acme", "seats.set", """{"licensed":9,"restricted":0}""");
        ann = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("ann"));
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task Terms_decisions_notices_charges_and_cases_stand_in_one_column()
    {
        var page = (await ann.OpenAsync(Page)).Body;
        var places = new[]
        {
            "licensed 9",
            "Charge confirmed",
            "Bill of 1 to 31 January 2026",
            "Case: API calls",
            "licensed 2",
            "Account opened",
        }
            .Select(each => page.IndexOf(each, StringComparison.Ordinal))
            .ToArray();
        places.ShouldAllBe(each => each > 0);
        places.ShouldBe(places.Order());
        page.ShouldContain("it was used");
        var at = CaseLink().Match(page).Groups[1].Value;
        (await ann.OpenAsync(at)).Body.ShouldContain("API calls: 51,000 of 50,000");
    }

    [Theory]
    [InlineData("terms", "licensed 9", "Bill of")]
    [InlineData("charges", "Charge confirmed", "licensed 9")]
    [InlineData("cases", "Case: API calls", "Account opened")]
    [InlineData("notices", "notice</span>", "Account opened")]
    public async Task One_kind_alone_is_shown_by_its_address(string kind, string is_, string isNot)
    {
        var page = (await ann.OpenAsync($"{Page}?show={kind}")).Body;
        page.ShouldContain(is_);
        page[page.IndexOf("id=\"timeline\"", StringComparison.Ordinal)..].ShouldNotContain(isNot);
        (await ann.OpenAsync($"{Page}?show=odd")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Pages_go_back_to_the_opening_and_hold_everything_once()
    {
        for (var seats = 1; seats <= 90; seats++)
            await cast.SendAsync(
                "acme",
                "seats.set",
                $$"""{"licensed":{{100 + seats}},"restricted":0}"""
            );
        var (found, at) = (new List<string>(), $"{Page}?show=terms");
        for (var pages = 0; at is not null && pages < 9; pages++)
        {
            var page = (await ann.OpenAsync(at)).Body;
            found.AddRange(Seats().Matches(page).Select(match => match.Groups[1].Value));
            var more = More().Match(page);
            at = more.Success ? WebUtility.HtmlDecode(more.Groups[1].Value).Split('#')[0] : null;
        }
        found.ShouldBe([
            .. Enumerable.Range(101, 90).Reverse().Select(each => $"{each}"),
            "9",
            "2",
        ]);
    }

    [Fact]
    public async Task What_was_told_is_read_last_first_and_each_thing_once()
    {
        for (var month = 3; month <= 6; month++)
        {
            await cast.SendAsync("acme", "api.called", """{"count":51000}""");
            await cast.UntilAsync($"2026-{month:00}-06");
        }
        var node = cast.Server.Server.Node;
        var inOrder = node.Notices(new AccountId("acme"), null, 1_000)!
            .Items.Select(each => each.Id)
            .ToList();
        inOrder.Count.ShouldBeGreaterThan(3);
        var (found, at) = (new List<string?>(), (string?)null);
        do
        {
            var page = node.Looks.LatestNotices(new AccountId("acme"), at, 2)!;
            found.AddRange(page.Items.Select(each => each.Id));
            at = page.Next;
        } while (at is not null);
        found.ShouldBe(inOrder.AsEnumerable().Reverse());
    }

    [GeneratedRegex("licensed ([0-9]+)")]
    private static partial Regex Seats();

    [GeneratedRegex("href=\"([^\"]*)\">Case: API calls")]
    private static partial Regex CaseLink();

    [GeneratedRegex("href=\"([^\"]*)\">Earlier<")]
    private static partial Regex More();
}
