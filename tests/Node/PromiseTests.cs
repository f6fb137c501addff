using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Audit;
using Evenhand.Node.Policies;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>What a version promises about notice is kept by those after it, or somebody says why not.</summary>
[Trait("fault", "S1-11")]
public class PromiseTests
{
    private static readonly PublishTerms Nevertheless = new(Override: "A court has ordered it.");

    [Fact]
    public async Task A_version_that_breaks_the_notice_is_refused_also_where_nothing_would_be_stored()
    {
        await using var served = await ServedNode.At("2026-01-10");
        foreach (var terms in new[] { new PublishTerms(), new PublishTerms(DryRun: true) })
        {
            var refused = await Refused(served, Dearer("2026.2", "2026-02-01"), terms);
            refused.Code.ShouldBe(Code.NoticeBroken);
            refused.Message.ShouldContain("30 days");
            refused.Message.ShouldContain("2026-02-09");
        }
        var kept = await served.Node.PublishAsync(
            Dearer("2026.2", "2026-02-09"),
            new PublishTerms(DryRun: true)
        );
        kept.Override.ShouldBeNull();
        served.Node.Policies().ShouldNotContain(each => each.Version.Version == "2026.2");
        await served.Node.PublishAsync(Dearer("2026.2", "2026-02-09"), Nevertheless);
        served.Node.Policies().Single(Is("2026.2")).Override.ShouldBeNull();
    }

    [Fact]
    public async Task An_overridden_version_holds_at_once_for_new_accounts_and_for_others_once_the_notice_is_over()
    {
        await using var served = await ServedNode.At("2026-01-10");
        await served.SendAsync(Story.Under("engagece", opened: "2026-01-05"));
        var published = await served.Node.PublishAsync(
            Dearer("2026.2", "2026-01-20"),
            Nevertheless
        );
        published.Override.ShouldBe(
            new NoticeOverride("A court has ordered it.", "30 days", Tick("2026-02-09"))
        );
        served.Clock.Set("2026-01-20");
        await served.SendAsync(
            new Story { Account = "newcomer" }.At(
                "2026-01-20",
                "account.opened",
                """{"policy":"engagece","currency":"USD","time_zone":"UTC"}"""
            )
        );
        foreach (var snapshots in new[] { true, false })
        {
            VersionOf(served, "newcomer").ShouldBe("2026.2");
            VersionOf(served, "acme").ShouldBe("2020.3.2");
            await served.RestartAsync(snapshots);
        }
        served.Clock.Set("2026-02-08T23:59:59Z");
        VersionOf(served, "acme").ShouldBe("2020.3.2");
        served.Clock.Set("2026-02-09");
        VersionOf(served, "acme").ShouldBe("2026.2");
        await served.RestartAsync();
        VersionOf(served, "acme").ShouldBe("2026.2");
    }

    [Fact]
    public async Task What_was_used_before_the_notice_is_over_is_stated_as_it_was_promised()
    {
        await using var served = await ServedNode.At("2026-01-10");
        await served.SendAsync(Story.Under("engagece").At("2026-01-05", "mms.sent"));
        await served.Node.PublishAsync(Dearer("2026.2", "2026-01-20"), Nevertheless);
        served.Clock.Set("2026-03-02");
        await served.SendAsync(
            new Story()
                .At("2026-02-01", "mms.sent", id: "in-february")
                .At("2026-03-01", "mms.sent", id: "in-march")
        );
        await served.UntilAsync("2026-04-05");
        served
            .Stated("acme")
            .Select(each => (each.Statement.Lines[0].Version, each.Statement.Due.ToString()))
            .ShouldBe([("2020.3.2", "0.12"), ("2020.3.2", "0.12"), ("2026.2", "0.18")]);
    }

    [Fact]
    public async Task The_version_after_an_overridden_one_owes_its_notice_to_those_who_are_not_under_that_yet()
    {
        await using var served = await ServedNode.At("2026-01-10");
        await served.Node.PublishAsync(
            Dearer("2026.2", "2026-01-20")
                .Replace("notice: { adverse: 30 days", "notice: { adverse: 5 days"),
            Nevertheless
        );
        var next = Dearer("2026.3", "2026-01-25").Replace("0.09", "0.10");
        (await Refused(served, next)).Message.ShouldContain(
            "2020.3.2 promises a notice of 30 days"
        );
    }

    [Fact]
    public async Task A_version_that_slips_in_before_one_that_is_announced_may_not_promise_what_that_cannot_keep()
    {
        await using var served = await ServedNode.At("2026-01-10");
        await served.Node.PublishAsync(Dearer("2026.3", "2026-02-20"));
        var patient = Published.WithoutExamples(
            Published
                .Text("engagece", "2026.2", "2026-02-15")
                .Replace("notice: { adverse: 30 days", "notice: { adverse: 60 days")
        );
        (await Refused(served, patient)).Message.ShouldContain("2026.3 is announced");
    }

