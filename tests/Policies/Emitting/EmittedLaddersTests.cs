using Evenhand.Core.Policy;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Reading;
using Evenhand.Tests.Policies.Harbour;
using Evenhand.Tests.Tidy;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Emitting;

/// <summary>Where an account stands: ladders, suspensions, comparisons and requests, as the fold has them.</summary>
public sealed class EmittedLaddersTests
{
    private static readonly PolicyShelf Shelf = Load();

    [Fact]
    public void A_ladder_has_its_steps_in_order_with_what_each_needs_and_does()
    {
        var ladder = HarbourFiles
            .CompiledDock(
                """
                ladder:
                  steps:
                    - { to: advised, by: anyone, with: [figures, mending], offers: plan }
                    - { to: restricted, needs: advised, notice: 14 days, approval: second person, lasts: 60 days }
                    - { to: suspended, needs: restricted, by: person, approval: none }
                  falls-back-after: 2 cycles
                  appeal: { within: 60 days, decided-within: 10 days }
                """
            )
            .Ladder!;
        ladder.Clause.ShouldBe(new(0));
        ladder.FallsBackAfter.ShouldBe(2);
        ladder.AppealWithin.ShouldBe(new TimeLength(0, TimeSpan.FromDays(60)));
        ladder.DecidedWithin.ShouldBe(TimeSpan.FromDays(10));
        ladder
            .Rungs.Select(rung => (rung.Kind, rung.Needs, rung.ByAnyone, rung.Notice.Days))
            .ShouldBe([
                (StepKind.Advised, StepKind.Good, true, 0),
                (StepKind.Restricted, StepKind.Advised, false, 14),
                (StepKind.Suspended, StepKind.Restricted, false, 0),
            ]);
        ladder.Rungs[0].With.ShouldBe(["figures", "mending"]);
        ladder.Rungs[0].Offers.ShouldBe("plan");
        ladder.Rungs[1].Lasts.ShouldBe(TimeSpan.FromDays(60));
        ladder.Rungs[1].NeedsApproval(StepKind.Throttled).ShouldBeTrue();
        ladder.Rungs[2].NeedsApproval(StepKind.Suspended).ShouldBeFalse();
    }

    [Fact]
    public void What_a_ladder_leaves_out_is_as_the_language_says()
    {
        var ladder = HarbourFiles.CompiledDock("ladder: { steps: { to: suspended } }").Ladder!;
        ladder.FallsBackAfter.ShouldBe(0);
        ladder.AppealWithin.ShouldBe(new TimeLength(6, TimeSpan.Zero));
        ladder.DecidedWithin.ShouldBe(TimeSpan.FromDays(14));
        var rung = ladder.Rungs.ShouldHaveSingleItem();
        (rung.ByAnyone, rung.Approval, rung.Lasts).ShouldBe(
            (false, Approval.ByKind, TimeSpan.Zero)
        );
        rung.NeedsApproval(StepKind.Suspended).ShouldBeTrue();
    }

    [Fact]
    public void Without_a_ladder_there_is_none()
    {
        var version = HarbourFiles.CompiledDock("report: { opens: case }");
        version.Ladder.ShouldBeNull();
        version.Comparisons.ShouldBeEmpty();
        version.Requests.ShouldBe(Requests.Unpromised);
        version.AcceptedByUse.IsNone.ShouldBeTrue();
        version.Reportable.Single().Suspension.ShouldBeNull();
    }

    [Fact]
    public void A_report_suspends_the_account_or_some_acts()
    {
        var reports = HarbourFiles
            .CompiledDock(
                """
                report:
                  - { opens: case, suspends: account }
                  - { opens: case, suspends: { acts: [letter.sent, crane.used] } }
                """
            )
            .Reportable;
        reports[0].Suspension!.IsOfAccount.ShouldBeTrue();
        reports[1].Suspension!.Acts.Select(act => act.Name).ShouldBe(["letter.sent", "crane.used"]);
    }

    [Fact]
    public void Usage_is_compared_by_meter_each_from_its_own_floor()
    {
        var comparison = HarbourFiles
            .CompiledDock(
                """
                meter: { name: letters, of: letter.sent, within: cycle }
                stock: { name: stored, of: crate, counts: bytes, unit: GB }
                judge:
                  of: [letters, stored]
                  per: licensed
                  typical: { times: 2.5, of: median, among: same plan, at-least: 7 accounts }
                  floor: [100 letters, 3 GB]
                  opens: case
                """
            )
            .Comparisons.Single();
        comparison.Measures.ShouldBe([(new(0), 100m), (new(1), 3_000_000_000m)]);
        comparison.PerLicence.ShouldBeTrue();
        comparison.Times.ShouldBe(2.5m);
        comparison.SamePlan.ShouldBeTrue();
        comparison.AtLeast.ShouldBe(7);
    }

