using System.Text.Json.Nodes;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Standing;
using Evenhand.Core.Stream;
using Evenhand.Node.Acts;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Tests.Core;
using Evenhand.Tests.Ledger.Troubled;
using Shouldly;
using Xunit;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Tests.Node.Acts;

/// <summary>
/// Acts over a ledger of which each single call fails once. An act is done whole or not at all; sent again with its id it is done
/// once, and answered as the first time.
/// </summary>
public class ActFaultTests
{
    private const string Case = "api-calls@2026-02-01";

    private static readonly (
        Kind Act,
        string Who,
        string Id,
        string Address,
        string Body
    )[] Ladder =
    [
        (Kind.FindingMade, "ann", "f1", Case, """{"reason":"seen"}"""),
        (
            Kind.StepProposed,
            "ann",
            "p1",
            "",
            $$"""{"step":"s1","to":"charged","cases":["{{Case}}"],"reason":"so","price":{"clause":"api-calls","per":"1000","amount":"0.25"} }"""
        ),
        (Kind.StepApproved, "bob", "a1", "s1", """{"reason":"agreed"}"""),
    ];

    private static readonly (
        Kind Act,
        string Who,
        string Id,
        string Address,
        string Body
    ) Delivery = (
        Kind.NoticeDelivered,
        "bob",
        "d1",
        "api-calls@2026-01-01:warned",
        """{"channel":"email"}"""
    );

    [Fact]
    public async Task Whatever_fails_as_people_act_each_act_is_done_once_when_it_is_sent_again()
    {
        var expected = "";
        var (again, struck) = (0, 0);
        struck = await FaultPoints.EachAsync(async plan =>
        {
            await using var served = await BeginAsync(plan);
            plan.Watch();
            var answers = new List<ActDone?>();
            foreach (var act in Ladder)
                answers.Add(await TryAsync(served, act));
            plan.Mend();
            for (var i = 0; i < Ladder.Length; i++)
            {
                var done = await ActAsync(served, Ladder[i]);
                again += answers[i] is null ? 1 : 0;
                if (answers[i] is { } first)
                    done.ShouldBe(first);
            }
            var stands = Words(served.Node.Standing.Of(new AccountId("acme"))!);
            if (expected.Length == 0)
                expected = stands;
            stands.ShouldBe(expected);
            await served.RestartAsync();
            Words(served.Node.Standing.Of(new AccountId("acme"))!).ShouldBe(expected);
            await served.RestartAsync(snapshots: false);
            Words(served.Node.Standing.Of(new AccountId("acme"))!).ShouldBe(expected);
        });
        expected.ShouldContain("s1 Charged Announced ann bob");
        struck.ShouldBeGreaterThan(3);
        again.ShouldBeGreaterThan(0);
    }

    private static async Task<ServedNode> BeginAsync(TroublePlan plan)
    {
        var served = await ServedNode.At("2026-01-05", between: plan.Between);
        await served.SendAsync(
            Story
                .Under("stackcx", plan: "starter")
                .At("2026-01-02", "api.called", """{"count":52000}""")
        );
        foreach (var (id, role) in new[] { ("ann", Role.Reviewer), ("bob", Role.Operator) })
        {
            await served.Node.People.AddAsync(id, id, "", role);
            await served.Node.Keys.CreateAsync(role, AccountId.None, id, person: id);
        }
        // It was warned in January, and goes on in February.
        await ActAsync(served, Delivery);
        await served.UntilAsync("2026-02-03");
        await served.SendAsync(
            new Story().At("2026-02-02", "api.called", """{"count":52000}""", "more")
        );
        return served;
    }

    /// <summary>Does an act; null where the ledger did not take it, which may be sent again.</summary>
    private static async Task<ActDone?> TryAsync(
        ServedNode served,
        (Kind, string, string, string, string) act
    )
    {
        try
        {
            return await ActAsync(served, act);
        }
        catch (RequestException refused)
        {
            // What rests on an act that is not done is not possible yet.
            (refused.Code.Row().Again || refused.Code == Code.Unmet).ShouldBeTrue(
                $"{refused.Code}: {refused.Message}"
            );
            return null;
        }
    }

    private static Task<ActDone> ActAsync(
        ServedNode served,
        (Kind Act, string Who, string Id, string Address, string Body) act
    )
    {
        served.Clock.Add(TimeSpan.FromSeconds(1));
        var row = ActTable.Of(act.Act)!;
        var order = new ActOrder(
            new AccountId("acme"),
            act.Id,
            row.InAddress.ToDictionary(name => name, _ => act.Address),
            JsonNode.Parse(act.Body)!.AsObject()
        );
        var key = served.Node.Keys.All.Single(each => each.Person == act.Who);
        return served.Node.Acts.ActAsync(row, order, key);
    }

    private static string Words(StandingFigures standing) =>
        string.Join(
            '\n',
            [
                .. standing.Cases.Select(each => $"{each.Id} {each.State} {each.FoundBy}"),
                .. standing.Steps.Select(each =>
                    $"{each.Id} {each.To} {each.State} {string.Join(' ', each.Takers)}"
                ),
            ]
        );
}
