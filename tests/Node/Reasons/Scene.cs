using System.Text.Json;
using Evenhand.Core.Stream;
using Evenhand.Node.Stored;
using Evenhand.Tests.Core;
using Shouldly;

namespace Evenhand.Tests.Node.Reasons;

/// <summary>What happens to an account until it is told of steps, under one of the four policies.</summary>
internal static class Scene
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, Story> All { get; } =
        new Dictionary<string, Story>
        {
            ["stackcx-up"] = StackcxUp(),
            ["stackcx-charge"] = StackcxCharge(),
            ["engagece-up"] = EngageceUp(),
            ["numonix-repeats"] = Numonix(),
            ["qcontact-brake"] = QcontactBrake(),
            ["qcontact-acts"] = QcontactActs(),
        };

    /// <summary>Lets a story happen to a served node, each event at its instant.</summary>
    public static async Task PlayAsync(ServedNode served, Story story)
    {
        foreach (var line in story.Lines)
        {
            var time = JsonDocument.Parse(line).RootElement.GetProperty("time").GetString()!;
            await served.UntilAsync(time);
            (await served.SendAsync(line)).Rejected.ShouldBeEmpty(line);
            await served.Node.LookAfterDueAsync();
        }
    }

    /// <summary>The account of a story, served up to its end.</summary>
    public static async Task<ServedNode> ServedAsync(Story story)
    {
        var served = await ServedNode.At("2026-01-01");
        await served.Node.People.AddAsync("ann", "Ann", "", Evenhand.Node.Roles.Role.Reviewer);
        await served.Node.People.AddAsync("bob", "Bob", "", Evenhand.Node.Roles.Role.Operator);
        await served.Node.People.AddAsync("dan", "Dan", "", Evenhand.Node.Roles.Role.Admin);
        await PlayAsync(served, story);
        return served;
    }

    /// <summary>The statement of reasons of a step, which must be there.</summary>
    public static KeptReasons Kept(ServedNode served, string step) =>
        served.Node.Standing.Reasons(new AccountId("acme"), step).ShouldNotBeNull(step);

    private static Story StackcxUp() =>
        Warned("stackcx", "starter", "api.called", """{"count":50001}""", "api-calls")
            .At("2026-02-03", "api.called", """{"count":50001}""")
            .Found("2026-02-03 11:00", "api-calls@2026-02-01")
            .Proposed("2026-02-03 12:00", "slower", "throttled", "api-calls@2026-02-01")
            .Delivered("2026-02-04 09:00", "slower")
            .At("2026-03-02", "api.called", """{"count":50001}""")
            .Found("2026-03-02 11:00", "api-calls@2026-03-01")
            .Proposed("2026-03-02 12:00", "halt", "suspended", "api-calls@2026-03-01")
            .Approved("2026-03-02 14:00", "halt")
            .Delivered("2026-03-03 06:00", "halt")
            .At("2026-04-02", "api.called", """{"count":50001}""")
            .Found("2026-04-02 11:00", "api-calls@2026-04-01")
            .Proposed("2026-04-02 12:00", "end", "terminated", "api-calls@2026-04-01")
            .Approved("2026-04-02 14:00", "end")
            .Delivered("2026-04-03 08:00", "end")
            .At(
                "2026-04-04",
                "appeal.opened",
                """{"appeal":"a1","against":"end","reason":"we moved it elsewhere"}"""
            )
            .At(
                "2026-04-06",
                "appeal.decided",
                """{"appeal":"a1","outcome":"changed","to":"warned","by":"dan","reason":"it was mended meanwhile"}"""
            );

    private static Story StackcxCharge() =>
        Warned("stackcx", "starter", "api.called", """{"count":50001}""", "api-calls")
            .At("2026-02-03", "api.called", """{"count":60000}""")
            .Found("2026-02-03 11:00", "api-calls@2026-02-01")
            .Proposed(
                "2026-02-03 12:00",
                "dearer",
                "charged",
                "api-calls@2026-02-01",
                ""","until":"2026-06-01T00:00:00Z","price":{"clause":"api-calls","per":1000,"amount":"0.40"}"""
            )
            .Approved("2026-02-03 14:00", "dearer");

    private static Story EngageceUp() =>
        Story
            .Under("engagece", plan: "no-plan")
            .At("2026-01-05", "call.ended", LongCall)
            .Delivered("2026-01-05 12:00", "call-fair@2026-01-01:advised")
            .At("2026-02-05", "call.ended", LongCall)
            .Delivered("2026-02-05 12:00", "call-fair@2026-02-01:warned")
            .At("2026-03-05", "call.ended", LongCall)
            .Found("2026-03-05 11:00", "call-fair@2026-03-01")
            .Proposed("2026-03-05 12:00", "halt", "suspended", "call-fair@2026-03-01")
            .Approved("2026-03-05 13:00", "halt");

    private static Story Numonix()
    {
        var story = Story.Under("numonix").At("2026-01-01 01:00", "seats.set", Seats);
        for (var day = 2; day < 6; day++)
            story.At($"2026-01-0{day} 10:00", "api.called", """{"count":2500}""");
        return story
            .Found("2026-01-06 11:00", "repeated-excess@2026-01-01")
            .Proposed("2026-01-06 12:00", "slower", "throttled", "repeated-excess@2026-01-01");
    }

    private static Story QcontactBrake() =>
        Story
            .Under("qcontact")
            .At(
                "2026-01-05 10:00",
                "report.filed",
                """{"clause":"use-unlawful","by":"desk","about":"calls to people who asked not to be called"}"""
            )
            .At(
                "2026-01-05 11:00",
                "brake.applied",
                """{"step":"stop","cases":["use-unlawful@2026-01-01"],"by":"ann","reason":"people are harmed now"}"""
            );

    private static Story QcontactActs() =>
        Story
            .Under("qcontact")
            .At(
                "2026-01-05 10:00",
                "report.filed",
                """{"clause":"ai-artificial","by":"desk","about":"made-up recordings"}"""
            )
            .Found("2026-01-05 11:00", "ai-artificial@2026-01-01")
            .Proposed("2026-01-05 12:00", "quiet", "suspended", "ai-artificial@2026-01-01")
            .Approved("2026-01-05 13:00", "quiet");

    private const string Seats = """{"licensed":2,"restricted":0}""";

    private const string LongCall =
        """{"duration":20000,"direction":"outbound","destination":"local-landline","user":"kim"}""";

    private static Story Warned(
        string policy,
        string plan,
        string type,
        string data,
        string clause
    ) =>
        Story
            .Under(policy, plan: plan)
            .At("2026-01-01 01:00", "seats.set", Seats)
            .At("2026-01-05 10:00", type, data)
            .Delivered("2026-01-05 12:00", $"{clause}@2026-01-01:warned");

    private static Story Found(this Story story, string time, string named) =>
        story.At(
            time,
            "finding.made",
            $$"""{"case":"{{named}}","by":"ann","reason":"the figures hold"}"""
        );

    private static Story Proposed(
        this Story story,
        string time,
        string step,
        string to,
        string named,
        string more = ""
    ) =>
        story.At(
            time,
            "step.proposed",
            $$"""{"step":"{{step}}","to":"{{to}}","cases":["{{named}}"],"by":"ann","reason":"it goes on"{{more}}}"""
        );

    private static Story Approved(this Story story, string time, string step) =>
        story.At(
            time,
            "step.approved",
            $$"""{"step":"{{step}}","by":"bob","reason":"agreed, after a call"}"""
        );

    private static Story Delivered(this Story story, string time, string step) =>
        story.At(time, "notice.delivered", $$"""{"step":"{{step}}","channel":"email"}""");
}
