using System.Net;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Node.Acts;
using Evenhand.Node.Roles;
using Evenhand.Tests.Replay;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>What people decide, over HTTP: in their own names, once, and only where all conditions hold.</summary>
public sealed class ActTests : IAsyncLifetime
{
    private const string Reason = """{"reason":"the figures hold"}""";

    private Cast cast = null!;

    public async ValueTask InitializeAsync() => cast = await Cast.AtAsync("2026-01-05");

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task Each_act_is_done_by_the_roles_of_its_row_and_by_nobody_else()
    {
        await cast.OpenAsync("acme");
        foreach (var row in ActTable.Rows)
        foreach (var who in new[] { "ann", "bob", "cyd", "dan", "eve", "acme" })
        {
            var roles =
                who == "acme" ? Role.Account : cast.Server.Server.Node.People.Find(who)!.Roles;
            var answer = await cast.PostAsync(who, Path(row), "{}");
            var reached = answer.Status != HttpStatusCode.Forbidden;
            reached.ShouldBe(roles.Overlaps(row.Roles), $"{who} does {row.Type}: {answer.Body}");
        }
    }

    [Fact]
    public async Task A_key_of_nobody_does_no_act_of_a_person_and_is_told_what_to_do()
    {
        await cast.OpenAsync("acme");
        foreach (var row in ActTable.Rows.Where(row => !row.IsOfAccount))
        {
            var answer = await cast.Server.PostAsync(Path(row), Reason);
            answer.Status.ShouldBe(HttpStatusCode.Forbidden, row.Type);
            answer.Detail!.ShouldContain("evenhand people add");
        }
    }

    [Fact]
    public async Task A_person_does_with_a_key_what_both_of_them_may()
    {
        await cast.OpenAsync("acme");
        var opened = await cast.CaseAsync("acme");
        var node = cast.Server.Server.Node;
        var (_, less) = await node.Keys.CreateAsync(
            Role.Reviewer,
            AccountId.None,
            "",
            person: "bob"
        );
        var (_, more) = await node.Keys.CreateAsync(Role.Admin, AccountId.None, "", person: "ann");
        var approval = $"/v1/accounts/acme/steps/{opened}:warned/withdrawal";
        foreach (var key in new[] { less, more })
            (await cast.Server.PostAsync(approval, Reason, key: key)).Status.ShouldBe(
                HttpStatusCode.Forbidden
            );
        await node.People.EndAsync("bob");
        (await cast.PostAsync("bob", approval, Reason)).Status.ShouldBe(
            HttpStatusCode.Unauthorized
        );
    }

    [Fact]
    public async Task The_ladder_is_climbed_with_two_persons_and_delivered_notices()
    {
        var opened = await cast.WarnedAsync("acme");
        var found = await cast.DoAsync("ann", $"/v1/accounts/acme/cases/{opened}/finding", Reason);
        found.GetProperty("by").GetString().ShouldBe("ann");
        found.GetProperty("about").GetString().ShouldBe(opened);
        found.GetProperty("type").GetString().ShouldBe("finding.made");
        await cast.DoAsync("ann", "/v1/accounts/acme/steps", Cast.Charge(opened, "s1"));
        (
            await cast.RefusedAsync("ann", "/v1/accounts/acme/steps", Cast.Charge(opened, "s2"))
        ).ShouldBe("higher");
        await cast.DoAsync("bob", "/v1/accounts/acme/steps/s1/approval", Reason);
        await cast.DoAsync("bob", "/v1/accounts/acme/steps/s1/delivery", """{"channel":"email"}""");
        (await cast.RefusedAsync("bob", "/v1/accounts/acme/steps/s1/lifting", Reason)).ShouldBe(
            "state"
        );
        await cast.UntilAsync("2026-02-20");
        await cast.DoAsync("bob", "/v1/accounts/acme/steps/s1/lifting", Reason);
        await cast.HasItsEffectAsync("acme");
    }