    [Fact]
    public void Requests_are_answered_and_versions_accepted_as_the_document_says()
    {
        var version = HarbourFiles.Compiled(
            HarbourFiles
                .Dock("amend: { notice: 30 days, accepted-by: use }")
                .Replace(
                    "effective:",
                    "exceptions: { answered-within: 2 days, else: granted }\neffective:"
                )
        );
        version.Requests.ShouldBe(new Requests(TimeSpan.FromDays(2), ElseGranted: true));
        version.AcceptedByUse.ShouldBe(new(0));
    }

    [Fact]
    public void Only_a_limit_that_says_so_denies_once_throttled()
    {
        HarbourFiles
            .CompiledDock(
                """
                meter: { of: letter.sent, within: day }
                limit:
                  - { amount: 3 letters, gate: warn, once-throttled: deny }
                  - { amount: 9 letters, opens: case }
                """
            )
            .Limits.Select(limit => limit.DeniesOnceThrottled)
            .ShouldBe([true, false]);
    }

    [Theory]
    [InlineData(
        "stackcx",
        "ladder",
        "warned/good/anyone/0 restricted/warned/person/14 suspended/restricted/person/14 terminated/suspended/person/30",
        3
    )]
    [InlineData(
        "engagece",
        "notice-reasonable",
        "advised/good/anyone/0 warned/advised/anyone/0 restricted/warned/person/14 suspended/warned/person/14 terminated/suspended/person/30",
        3
    )]
    [InlineData("numonix", "repeated-excess", "throttled/good/person/0 charged/good/person/14", 0)]
    public void The_published_policies_have_these_ladders(
        string name,
        string clause,
        string steps,
        int fallsBackAfter
    )
    {
        var version = Version(name);
        var ladder = version.Ladder!;
        version.Clauses[ladder.Clause.Index].Id.Slug.ShouldBe(clause);
        string.Join(
                " ",
                ladder.Rungs.Select(rung =>
                    $"{rung.Kind}/{rung.Needs}/{(rung.ByAnyone ? "anyone" : "person")}/{rung.Notice.Days}".ToLowerInvariant()
                )
            )
            .ShouldBe(steps);
        ladder.FallsBackAfter.ShouldBe(fallsBackAfter);
        ladder.AppealWithin.ShouldBe(Ladder.DefaultAppealWithin);
        ladder.DecidedWithin.ShouldBe(Ladder.DefaultDecidedWithin);
    }

    [Fact]
    public void Two_published_clauses_suspend_by_themselves()
    {
        var version = Version("qcontact");
        version.Ladder.ShouldBeNull();
        version
            .Reportable.Where(each => each.Suspension is not null)
            .Select(each =>
                (
                    version.Clauses[each.Clause.Index].Id.Slug,
                    string.Join(" ", each.Suspension!.Acts.Select(act => act.Name))
                )
            )
            .ShouldBe([("use-unlawful", ""), ("ai-artificial", "transcription.completed")]);
    }

    [Theory]
    [InlineData("numonix", 2, true)]
    [InlineData("stackcx", 5, false)]
    public void The_published_policies_answer_requests_in_time(
        string name,
        int days,
        bool granted
    ) => Version(name).Requests.ShouldBe(new Requests(TimeSpan.FromDays(days), granted));

    [Fact]
    public void Twelve_types_of_the_catalogue_take_nothing()
    {
        Shelf
            .Catalogue.Types.Where(type => type.TakesNothing && !type.IsBuiltIn)
            .Select(type => type.Name)
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "account.export-requested",
                "contact.consented",
                "contact.unsubscribed",
                "email.unsubscribed",
                "entity-type.deleted",
                "entity.deleted",
                "field.deleted",
                "integration.revoked",
                "object.deleted",
                "object.retrieved",
                "scope.revoked",
                "whatsapp.number-deactivated",
            ]);
    }

    [Fact]
    public void A_text_of_before_still_compiles_and_is_given_the_floor()
    {
        var problems = new Problems();
        var text = HarbourFiles.Dock(
            """
            report: { opens: case, suspends: service }
            meter: { of: letter.sent, within: cycle }
            judge: { of: dock, per: user, typical: { times: 5, of: average, among: same policy, at-least: 20 accounts } }
            ladder: { steps: [{ to: suspended }, { to: terminated, needs: suspended, notice: 14 days }] }
            """
        );
        var document = HarbourFiles.Read(text, problems);
        var version = PolicyFile.Stored(document, HarbourFiles.Catalogue, problems);
        problems.InOrder.ShouldBeEmpty();
        version!.Reportable.Single().Suspension.ShouldBeNull();
        version.Ladder!.Rungs[1].Notice.ShouldBe(TimeSpan.FromDays(30));
        version.Comparisons.ShouldBeEmpty();
    }

    private static PolicyVersion Version(string name) =>
        Shelf.Versions(name).MaxBy(version => version.Effective)!;

    private static PolicyShelf Load()
    {
        var problems = new Problems();
        var shelf = PolicyFolder.Load(Path.Combine(Tree.Root(), "policies"), problems);
        problems.InOrder.ShouldBeEmpty();
        return shelf!;
    }
}
