using System.Net;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Events;

/// <summary>What arrived, newest first, and what became of it, in words.</summary>
public sealed partial class EventPageTests : IAsyncLifetime
{
    private const string Page = "/console/events";

    private Cast cast = null!;
    private Visitor ann = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05T09:00:00Z");
        await cast.OpenAsync("a");
        await cast.OpenAsync("b");
        ann = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("ann"));
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task An_event_says_which_clause_it_counted_under_and_how_much()
    {
        await cast.SendAsync("a", "api.called", """{"count":7}""");
        var page = await ann.OpenAsync($"{Page}?account=a&type=api.called");
        page.Body.ShouldContain("API calls");
        page.Body.ShouldContain(" <b>7 calls</b>");
        page.Body.ShouldContain("/policies/stackcx?version=1#api-calls");
        page.Body.ShouldContain("5 Jan 09:00");
    }

    [Fact]
    public async Task What_was_turned_away_stands_with_its_sentence_and_what_was_meant()
    {
        var line = TestEvents.Line("a", "odd", "account.opend", "{}", cast.Clock.GetUtcNow());
        await cast.Server.PostAsync(
            "/v1/events",
            line + "\n{\"type\":1}\n",
            "application/x-ndjson"
        );
        var away = await ann.OpenAsync($"{Page}?outcome=rejected");
        away.Status.ShouldBe(HttpStatusCode.OK, away.Body);
        away.Body.ShouldContain("Turned away");
        var odd = await ann.OpenAsync($"{Page}?account=a&id=odd");
        odd.Body.ShouldContain("Nothing came of it");
        odd.Body.ShouldContain("<details open");
    }

    [Fact]
    public async Task Pages_of_an_account_go_back_in_time_and_hold_everything_once()
    {
        var opened = cast.Clock.GetUtcNow();
        cast.Clock.Add(TimeSpan.FromMinutes(5));
        var sent = await cast.Server.PostAsync(
            "/v1/events",
            string.Join(
                '\n',
                Enumerable
                    .Range(0, 120)
                    .Select(each =>
                        TestEvents.Line(
                            "a",
                            $"n{each:000}",
                            "api.called",
                            "{}",
                            opened.AddSeconds(each + 1)
                        )
                    )
            ),
            "application/x-ndjson"
        );
        sent.Json.GetProperty("accepted").GetInt32().ShouldBe(120, sent.Body);
        var (found, at) = (new List<string>(), $"{Page}?account=a&type=api.called");
        for (var pages = 0; at is not null && pages < 9; pages++)
        {
            var page = await ann.OpenAsync(at);
            found.AddRange(Ids().Matches(page.Body).Select(match => match.Groups[1].Value));
            var more = More().Match(page.Body);
            at = more.Success ? WebUtility.HtmlDecode(more.Groups[1].Value) : null;
        }
        found.ShouldBe(Enumerable.Range(0, 120).Reverse().Select(each => $"n{each:000}"));
    }

    [Fact]
    public async Task The_tail_is_of_the_accounts_in_which_something_arrived_last()
    {
        await cast.SendAsync("a", "api.called", """{"count":7}""");
        await cast.SendAsync("b", "api.called", """{"count":9}""");
        var tail = (await ann.OpenAsync(Page)).Body;
        tail.IndexOf("9 call", StringComparison.Ordinal)
            .ShouldBeLessThan(tail.IndexOf("7 call", StringComparison.Ordinal));
        (
            await ann.OpenAsync($"{Page}?type=api.called&from=2026-01-05&to=2026-01-05")
        ).Body.ShouldContain("9 call");
        (await ann.OpenAsync($"{Page}?type=api.called&to=2026-01-04")).Body.ShouldContain(
            "No event is like that"
        );
        (await ann.OpenAsync($"{Page}?from=soon")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await ann.OpenAsync($"{Page}?account=nobody")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [GeneratedRegex("<dt>Id</dt><dd><code>(n[0-9]+)</code>")]
    private static partial Regex Ids();

    [GeneratedRegex("href=\"([^\"]*)\">Earlier events")]
    private static partial Regex More();
}