    [Fact]
    public async Task Nobody_approves_a_step_that_they_proposed()
    {
        var opened = await cast.WarnedAsync("acme");
        await cast.DoAsync("bob", $"/v1/accounts/acme/cases/{opened}/finding", Reason);
        await cast.DoAsync("bob", "/v1/accounts/acme/steps", Cast.Charge(opened, "s1"));
        (await cast.RefusedAsync("bob", "/v1/accounts/acme/steps/s1/approval", Reason)).ShouldBe(
            "person"
        );
        await cast.DoAsync("cyd", "/v1/accounts/acme/steps/s1/approval", Reason);
    }

    [Fact]
    public async Task Every_condition_that_fails_is_named_and_nothing_is_stored()
    {
        await cast.OpenAsync("acme");
        var opened = await cast.CaseAsync("acme");
        var before = (await cast.Server.GetAsync("/v1/events/export?account=acme")).Body;
        (
            await cast.RefusedAsync(
                "ann",
                "/v1/accounts/acme/steps",
                $$"""{"to":"suspended","cases":["{{opened}}","none@2026-01-01"],"reason":"r","step":"x:y","price":{"clause":"api-calls","per":"1","amount":"1"} }"""
            )
        ).ShouldBe("cases charge needed taken");
        (await cast.RefusedAsync("bob", "/v1/accounts/acme/steps/none/approval", Reason)).ShouldBe(
            "unknown"
        );
        (await cast.Server.GetAsync("/v1/events/export?account=acme")).Body.ShouldBe(before);
    }

    [Fact]
    public async Task An_act_that_time_alone_makes_possible_says_from_when_on()
    {
        await cast.OpenAsync("acme");
        await cast.CaseAsync("acme");
        var early = await cast.PostAsync(
            "acme",
            "/v1/appeals",
            """{"against":{"clause":"api-calls","cycle":"2026-01-01"},"reason":"not so"}"""
        );
        early.Status.ShouldBe(HttpStatusCode.Conflict, early.Body);
        early.Json.GetProperty("unmet")[0].GetString().ShouldBe("time");
        early.Json.GetProperty("possible_from").GetString().ShouldBe("2026-02-01T00:00:00Z");
    }

