using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Node.Refusals;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>Policies that come while the node runs, and folders that disagree with the ledger.</summary>
public class PublishingTests
{
    [Fact]
    public async Task A_version_is_in_force_from_its_date_on_for_the_gate_and_for_statements()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(
            Story.Under("engagece").At("2026-01-05", "mms.sent").At("2026-03-05", "mms.sent")
        );
        var published = await served.Node.PublishAsync(Dearer("2026.2", "2026-02-01"));
        published.Version.Version.ShouldBe("2026.2");
        Version(served).ShouldBe("2020.3.2");
        served.Clock.Set("2026-01-31T23:59:59Z");
        Version(served).ShouldBe("2020.3.2");
        served.Clock.Set("2026-02-01");
        Version(served).ShouldBe("2026.2");
        await served.RestartAsync();
        Version(served).ShouldBe("2026.2");
        await served.UntilAsync("2026-04-05");
        served
            .Stated("acme")
            .Select(each => (each.Statement.Lines[0].Version, each.Statement.Due.ToString()))
            .ShouldBe([("2020.3.2", "0.12"), ("2026.2", "0.00"), ("2026.2", "0.18")]);
        served
            .Node.Policies()
            .Where(each => each.Version.Name == "engagece")
            .Select(each => each.Version.Version)
            .ShouldBe(["2020.3.2", "2026.2"]);
    }

    [Fact]
    public async Task The_gate_answers_by_the_version_in_force()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(
            Story.Under("qcontact").At("2026-01-05", "entity-type.created", """{"count":450}""")
        );
        await served.Node.PublishAsync(
            Published
                .WithoutExamples(Published.Text("qcontact", "2026.2", "2026-02-01"))
                .Replace(
                    "[500 custom entity types](#limit-entity-types \"limit.amount\")",
                    "[400 custom entity types](#limit-entity-types \"limit.amount\")"
                )
                .Replace("limit: { amount: 500 entity types", "limit: { amount: 400 entity types")
        );
        served.Clock.Set("2026-01-31T23:59:59Z");
        (await served.AskAsync("acme", "entity-type.created")).Decision.Outcome.ShouldBe(
            Outcome.Allow
        );
        served.Clock.Set("2026-02-01");
        var after = (await served.AskAsync("acme", "entity-type.created")).Decision;
        after.Outcome.ShouldBe(Outcome.Warn);
        after.Reasons[0].Cited.Version.ShouldBe("2026.2");
    }

    [Fact]
    public async Task Publishing_the_same_text_again_changes_nothing()
    {
        await using var served = await ServedNode.At("2026-01-01");
        var text = Dearer("2026.2", "2026-02-01");
        var one = await served.Node.PublishAsync(text);
        served.Clock.Set("2026-03-01");
        (await served.Node.PublishAsync(text)).ShouldBe(one);
    }

    [Fact]
    public async Task What_cannot_join_is_refused_and_changes_nothing()
    {
        await using var served = await ServedNode.At("2026-01-01");
        var before = served.Node.Policies().Count;
        await Refused(served, Dearer("2020.3.2", "2026-02-01"), Code.Conflict, "another text");
        await Refused(served, Dearer("2026.1", "2025-12-31"), Code.Conflict, "which is past");
        await served.Node.PublishAsync(Dearer("2026.2", "2026-02-01"));
        await Refused(
            served,
            Dearer("2026.3", "2026-02-01"),
            Code.Conflict,
            "another version of engagece takes effect"
        );
        var wrong = Dearer("2026.4", "2026-04-01").Replace("costs [2 nudges]", "costs [3 nudges]");
        var problems = await Refused(served, wrong, Code.PolicyUnsound, "check");
        problems.ShouldHaveSingleItem().Line.ShouldBeGreaterThan(100);
        await Refused(served, "", Code.PolicyUnsound, "check");
        await Refused(served, "# Nothing", Code.PolicyUnsound, "check");
        served.Node.Policies().Count.ShouldBe(before + 1);
    }

    [Fact]
    public async Task Of_two_who_publish_one_version_at_once_one_is_told_of_the_other()
    {
        await using var served = await ServedNode.At("2026-01-01");
        using var start = new Barrier(2);
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        var text =
                            Dearer("2026.2", "2026-02-01")
                            + $"\nNumber {(i == 0 ? "one" : "two")}.\n";
                        start.SignalAndWait();
                        try
                        {
                            return (await served.Node.PublishAsync(text)).Text == text;
                        }
                        catch (RequestException refused) when (refused.Code == Code.Conflict)
                        {
                            return false;
                        }
                    })
                )
        );
        outcomes.Count(each => each).ShouldBe(1);
    }

    [Fact]
    public async Task Another_node_learns_of_a_version_that_was_published()
    {
        await using var one = await ServedNode.At("2026-01-01");
        await using var other = await one.BesideAsync();
        await one.Node.PublishAsync(Dearer("2026.2", "2026-02-01"));
        await other.Node.LookAfterDueAsync();
        other.Node.Policies().ShouldContain(each => each.Version.Version == "2026.2");
        await Refused(other, Dearer("2026.3", "2026-02-01"), Code.Conflict, "takes effect");
    }

    [Fact]
    public async Task A_version_stays_as_it_was_published_and_what_breaks_a_promise_is_refused_at_the_start()
    {
        var policies = Directory.CreateTempSubdirectory("evenhand-policies-");
        try
        {
            foreach (var name in new[] { "catalogue.yaml", "engagece.md" })
                File.Copy(
                    RepositoryFile.PathOf($"policies/{name}"),
                    Path.Combine(policies.FullName, name)
                );
            await using var served = await ServedNode.Fresh("2026-01-10", policies.FullName);
            await served.SendAsync(Story.Under("engagece"));
            var file = Path.Combine(policies.FullName, "engagece.md");
            var text = File.ReadAllText(file);

            File.WriteAllText(file, text + "\nOne word more.\n");
            await served.RestartAsync();
            served.Node.Policies().ShouldHaveSingleItem().Text.ShouldBe(text);

            File.WriteAllText(file, text);
            var next = Path.Combine(policies.FullName, "engagece-next.md");
            File.WriteAllText(next, Dearer("2026.1", "2025-12-31"));
            (await Start(served)).Message.ShouldContain("which is past");

            File.WriteAllText(
                next,
                Dearer("2026.2", "2026-02-20").Replace("[2 nudges]", "[4 nudges]")
            );
            (await Start(served)).Problems.ShouldHaveSingleItem();

            File.WriteAllText(next, Dearer("2026.2", "2026-02-20"));
            await served.RestartAsync();
            served.Node.Policies().Count.ShouldBe(2);

            File.Delete(file);
            await served.RestartAsync();
            served.Node.Account(new AccountId("acme"))!.Version.ShouldBe("2020.3.2");
        }
        finally
        {
            policies.Delete(recursive: true);
        }
    }

    private static async Task<RequestException> Start(ServedNode served)
    {
        await served.StopAsync();
        var refused = await Should.ThrowAsync<RequestException>(served.StartAsync);
        refused.Code.ShouldBe(Code.PolicyUnsound);
        return refused;
    }

    private static async Task<IReadOnlyList<(int Line, string Message)>> Refused(
        ServedNode served,
        string text,
        Code code,
        string why
    )
    {
        var refused = await Should.ThrowAsync<RequestException>(() =>
            served.Node.PublishAsync(text)
        );
        refused.Code.ShouldBe(code);
        refused.Message.ShouldContain(why);
        return refused.Problems;
    }

    private static string Version(ServedNode served) =>
        served.Node.Account(new AccountId("acme"))!.Version;

    /// <summary>engagece with a price of 9 cents where it has 6.</summary>
    internal static string Dearer(string version, string effective) =>
        Published
            .WithoutExamples(Published.Text("engagece", version, effective))
            .Replace(
                "[0.06](#volume-plan \"plan.no-plan.fee.USD\")",
                "[0.09](#volume-plan \"plan.no-plan.fee.USD\")"
            )
            .Replace(
                "no-plan: { allotment: 0 nudges, fee: { USD: 0.06",
                "no-plan: { allotment: 0 nudges, fee: { USD: 0.09"
            );
}
