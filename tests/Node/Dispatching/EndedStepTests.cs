using System.Text.Json;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.Dispatching.Dispatched;

namespace Evenhand.Tests.Node.Dispatching;

/// <summary>That a step is over is told as the step was, whatever ended it; and once.</summary>
public class EndedStepTests
{
    private const string Advised = "call-fair@2026-01-01:advised";

    private static readonly string[] OnAndOff = ["step", "step-changed", "step-changed"];

    [Fact]
    public async Task A_step_that_is_lifted()
    {
        var hooks = new Sender();
        await using var served = await AdvisedAsync(hooks);
        await ActAsync(
            served,
            "step.lifted",
            $$"""{"step":"{{Advised}}","by":"bob","reason":"it was mended"}"""
        );
        await ToldOnceAsync(served, hooks, "is lifted");
    }

    [Fact]
    public async Task A_step_whose_ground_a_void_takes_away()
    {
        var hooks = new Sender();
        await using var served = await AdvisedAsync(hooks);
        await VoidAsync(served, "call");
        await ToldOnceAsync(served, hooks, "was taken back", Cause.Void);
    }

    [Fact]
    public async Task A_step_that_would_not_have_been_taken_with_what_came_late()
    {
        var hooks = new Sender();
        await using var served = await AdvisedAsync(hooks);
        await served.SendAsync(Leave());
        await ToldOnceAsync(served, hooks, "with what arrived later", Cause.Late);
    }

    [Fact]
    public async Task A_void_that_takes_a_step_away_beside_something_late_that_does_not()
    {
        var hooks = new Sender();
        await using var served = await AdvisedAsync(hooks);
        await served.SendAsync(new Story().At("2026-01-02", "mms.sent", "{}", "late"));
        await VoidAsync(served, "call");
        await ToldOnceAsync(served, hooks, "was taken back", Cause.Void);
    }

    [Fact]
    public async Task What_comes_late_comes_before_a_void_where_either_takes_the_step_away()
    {
        var hooks = new Sender();
        await using var served = await AdvisedAsync(hooks);
        var at = $"{served.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}";
        await served.SendAsync(
            Leave().At(at, "usage.voided", """{"source":"test","id":"call"}""", "void")
        );
        await ToldOnceAsync(served, hooks, "with what arrived later", Cause.Late);
    }

    /// <summary>An exception of before the call, which nothing had arrived of when the account was advised.</summary>
    private static Story Leave() =>
        new Story().At(
            "2026-01-04",
            "exception.granted",
            """{"clause":"call-fair","from":"2026-01-04T00:00:00Z","to":"2026-02-01T00:00:00Z"}""",
            "leave"
        );

    [Fact]
    public async Task A_step_that_is_taken_again_after_that_is_told_anew_with_reasons_of_its_own()
    {
        var hooks = new Sender();
        await using var served = await AdvisedAsync(hooks);
        await VoidAsync(served, "call");
        await CallAsync(served, 15_000, "again");
        await VoidAsync(served, "again");
        await PassAsync(served, TimeSpan.FromHours(2), TimeSpan.FromHours(1));
        await served.RestartAsync(snapshots: false);
        await PassAsync(served, TimeSpan.FromHours(2), TimeSpan.FromHours(1));

        hooks.Kinds.ShouldBe([.. OnAndOff, .. OnAndOff]);
        hooks.Given.Select(each => each.Id).ShouldBeUnique();
        var reasons = Reasons(served);
        reasons.Select(each => each.Step).ShouldBe([Advised, Advised]);
        Value(reasons[0], "follows").ShouldBeNull();
        Value(reasons[1], "follows").ShouldBe(reasons[0].Sha256);
        served
            .Node.Notices(new AccountId("acme"), null, 100)!
            .Items.Where(each => each.What == "step")
            .Select(each => each.Reasons!.Sha256)
            .ShouldBe(reasons.Select(each => each.Sha256));
    }

    [Fact]
    public async Task Neither_what_comes_late_nor_a_start_tells_it_again()
    {
        var hooks = new Sender();
        await using var served = await AdvisedAsync(hooks);
        await VoidAsync(served, "call");
        foreach (var snapshots in new[] { true, false })
        {
            await served.SendAsync(
                new Story().At("2026-01-02", "mms.sent", "{}", $"late {snapshots}")
            );
            await served.RestartAsync(snapshots);
            await PassAsync(served, TimeSpan.FromHours(2), TimeSpan.FromHours(1));
        }
        hooks.Kinds.ShouldBe(OnAndOff);
    }

    private static async Task<ServedNode> AdvisedAsync(Sender hooks)
    {
        var served = await OpenedAsync(hooks.Settings());
        await HookAsync(served, "one");
        await Dispatched.CallAsync(served);
        hooks.Kinds.ShouldBe(OnAndOff[..2]);
        return served;
    }

    private static async Task ToldOnceAsync(
        ServedNode served,
        Sender hooks,
        string words,
        Cause? because = null
    )
    {
        await PassAsync(served, TimeSpan.FromHours(2), TimeSpan.FromHours(1));
        await served.RestartAsync(snapshots: false);
        await PassAsync(served, TimeSpan.FromHours(2), TimeSpan.FromHours(1));
        hooks.Kinds.ShouldBe(OnAndOff);
        var last = served.Node.Notices(new AccountId("acme"), null, 100)!.Items[^1];
        last.Message.ShouldContain(words);
        last.Because.ShouldBe(because);
    }

    private static Task VoidAsync(ServedNode served, string id) =>
        ActAsync(served, "usage.voided", $$"""{"source":"test","id":"{{id}}"}""");

    private static Task CallAsync(ServedNode served, int seconds, string id) =>
        ActAsync(served, "call.ended", $$"""{"direction":"outbound","duration":{{seconds}}}""", id);

    private static async Task ActAsync(
        ServedNode served,
        string type,
        string data,
        string? id = null
    )
    {
        served.Clock.Add(TimeSpan.FromMinutes(5));
        var time = $"{served.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}";
        (
            await served.SendAsync(new Story().At(time, type, data, id ?? type + time))
        ).Rejected.ShouldBeEmpty();
        await PassAsync(served, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));
    }

    private static ReasonsRecord[] Reasons(ServedNode served) =>
        [
            .. served
                .Ledger.Read(StreamName.Of("acme"), 0, SliceKinds.Of(SliceKind.Reasons))
                .Select(slice => StoredJson.Read(slice.Payload, StoredJson.Default.ReasonsRecord)),
        ];

    private static string? Value(ReasonsRecord record, string name) =>
        JsonDocument.Parse(record.Kept().Json).RootElement.TryGetProperty(name, out var found)
            ? found.GetString()
            : null;
}
