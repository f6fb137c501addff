using System.Net;
using System.Text.Json;
using Evenhand.Core.Stream;
using Evenhand.Node.Amending;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Versions;

/// <summary>Versions compared in words and in money, by pages and by routes.</summary>
public sealed class VersionPageTests : IAsyncLifetime
{
    private const string Page = "/console/policies/stackcx";
    private const string Begin = Page + "/trials";

    private Cast cast = null!;
    private Visitor bob = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05");
        await cast.OpenAsync("acme");
        await cast.OpenAsync("other");
        await cast.SendAsync("acme", "api.called", """{"count": 52000}""");
        await cast.UntilAsync("2026-03-02");
        bob = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("bob"));
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    private Trials Trials => cast.Server.Server.Node.Looks.Trials;

    [Fact]
    public async Task A_version_to_come_is_compared_with_verdicts_and_tried_in_money()
    {
        await cast.Server.Server.Node.PublishAsync(Dearer());
        await cast.Server.Server.Node.LookAfterDueAsync();
        (await bob.OpenAsync(Page)).Body.ShouldContain("Comes");
        var compared = await bob.OpenAsync($"{Page}/compare");
        compared.Body.ShouldContain("Against the customer");
        compared.Body.ShouldContain("1.00");
        var coming = await bob.OpenAsync($"{Page}/2026.2");
        coming.Body.ShouldContain("1 more, 0 less");
        coming.Body.ShouldContain("href=\"/console/accounts/acme\"");
        coming.Body.ShouldContain("a person decides");
        var own = await Visitor.WithAsync(cast.Server, cast.Server.Server.PortalLink("acme"));
        var mine = (await own.OpenAsync("/portal/policy")).Body;
        mine.ShouldContain("What version 2026.2 means for you");
        mine.ShouldContain("US$2.00");

        var begun = await bob.FillAsync($"{Page}/compare", Begin, ("months", "3"));
        await Trials.Running;
        var done = await bob.FollowAsync(begun);
        done.Body.ShouldContain("Done");
        done.Body.ShouldContain("1 more, 0 less");
        done.Body.ShouldContain("US$2.00");
        done.Body.ShouldContain("class=\"bars\"");
        Trials
            .Of("stackcx")
            .ShouldHaveSingleItem()
            .Report()
            .Items.Single()
            .Account.ShouldBe("acme");
    }

    [Fact]
    public async Task Programs_try_a_draft_look_at_it_and_stop_it()
    {
        var body = JsonSerializer.Serialize(new { draft = Dearer(), months = 3 });
        var begun = await cast.PostAsync("bob", "/v1/policies/stackcx/trials", body);
        begun.Status.ShouldBe(HttpStatusCode.Accepted, begun.Body);
        await Trials.Running;
        var shown = await cast.Server.GetAsync(begun.Fields["Location"], cast.KeyOf("ann"));
        shown.Json.GetProperty("state").GetString().ShouldBe("done");
        shown.Json.GetProperty("tried").GetInt32().ShouldBe(2);
        var item = shown.Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        item.GetProperty("more").GetString().ShouldBe("1.00");
        (await cast.PostAsync("bob", begun.Fields["Location"] + "/stop", "")).Status.ShouldBe(
            HttpStatusCode.OK
        );
        foreach (
            var odd in (string[])["{}", """{"version":"9"}""", """{"draft":"x","months":99}"""]
        )
            (
                (int)(await cast.PostAsync("bob", "/v1/policies/stackcx/trials", odd)).Status
            ).ShouldBeInRange(400, 422);
    }

    [Fact]
    public async Task A_trial_that_is_stopped_before_it_begins_finds_nothing_and_the_next_goes_on()
    {
        var text = cast
            .Server.Server.Node.Policies()
            .Single(each => each.Version.Name == "stackcx")
            .Text;
        var by = Evenhand.Node.Roles.Doer.CommandLine;
        var first = Trials.Begin("stackcx.md", text, 3, by);
        var second = Trials.Begin("stackcx.md", text, 3, by);
        var third = Trials.Begin("stackcx.md", text, 3, by);
        second.Stop();
        await Trials.Running;
        first.State.ShouldBe(TrialState.Done);
        (
            second.State == TrialState.Done && second.Tried == 2
            || second.State == TrialState.Stopped && second.Tried < 2
        ).ShouldBeTrue();
        third.State.ShouldBe(TrialState.Done);
        third.Report().Items.ShouldBeEmpty();
    }

    private static string Dearer() =>
        Published
            .WithoutExamples(Published.Text("stackcx", "2026.2", "2026-06-01"))
            .Replace("$0.50", "$1.00", StringComparison.Ordinal)
            .Replace("USD: 0.50", "USD: 1.00", StringComparison.Ordinal);
}
