using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>What comes late counts where it happened: a limit of a day is not used up by the day before.</summary>
[Trait("fault", "late-today")]
public class LateTests
{
    [Theory]
    [InlineData("2026-01-19T20:00:00Z", Outcome.Allow)]
    [InlineData("2026-01-20T02:00:00Z", Outcome.Deny)]
    public async Task A_late_event_counts_against_the_limit_of_its_own_day(
        string time,
        Outcome outcome
    )
    {
        await using var served = await ServedNode.At("2026-01-19T21:00:00Z");
        await served.SendAsync(Story.Under("qcontact"));
        await served.SendAsync(Sent("2026-01-19T20:30:00Z", 300));
        await served.UntilAsync("2026-01-20T12:00:00Z");
        await served.SendAsync(Sent("2026-01-20T11:59:00Z", 700));
        await served.SendAsync(Sent(time, 400));
        (await served.AskAsync("acme", "email.sent")).Decision.Outcome.ShouldBe(outcome);
        var allowances = Allowances(served);
        await served.RestartAsync(snapshots: false);
        (await served.AskAsync("acme", "email.sent")).Decision.Outcome.ShouldBe(outcome);
        Allowances(served).ShouldBe(allowances);
    }

    private static string[] Allowances(ServedNode served) =>
        [
            .. served
                .Node.Allowances(new AccountId("acme"))!
                .Select(each => $"{each.Cited.Clause}: {each.SoFar}, {each.Remaining} left"),
        ];

    private static string Sent(string time, int count) =>
        new Story().At(time, "email.sent", $$"""{"count":{{count}}}""", $"sent-{time}").Lines[0];
}
