using System.Net;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Desk;

/// <summary>What accounts ask, answered by the vendor's people with nothing but pages and forms.</summary>
public sealed class AskedPageTests : IAsyncLifetime
{
    private const string Page = "/console/asked/own";

    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05T09:00:00Z");
        await cast.OpenAsync("own");
        await cast.OpenAsync("silent");
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task A_question_waits_in_the_list_until_it_is_answered()
    {
        var bob = await AsAsync("bob");
        (await bob.OpenAsync("/console/asked")).Body.ShouldContain("Nobody waits for an answer");
        await cast.DoAsync(
            "own",
            "/v1/questions",
            """{"id":"q1","clause":"api-calls","cycle":"2026-01-01","text":"what is <b>this</b>?"}"""
        );
        var list = await bob.OpenAsync("/console/asked");
        list.Body.ShouldContain($"href=\"{Page}\"");
        list.Body.ShouldContain("1 question");
        list.Body.ShouldNotContain("silent");
        (await bob.OpenAsync(Page)).Body.ShouldContain("what is &lt;b&gt;this&lt;/b&gt;?");
        var done = await bob.DoAsync(
            Page,
            $"{Page}/questions/q1/answer",
            ("reason", "every request")
        );
        done.Body.ShouldContain("The answer stands where the account asked");
        (await bob.OpenAsync("/console/asked")).Body.ShouldContain("Nobody waits for an answer");
        var told = await (await OwnAsync()).OpenAsync("/portal/told");
        told.Body.ShouldContain("every request");
    }

    [Fact]
    public async Task An_exception_is_granted_for_other_days_and_another_refused()
    {
        foreach (var id in (string[])["x1", "x2"])
            await cast.DoAsync(
                "own",
                "/v1/exceptions",
                $$"""{"exception":"{{id}}","clause":"api-calls","from":"2026-01-06T00:00:00Z","to":"2026-01-11T00:00:00Z","amount":"90000","reason":"a move"}"""
            );
        var ann = await AsAsync("ann");
        var shown = await ann.OpenAsync(Page);
        shown.Body.ShouldContain("<blockquote class=\"clause\">a move</blockquote>");
        shown.Body.ShouldContain("value=\"2026-01-06\"");
        shown.Body.ShouldContain("value=\"2026-01-10\"");
        var granted = await ann.DoAsync(
            Page,
            $"{Page}/exceptions/x1/grant",
            ("from", "2026-01-07"),
            ("to", "2026-01-08"),
            ("amount", "80000"),
            ("reason", "so much")
        );
        granted.Body.ShouldContain("The exception is granted");
        var refused = await ann.DoAsync(
            Page,
            $"{Page}/exceptions/x2/refusal",
            ("reason", "once is enough")
        );
        refused.Body.ShouldContain("The exception is refused");
        refused.Body.ShouldContain("Nothing waits for an answer");
        var own = await (await OwnAsync()).OpenAsync("/portal/told");
        own.Body.ShouldContain("granted");
        own.Body.ShouldContain("Appeal against the refusal");
    }

    [Fact]
    public async Task An_objection_to_a_line_is_decided_by_somebody_who_had_no_hand_in_it()
    {
        await cast.SendAsync("own", "api.called", """{"count":51000}""");
        await cast.UntilAsync("2026-02-03");
        await cast.DoAsync(
            "eve",
            "/v1/accounts/own/statements/2026-01-01/lines/api-calls/confirmation",
            """{"reason":"it was used"}"""
        );
        await cast.DoAsync(
            "own",
            "/v1/appeals",
            """{"appeal":"a1","against":{"clause":"api-calls","cycle":"2026-01-01"},"reason":"not ours"}"""
        );
        var eve = await (await AsAsync("eve")).OpenAsync(Page);
        eve.Body.ShouldContain("the line API calls of the month from 1 Jan");
        eve.Body.ShouldContain("you have billing");
        var bob = await AsAsync("bob");
        (await bob.OpenAsync(Page)).Body.ShouldContain(">not ours</blockquote>");
        var done = await bob.DoAsync(
            Page,
            $"{Page}/appeals/a1/decision",
            ("outcome", "reversed"),
            ("reason", "a loop of ours")
        );
        done.Body.ShouldContain("The appeal is decided");
        cast.Clock.Add(TimeSpan.FromSeconds(1));
        var line = await (await OwnAsync()).OpenAsync("/portal/bills/2026-01-01/lines/api-calls");
        line.Body.ShouldContain(">Waived");
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_not_found() =>
        (await (await AsAsync("bob")).OpenAsync("/console/asked/nobody")).Status.ShouldBe(
            HttpStatusCode.NotFound
        );

    private async Task<Visitor> AsAsync(string person) =>
        await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink(person));

    private async Task<Visitor> OwnAsync() =>
        await Visitor.WithAsync(cast.Server, cast.Server.Server.PortalLink("own"));
}
