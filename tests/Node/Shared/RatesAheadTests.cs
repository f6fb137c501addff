using Evenhand.Core.Stream;
using Evenhand.Node.Views;
using Evenhand.Tests.Node.Stating;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.AdjustmentTests;

namespace Evenhand.Tests.Node.Shared;

/// <summary>Reference rates that are dated ahead price nothing before their time, as in a replay; then they correct what was stated without them.</summary>
public class RatesAheadTests
{
    private static readonly string Ahead = Rates("2026-01-05", 2m, "2026-02-20");

    [Fact]
    public async Task Before_their_time_what_waits_for_them_waits_on()
    {
        await using var served = await StatedFees("2026-02-05");
        await served.SendAsync(Ahead);
        January(served).ShouldBe("30.00");
        Pending(served).ShouldBeEmpty();
        served.Clock.Set("2026-02-20T00:00:01Z");
        January(served).ShouldBe("50.00");
        Pending(served).ShouldHaveSingleItem().Because.ShouldBe(Cause.Rate);
    }

    [Fact]
    public async Task Those_that_had_come_before_a_statement_correct_it_once_their_time_has_come()
    {
        await using var served = await StatedFees("2026-01-20");
        await served.SendAsync(Ahead);
        await served.UntilAsync("2026-02-05");
        served.Stated("acme")[0].Statement.Due.ToString().ShouldBe("30.00");
        Pending(served).ShouldBeEmpty();
        RestatingTests.Otherwise(served).ShouldBeEmpty();
        await served.UntilAsync("2026-03-05");
        var adjustment = served.Stated("acme")[1].Adjustments.ShouldHaveSingleItem();
        adjustment.Because.ShouldBe(Cause.Rate);
        Figures(adjustment).ShouldBe("whatsapp-pass-through 10 0 10 20.00 Due");
        RestatingTests.Otherwise(served).ShouldBeEmpty();
    }

    private static string January(ServedNode served) =>
        served
            .Node.Statement(new AccountId("acme"), "2026-01-01", expected: true)!
            .Statement.Due.ToString();

    private static Adjustment[] Pending(ServedNode served) =>
        [.. served.Node.Statements(new AccountId("acme"))!.SelectMany(each => each.Pending)];
}
