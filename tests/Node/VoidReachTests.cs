using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Node.Bodies;
using Evenhand.Node.Roles;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>What a void may take back goes by who sent it, in whatever order things arrive.</summary>
[Trait("fault", "S1-4")]
public class VoidReachTests
{
    private const string Waiver = """{"clause":"volume-plan","cycle":"2026-01-01"}""";

    [Fact]
    public async Task The_order_of_arrival_changes_nothing()
    {
        var said = new HashSet<string>();
        for (var seed = 1; seed <= 8; seed++)
        {
            await using var served = await ServedNode.At("2026-02-10");
            var events = Sent().ToArray();
            new Random(seed).Shuffle(events);
            foreach (var (roles, line) in events)
                await SendAsync(served, roles, line);
            said.Add(State(served));
            await served.RestartAsync(snapshots: false);
            said.Add(State(served));
            said.Count.ShouldBe(1, $"seed {seed}");
        }
        // Seven seats, of two nudges one is left, and the waiver stands.
        said.Single().ShouldStartWith("7 ");
        said.Single().ShouldContain("\"quantity\":\"600\"");
        said.Single().ShouldContain("waived");
    }

    [Theory]
    [InlineData("usage", "usage", Matter.Usage)]
    [InlineData("usage", "terms", Matter.Usage)]
    [InlineData("terms", "usage", Matter.Terms)]
    [InlineData(null, "usage+money", Matter.Usage | Matter.Money)]
    [InlineData("usage+terms", "usage+money", Matter.Usage)]
    [InlineData("usage", "money", Matter.Usage)]
    public async Task A_void_may_say_itself_how_far_it_reaches(string? of, string has, Matter about)
    {
        await using var served = await ServedNode.At("2026-02-10");
        RoleSet roles = RoleSet.Of(
            has.Split('+')
                .Select(word =>
                    word switch
                    {
                        "usage" => Role.Ingest,
                        "terms" => Role.Operator,
                        _ => Role.Billing,
                    }
                )
        );
        var said = of is null ? "" : $",\"of\":\"{of}\"";
        var line = new Story().At(
            "2026-02-01",
            "usage.voided",
            $$"""{"source":"test","id":"x"{{said}}}""",
            "void"
        );
        var within = SenderTable.Reach(roles) & (of is null ? Matter.All : about);
        var outcome = await SendAsync(served, roles, line.Lines[0]);
        outcome.Accepted.ShouldBe(within == Matter.None ? 0 : 1);
    }

    [Fact]
    public async Task The_same_void_again_is_a_repeat_and_one_that_reaches_further_is_another()
    {
        await using var served = await ServedNode.At("2026-02-10");
        var line = Void("x", "void");
        (await SendAsync(served, Role.Ingest, line)).Accepted.ShouldBe(1);
        (await SendAsync(served, Role.Ingest, line)).Duplicates.ShouldBe(1);
        (await SendAsync(served, Role.Admin, line)).Rejected.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_void_of_a_void_has_no_effect_whoever_sends_it()
    {
        await using var served = await ServedNode.At("2026-02-10");
        foreach (var (roles, line) in Sent())
            await SendAsync(served, roles, line);
        var before = State(served);
        foreach (
            var roles in new RoleSet[] { Role.Ingest, Role.Operator, Role.Billing, Role.Admin }
        )
            await SendAsync(served, roles, Void("void-mine", $"void of void by {roles}"));
        State(served).ShouldBe(before);
    }

    private static IEnumerable<(RoleSet Roles, string Line)> Sent()
    {
        yield return (
            Role.Operator,
            Story.Under("engagece", opened: "2026-01-01", plan: "volume-500").Lines[0]
        );
        yield return (Role.Operator, Line("seats.set", """{"licensed":7}""", "seats"));
        yield return (
            Role.Ingest,
            Line("email.sent", """{"origin":"sequence","count":600}""", "mine")
        );
        yield return (
            Role.Ingest,
            Line("email.sent", """{"origin":"sequence","count":600}""", "theirs")
        );
        yield return (Role.Billing, Line("charge.waived", Waiver, "waiver"));
        yield return (Role.Ingest, Void("mine", "void-mine"));
        yield return (Role.Ingest, Void("seats", "void-seats"));
        yield return (Role.Ingest, Void("waiver", "void-waiver"));
        yield return (Role.Operator, Void("theirs", "void-theirs"));
        yield return (Role.Operator, Void("waiver", "void-waiver-2"));
        yield return (Role.Billing, Void("seats", "void-seats-2"));
        yield return (Role.Billing, Void("theirs", "void-theirs-2"));
        yield return (RoleSet.Of(Role.Ingest, Role.Operator), Void("waiver", "void-waiver-3"));
    }

    private static string Line(string type, string data, string id) =>
        new Story().At("2026-01-05", type, data, id).Lines[0];

    private static string Void(string what, string id) =>
        Line("usage.voided", $$"""{"source":"test","id":"{{what}}"}""", id);

    private static async Task<IngestOutcome> SendAsync(
        ServedNode served,
        RoleSet roles,
        string line
    )
    {
        var key = new Key(roles.ToString(), roles, AccountId.None, "", new(0), null);
        return await served.Node.IngestAsync(
            Encoding.UTF8.GetBytes(line),
            BodyFormat.Lines,
            served.Node.SenderOf(key)
        );
    }

    private static string State(ServedNode served) =>
        $"{served.Node.Account(new AccountId("acme"))!.Licensed} {served.Expected("acme")}";
}
