using Evenhand.Core.Stream;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.Dispatching.Dispatched;
using Sender = Evenhand.Tests.Node.Dispatching.Sender;

namespace Evenhand.Tests.Node.Watching;

/// <summary>Resolved is told as reached was, whatever it is by which what was reached is so no longer; and once.</summary>
public class ResolvedTests
{
    private static readonly string[] Both = ["threshold-reached", "threshold-resolved"];

    [Fact]
    public async Task A_correction_to_less()
    {
        await using var served = await ReachedAsync(new Threshold("volume-plan", 30, null));
        await SendAsync(
            served,
            new Story().At(
                TimeOf(served),
                "usage.voided",
                """{"source":"test","id":"first"}""",
                "v"
            ),
            Sent(served, "corrected", 20)
        );
        Told(served).ShouldBe(Both);
    }

    [Fact]
    public async Task A_larger_plan_also_where_it_comes_late()
    {
        await using var served = await ReachedAsync(new Threshold("volume-plan", 30, null));
        await SendAsync(
            served,
            new Story().At("2026-01-03", "plan.set", """{"plan":"volume-2500"}""", "larger")
        );
        Told(served).ShouldBe(Both);
    }

    [Fact]
    public async Task A_charge_that_is_let_go()
    {
        await using var served = await OpenedAsync(new Sender().Settings());
        await SetAsync(served, new Threshold(null, null, 20m));
        await SendAsync(served, Sent(served, "first", 900));
        Told(served).ShouldBe(["threshold-reached"]);
        await SendAsync(
            served,
            new Story().At(
                TimeOf(served),
                "charge.waived",
                """{"clause":"volume-plan","cycle":"2026-01-01","by":"ann","reason":"our fault"}""",
                "let-go"
            )
        );
        Told(served).ShouldBe(Both);
    }

    [Fact]
    public async Task Another_version_changes_what_is_included_with_the_next_cycle_and_not_within_one()
    {
        await using var served = await ServedNode.At(
            Day,
            each => each with { Sending = new Sender().Settings() }
        );
        await served.SendAsync(
            new Story().At(
                "2026-01-01",
                "account.opened",
                """{ "policy": "stackcx", "currency": "USD", "time_zone": "UTC", "plan": "starter" }""",
                "opened"
            )
        );
        await served.Node.PublishAsync(
            Published
                .WithoutExamples(Published.Text("stackcx", "2026.2", "2026-02-10"))
                .Replace("[50,000](#api-calls", "[90,000](#api-calls", StringComparison.Ordinal)
                .Replace(
                    "api-calls: 50000 calls",
                    "api-calls: 90000 calls",
                    StringComparison.Ordinal
                )
        );
        await SetAsync(served, new Threshold("api-calls", 80, null));
        served.Clock.Set("2026-02-05T12:00:00Z");
        await served.Node.LookAfterDueAsync();
        await SendAsync(
            served,
            new Story().At("2026-02-05T11:00:00Z", "api.called", """{"count":45000}""", "calls")
        );
        Told(served).ShouldBe(["threshold-reached"]);

        served.Clock.Set("2026-02-12T12:00:00Z");
        await PassAsync(served, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));
        Told(served).ShouldBe(["threshold-reached"]);
        served.Clock.Set("2026-03-05T12:00:00Z");
        await SendAsync(
            served,
            new Story().At("2026-03-05T11:00:00Z", "api.called", """{"count":45000}""", "again")
        );
        Told(served).ShouldBe(["threshold-reached"]);
    }

    [Fact]
    public async Task A_limit_of_its_own_that_the_account_raises()
    {
        await using var served = await ServedNode.At(
            Day,
            each => each with { Sending = new Sender().Settings() }
        );
        await served.SendAsync(
            new Story().At(
                "2026-01-01",
                "account.opened",
                """{ "policy": "engagece", "currency": "USD", "time_zone": "UTC", "plan": "volume-500" }""",
                "opened"
            )
        );
        await LimitAsync(served, 300, "limit");
        var limit = served
            .Node.Allowances(new AccountId("acme"))!
            .Single(each => each.Included.ToString() == "300");
        await SetAsync(served, new Threshold(limit.Cited.Clause.Slug, 50, null));
        await SendAsync(served, Sent(served, "first", 200));
        Told(served).ShouldBe(["threshold-reached"]);
        await LimitAsync(served, 3_000, "raised");
        Told(served).ShouldBe(Both);
    }

    [Fact]
    public async Task With_a_new_cycle_nothing_is_told_and_it_begins_anew()
    {
        await using var served = await ReachedAsync(new Threshold("volume-plan", 30, null));
        served.Clock.Set("2026-02-01T00:00:01Z");
        await PassAsync(served, TimeSpan.FromHours(3), TimeSpan.FromHours(1));
        Told(served).ShouldBe(["threshold-reached"]);
        await SendAsync(served, Sent(served, "of-the-next", 200));
        Told(served).ShouldBe(["threshold-reached", "threshold-reached"]);
    }

    private static async Task<ServedNode> ReachedAsync(Threshold threshold)
    {
        var served = await OpenedAsync(new Sender().Settings());
        await SetAsync(served, threshold);
        await SendAsync(served, Sent(served, "first", 200));
        Told(served).ShouldBe(["threshold-reached"]);
        return served;
    }

    private static async Task SetAsync(ServedNode served, Threshold threshold) =>
        await served.Node.Thresholds.SetAsync(new AccountId("acme"), [threshold], Doer.CommandLine);

    private static Task LimitAsync(ServedNode served, int amount, string id) =>
        SendAsync(
            served,
            new Story().At(
                TimeOf(served),
                "limit.set",
                $$"""{"meter":"nudges","amount":{{amount}}}""",
                id
            )
        );

    private static async Task SendAsync(ServedNode served, params Story[] stories)
    {
        foreach (var story in stories)
            await served.SendAsync(story);
        await PassAsync(served, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));
    }

    private static IEnumerable<string> Told(ServedNode served) =>
        served
            .Node.Notices(new AccountId("acme"), null, 100)!
            .Items.Select(each => each.What)
            .Where(what => what.StartsWith("threshold", StringComparison.Ordinal));

    private static string TimeOf(ServedNode served) =>
        $"{served.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}";

    private static Story Sent(ServedNode served, string id, int count) =>
        new Story().At(
            TimeOf(served),
            "email.sent",
            $$"""{"origin":"sequence","count":{{count}}}""",
            id
        );
}