    [Fact]
    public async Task The_same_act_sent_again_is_answered_as_the_first_time_and_another_under_its_id_is_not()
    {
        var opened = await cast.WarnedAsync("acme");
        var path = $"/v1/accounts/acme/cases/{opened}/dismissal";
        const string Body = """{"id":"once","reason":"a test run"}""";
        var first = await cast.DoAsync("ann", path, Body);
        var again = await cast.DoAsync("ann", path, Body);
        again.GetRawText().ShouldBe(first.GetRawText());
        foreach (
            var (who, body) in new[]
            {
                ("ann", """{"id":"once","reason":"another"}"""),
                ("bob", Body),
            }
        )
        {
            var other = await cast.PostAsync(who, path, body);
            other.Status.ShouldBe(HttpStatusCode.Conflict);
            other.Json.GetProperty("code").GetString().ShouldBe("conflict");
        }
        (await cast.StoredAsync("acme", "case.dismissed")).ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_who_act_at_once_on_one_thing_one_succeeds()
    {
        var opened = await cast.WarnedAsync("acme");
        await cast.DoAsync("ann", $"/v1/accounts/acme/cases/{opened}/finding", Reason);
        var proposals = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    cast.PostAsync("ann", "/v1/accounts/acme/steps", Cast.Charge(opened, $"s{i}"))
                )
        );
        proposals.Count(each => each.Status == HttpStatusCode.OK).ShouldBe(1);
        proposals.Count(each => each.Status == HttpStatusCode.Conflict).ShouldBe(19);
        var step = proposals
            .Single(each => each.Status == HttpStatusCode.OK)
            .Json.GetProperty("about");
        var approvals = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    cast.PostAsync(
                        i % 2 == 0 ? "bob" : "cyd",
                        $"/v1/accounts/acme/steps/{step.GetString()}/approval",
                        Reason
                    )
                )
        );
        approvals.Count(each => each.Status == HttpStatusCode.OK).ShouldBe(1);
        approvals.Count(each => each.Status == HttpStatusCode.Conflict).ShouldBe(19);
        await cast.HasItsEffectAsync("acme");
    }

    [Fact]
    public async Task Through_the_events_no_act_comes_in_nor_is_one_taken_back()
    {
        var opened = await cast.WarnedAsync("acme");
        await cast.DoAsync(
            "ann",
            $"/v1/accounts/acme/cases/{opened}/finding",
            """{"id":"f1","reason":"so it is"}"""
        );
        (string Type, string Data)[] acts =
        [
            ("finding.made", $$"""{"case":"{{opened}}","by":"ann","reason":"r"}"""),
            ("step.approved", """{"step":"s1","by":"bob","reason":"r"}"""),
            ("notice.delivered", """{"step":"s1","channel":"email"}"""),
            (
                "exception.granted",
                """{"clause":"api-calls","from":"2026-01-01T00:00:00Z","to":"2026-03-01T00:00:00Z","exception":"q1","by":"ann"}"""
            ),
            (
                "exception.granted",
                """{"clause":"api-calls","from":"2026-01-01T00:00:00Z","to":"2026-03-01T00:00:00Z","by":"ann"}"""
            ),
            ("usage.voided", """{"source":"evenhand:acts/acme","id":"f1"}"""),
            ("usage.voided", """{"source":"evenhand:acts/acme","id":"to-come"}"""),
        ];
        string[] keys =
        [
            ServerUnderTest.AdminKey,
            .. new[] { "ann", "bob", "dan", "acme" }.Select(cast.KeyOf),
        ];
        foreach (var (type, data) in acts)
        foreach (var key in keys)
        {
            var line = TestEvents.Line(
                "acme",
                Guid.NewGuid().ToString(),
                type,
                data,
                cast.Clock.GetUtcNow()
            );
            var answer = await cast.Server.PostAsync(
                "/v1/events",
                line,
                "application/x-ndjson",
                key
            );
            if (answer.Status == HttpStatusCode.Forbidden)
                continue;
            var rejected = answer
                .Json.GetProperty("rejected")
                .EnumerateArray()
                .ShouldHaveSingleItem();
            rejected.GetProperty("code").GetString().ShouldBe("role", $"{type} {answer.Body}");
        }
        (await cast.StoredAsync("acme", "finding.made")).ShouldBe(1);
        (await cast.StoredAsync("acme", "usage.voided")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_acted_stands_in_the_trail()
    {
        var opened = await cast.WarnedAsync("acme");
        await cast.DoAsync("ann", $"/v1/accounts/acme/cases/{opened}/finding", Reason);
        var entry = (await cast.Server.GetAsync("/v1/audit?account=acme&type=finding.made"))
            .Json.GetProperty("items")
            .EnumerateArray()
            .ShouldHaveSingleItem();
        entry.GetProperty("by").GetProperty("person").GetString().ShouldBe("ann");
    }

    [Fact]
    public async Task A_body_that_says_who_acts_or_when_is_no_good()
    {
        var opened = await cast.WarnedAsync("acme");
        foreach (
            var field in new[]
            {
                "\"by\":\"bob\"",
                "\"time\":\"2026-01-01T00:00:00Z\"",
                "\"case\":\"x\"",
            }
        )
        {
            var answer = await cast.PostAsync(
                "ann",
                $"/v1/accounts/acme/cases/{opened}/finding",
                $$"""{"reason":"r",{{field}}}"""
            );
            answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Body);
        }
        var blank = await cast.PostAsync(
            "ann",
            $"/v1/accounts/acme/cases/{opened}/finding",
            """{"reason":" "}"""
        );
        blank.Status.ShouldBe(HttpStatusCode.BadRequest, blank.Body);
    }

    private static string Path(ActRow row) =>
        row
            .Pattern.Replace("{account}", "acme")
            .Replace("{case}", "api-calls@2026-01-01")
            .Replace("{cycle}", "2026-01-01")
            .Replace("{clause}", "api-calls")
            .Replace("{step}", "s1")
            .Replace("{appeal}", "a1")
            .Replace("{exception}", "q1")
            .Replace("{act}", "f1");
}
