using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Checking;

/// <summary>What cannot stand in a ladder, or beside one, is refused where it stands; the first step is written on line 10.</summary>
public sealed class LadderTests
{
    [Theory]
    [InlineData(
        "{ to: warned, needs: advised }",
        "10:28: dock: no step before this one leads to `advised`; leave `needs` out"
    )]
    [InlineData(
        "{ to: advised }\n    - { to: suspended, needs: warned }",
        "11:31: dock: no step before this one leads to `warned`; before it stand `advised`"
    )]
    [InlineData(
        "{ to: suspended, needs: suspended }",
        "10:31: dock: no step before this one leads to `suspended`; leave `needs` out"
    )]
    [InlineData(
        "{ to: warned }\n    - { to: warned, by: anyone }",
        "11:13: dock: the ladder has a step to `warned` already"
    )]
    [InlineData(
        "{ to: restricted }\n    - { to: charged }",
        "11:13: dock: `restricted` is both `throttled` and `charged`, and stands beside neither"
    )]
    [InlineData(
        "{ to: throttled }\n    - { to: restricted }",
        "11:13: dock: `restricted` is both `throttled` and `charged`, and stands beside neither"
    )]
    [InlineData(
        "{ to: suspended }\n    - { to: warned }",
        "11:13: dock: `warned` stands above `suspended`; write the steps from low to high"
    )]
    [InlineData(
        "{ to: suspended, by: anyone }",
        "10:28: dock: a person decides on `suspended`; `anyone` may advise and warn"
    )]
    [InlineData(
        "{ to: warned, lasts: 0 days }",
        "10:28: dock: a step that lapses lasts for some time"
    )]
    [InlineData(
        "{ to: terminated }",
        "10:7: dock: a contract ends 30 days after its notice at the soonest; write `notice: 30 days` or more"
    )]
    [InlineData(
        "{ to: terminated, notice: 719 hours }",
        "10:33: dock: a contract ends 30 days after its notice at the soonest; write `notice: 30 days` or more"
    )]
    [InlineData(
        "{ to: terminated, notice: 30 days, lasts: 60 days }",
        "10:49: dock: an end does not lapse; leave `lasts` out"
    )]
    [InlineData(
        "{ to: terminated, notice: 30 days, approval: none }",
        "10:52: dock: a second person approves the end of a contract; leave `approval` out"
    )]
    [InlineData(
        "{ to: warned, notice: 1 month }",
        "10:29: dock: months have no fixed length here; write days"
    )]
    [InlineData(
        "{ to: warned }\n  falls-back-after: 0 cycles",
        "11:21: dock: after no cycle at all; leave it out for never"
    )]
    [InlineData(
        "{ to: warned }\n  appeal: { within: 29 days }",
        "11:21: dock: an appeal may be opened for 30 days at least"
    )]
    [InlineData(
        "{ to: warned }\n  appeal: { within: 1 month }",
        "11:21: dock: an appeal may be opened for 30 days at least"
    )]
    [InlineData(
        "{ to: warned }\n  appeal: { decided-within: 31 days }",
        "11:29: dock: an appeal is decided within 30 days at most"
    )]
    public void What_cannot_stand_in_a_ladder_is_refused(string steps, string problem) =>
        Problems(steps).ShouldBe([problem]);

    [Theory]
    [InlineData("{ to: throttled }\n    - { to: charged, needs: throttled, approval: none }")]
    [InlineData("{ to: restricted }\n    - { to: suspended, needs: throttled }")]
    [InlineData("{ to: charged }\n    - { to: suspended, needs: restricted }")]
    [InlineData("{ to: terminated, notice: 30 days, approval: second person, needs: good }")]
    [InlineData("{ to: warned }\n  appeal: { within: 2 months, decided-within: 30 days }")]
    [InlineData("{ to: warned }\n  appeal: { within: 30 days, decided-within: 1 day }")]
    public void What_can_stand_in_a_ladder_is_not(string steps) => Problems(steps).ShouldBeEmpty();

    [Fact]
    public void A_second_ladder_is_refused() =>
        HarbourFiles
            .Problems(
                HarbourFiles.Dock("ladder: [{ steps: { to: warned } }, { steps: { to: advised } }]")
            )
            .ShouldBe(["8:37: dock: a policy has one `ladder` at most"]);

    [Theory]
    [InlineData("before: 14 days, steps: suspended", null)]
    [InlineData(
        "before: 15 days, steps: suspended",
        "12:52: dock: the step to `suspended` has a shorter notice than this promises; see line 11"
    )]
    [InlineData(
        "before: 1 month, steps: suspended",
        "12:52: dock: the step to `suspended` has a shorter notice than this promises; see line 11"
    )]
    [InlineData("before: 7 days, steps: [charged, suspended]", null)]
    [InlineData(
        "before: 14 days, steps: throttled",
        "12:52: dock: the step to `restricted` has a shorter notice than this promises; see line 10"
    )]
    [InlineData("before: it starts, steps: [suspended]", null)]
    [InlineData(
        "steps: [suspended]",
        "12:51: dock: there is no `before` that their notices could keep"
    )]
    [InlineData("before: 7 days, steps: warned", "12:67: dock: no ladder has a step to `warned`")]
    public void A_duty_promises_no_more_than_the_notices_of_its_steps(
        string duty,
        string? problem
    ) =>
        HarbourFiles
            .Problems(
                HarbourFiles.Dock(
                    "ladder:\n  steps:\n    - { to: restricted, notice: 7 days }\n    - { to: suspended, notice: 14 days }\n"
                        + $"duty: {{ of: vendor, to: tell the customer, {duty} }}"
                )
            )
            .ShouldBe(problem is null ? [] : [problem]);

    [Fact]
    public void A_duty_of_the_customer_speaks_of_no_step() =>
        HarbourFiles
            .Problems(
                HarbourFiles.Dock(
                    "duty: { of: customer, to: announce a peak, before: 7 days, steps: warned }"
                )
            )
            .ShouldBe(["8:67: dock: the vendor takes the steps; leave `steps` out"]);

    private static List<string> Problems(string steps) =>
        HarbourFiles.Problems(HarbourFiles.Dock($"ladder:\n  steps:\n    - {steps}"));
}