    [Fact]
    public async Task A_version_that_is_not_yet_in_force_can_be_taken_back_and_published_anew()
    {
        await using var served = await ServedNode.At("2026-01-10");
        await served.SendAsync(Story.Under("engagece"));
        var text = Dearer("2026.2", "2026-03-01");
        await served.Node.PublishAsync(text);
        await served.Node.WithdrawAsync("engagece", "2026.2");
        served.Node.Policies().ShouldNotContain(each => each.Version.Version == "2026.2");
        await served.RestartAsync();
        served.Node.Policies().ShouldNotContain(each => each.Version.Version == "2026.2");
        served.Clock.Set("2026-03-02");
        VersionOf(served, "acme").ShouldBe("2020.3.2");
        (await served.Node.AuditAsync(new AuditQuery(), 100))
            .Items.Select(each => each.Type)
            .ShouldContain("policy.withdrawn");
        (await Refused(served, text)).Message.ShouldContain("which is past");
        var later = Dearer("2026.2", "2026-05-01");
        await served.Node.PublishAsync(later);
        await served.RestartAsync();
        served.Node.Policies().Single(Is("2026.2")).Text.ShouldBe(later);
    }

    [Fact]
    public async Task What_is_in_force_or_all_that_there_is_cannot_be_taken_back()
    {
        await using var served = await ServedNode.At("2026-01-10");
        await served.SendAsync(Story.Under("engagece"));
        (await Withdrawn(served, "2020.3.2")).Code.ShouldBe(Code.Conflict);
        (await Withdrawn(served, "1999.1")).Code.ShouldBe(Code.NotFound);
        await served.Node.PublishAsync(Dearer("2026.2", "2026-02-09"));
        served.Clock.Set("2026-02-09");
        (await Withdrawn(served, "2026.2")).Message.ShouldContain("in force since");
        await served.Node.PublishAsync(
            Dearer("1", "2026-06-01").Replace("policy: engagece", "policy: another")
        );
        var only = await Should.ThrowAsync<RequestException>(() =>
            served.Node.WithdrawAsync("another", "1")
        );
        only.Message.ShouldContain("first of its policy");
    }

    [Fact]
    public async Task Another_node_learns_that_a_version_was_taken_back()
    {
        await using var one = await ServedNode.At("2026-01-10");
        await using var other = await one.BesideAsync();
        await one.Node.PublishAsync(Dearer("2026.2", "2026-03-01"));
        await other.Node.LookAfterDueAsync();
        await one.Node.WithdrawAsync("engagece", "2026.2");
        await other.Node.LookAfterDueAsync();
        other.Node.Policies().ShouldNotContain(each => each.Version.Version == "2026.2");
    }

    [Fact]
    public async Task A_folder_keeps_promises_too_but_for_versions_that_were_there_at_the_first_start()
    {
        var policies = Directory.CreateTempSubdirectory("evenhand-policies-");
        try
        {
            void Write(string name, string text) =>
                File.WriteAllText(Path.Combine(policies.FullName, name), text);
            File.Copy(
                RepositoryFile.PathOf("policies/catalogue.yaml"),
                Path.Combine(policies.FullName, "catalogue.yaml")
            );
            Write("engagece.md", Published.Text("engagece", "2020.3.2", "2020-03-02"));
            Write("engagece-soon.md", Dearer("2026.2", "2026-01-12"));
            await using var served = await ServedNode.Fresh("2026-01-10", policies.FullName);
            served.Node.Policies().Count.ShouldBe(2);

            var next = Dearer("2026.3", "2026-01-20").Replace("0.09", "0.10");
            Write("engagece-next.md", next);
            await served.StopAsync();
            var refused = await Should.ThrowAsync<RequestException>(served.StartAsync);
            refused.Message.ShouldContain("engagece-next.md");
            refused.Message.ShouldContain("promises a notice of 30 days");

            File.Delete(Path.Combine(policies.FullName, "engagece-next.md"));
            await served.StartAsync();
            await served.Node.PublishAsync(next, Nevertheless);
            Write("engagece-next.md", next);
            await served.RestartAsync();
            served.Node.Policies().Count.ShouldBe(3);
            served.Node.Policies().Single(Is("2026.3")).Override.ShouldNotBeNull();

            await served.Node.WithdrawAsync("engagece", "2026.3");
            await served.RestartAsync();
            served.Node.Policies().Count.ShouldBe(2, "what was taken back does not come by itself");
        }
        finally
        {
            policies.Delete(recursive: true);
        }
    }

    private static Func<PublishedPolicy, bool> Is(string version) =>
        each => each.Version.Version == version;

    private static string VersionOf(ServedNode served, string account) =>
        served.Node.Account(new AccountId(account))!.Version;

    private static Moment Tick(string day) => Moment.Of(DateTimeOffset.Parse(day + "T00:00:00Z"));

    private static Task<RequestException> Refused(
        ServedNode served,
        string text,
        PublishTerms? terms = null
    ) => Should.ThrowAsync<RequestException>(() => served.Node.PublishAsync(text, terms));

    private static Task<RequestException> Withdrawn(ServedNode served, string version) =>
        Should.ThrowAsync<RequestException>(() => served.Node.WithdrawAsync("engagece", version));

    /// <summary>engagece with a price of 9 cents where it has 6.</summary>
    private static string Dearer(string version, string effective) =>
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
