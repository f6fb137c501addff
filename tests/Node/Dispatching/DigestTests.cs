using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger.Sqlite;
using Evenhand.Node.Dispatching;
using Evenhand.Node.Roles;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Evenhand.Tests.Core;
using NodaTime;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.Dispatching.Dispatched;

namespace Evenhand.Tests.Node.Dispatching;

/// <summary>
/// Whoever wants a digest is told once a day what may wait, and at once what may not. Each notice's receipt is that of the digest
/// that brought it.
/// </summary>
public class DigestTests
{
    private static readonly string[] Waiting =
    [
        "near-allowance",
        "allowance-reached",
        "beyond-allowance",
    ];

    private readonly Sender hooks = new();

    [Fact]
    public async Task What_may_wait_comes_in_one_message_at_its_hour_and_the_rest_at_once()
    {
        await using var served = await ServedAsync();
        await EmailsAsync(served, 400, 100, 100);
        await CallAsync(served);
        hooks.Kinds.ShouldBe(["step", "step-changed"]);
        Of(served).Select(each => each.State).Distinct().ShouldBe([DeliveryState.Waiting]);

        await UntilAsync(served, "2026-01-06T07:59:00Z");
        hooks.Kinds.ShouldBe(["step", "step-changed"]);
        await UntilAsync(served, "2026-01-06T08:00:00Z");
        var digest = hooks.Given[^1];
        digest.Kind.ShouldBe("digest");
        digest.Message.Text.ShouldBe(
            string.Join('|', Of(served).Select(each => each.Delivery.Notice))
        );
        var receipts = Of(served).ToList();
        receipts.Select(each => each.Delivery.Kind).ShouldBe(Waiting);
        receipts.ShouldAllBe(each => each.State == DeliveryState.Delivered);
        receipts.ShouldAllBe(each => each.Attempts.Length == 1 && each.Attempts[0].Status == 200);

        await UntilAsync(served, "2026-01-08T12:00:00Z");
        hooks.Kinds.Count(kind => kind == "digest").ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_days_without_a_server_there_is_one_digest_and_the_next_is_another(
        bool snapshots
    )
    {
        hooks.Answers = Sender.Refuses;
        await using var served = await ServedAsync();
        await EmailsAsync(served, 400, 100);
        await served.StopAsync();
        served.Clock.Set("2026-01-09T12:00:00Z");
        await served.StartAsync();
        await LookAsync(served);
        await served.RestartAsync(snapshots);
        hooks.Answers = _ => new(true, 200, "taken");
        await UntilAsync(served, "2026-01-09T13:00:00Z");
        hooks.Given.Select(each => each.Kind).Distinct().ShouldBe(["digest"]);
        hooks.Given.Select(each => (each.Id, each.Message)).Distinct().ShouldHaveSingleItem();
        Of(served).ShouldAllBe(each => each.State == DeliveryState.Delivered);

        await EmailsAsync(served, 100);
        await UntilAsync(served, "2026-01-10T08:00:00Z");
        hooks.Given.Select(each => each.Id).Distinct().Count().ShouldBe(2);
        hooks.Given.Select(each => each.Id).ShouldAllBe(id => id.StartsWith("dig_"));
    }

    [Fact]
    public async Task A_digest_that_fails_for_days_has_failed_for_each_of_its_notices()
    {
        hooks.Answers = Sender.Refuses;
        await using var served = await ServedAsync();
        await EmailsAsync(served, 400, 100);
        await UntilAsync(served, "2026-01-06T08:00:00Z");
        await PassAsync(served, TimeSpan.FromHours(73), TimeSpan.FromHours(1));

        Of(served).ShouldAllBe(each => each.State == DeliveryState.Failed);
        var attempts = Of(served).Select(each => each.Attempts.Length).Distinct();
        attempts.ShouldHaveSingleItem().ShouldBe(hooks.Given.Count);
        var again = Of(served).First();
        await served.Node.Deliveries.SetAsync(AccountId.Or("acme"), Hook, Doer.CommandLine);
        hooks.Answers = _ => new(true, 200, "taken");
        await served.Node.Deliveries.ResendAsync(
            new AccountId("acme"),
            again.Delivery.Id,
            Doer.CommandLine
        );
        await LookAsync(served);
        hooks.Given[^1].Message.Text.ShouldBe(again.Delivery.Notice);
        Of(served)
            .Select(each => each.State)
            .ShouldBe([DeliveryState.Delivered, DeliveryState.Failed]);
    }

    [Fact]
    public async Task What_waits_is_not_sent_after_a_restore_and_waits_while_nothing_goes_out()
    {
        await using var served = await ServedAsync();
        await EmailsAsync(served, 400);
        served.Clock.Add(TimeSpan.FromHours(1));
        await served.StopAsync();
        using (var ledger = SqliteLedger.Open(served.Data))
            SendingHold.Add(ledger, served.Clock, "restored");
        await served.StartAsync();
        await UntilAsync(served, "2026-01-07T12:00:00Z");
        hooks.Given.ShouldBeEmpty();
        Of(served).Single().State.ShouldBe(DeliveryState.Held);
    }

    [Fact]
    public async Task Whoever_wants_no_digest_any_more_still_gets_what_waits()
    {
        await using var served = await ServedAsync();
        await EmailsAsync(served, 400);
        await served.Node.Deliveries.SetAsync(
            AccountId.Or("acme"),
            Hook with
            {
                DigestHour = null,
            },
            Doer.CommandLine
        );
        await EmailsAsync(served, 100);
        hooks.Kinds.ShouldBe(["allowance-reached"]);
        await UntilAsync(served, "2026-01-06T08:00:00Z");
        hooks.Kinds.ShouldBe(["allowance-reached", "digest"]);
    }

    [Theory]
    [InlineData("Europe/Berlin", 8, "2026-01-05T06:59:00Z", "2026-01-05T07:00:00Z")]
    [InlineData("Europe/Berlin", 8, "2026-01-05T07:00:00Z", "2026-01-06T07:00:00Z")]
    [InlineData("Europe/Berlin", 2, "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("Europe/Berlin", 2, "2026-10-24T12:00:00Z", "2026-10-25T00:00:00Z")]
    [InlineData("Pacific/Auckland", 0, "2026-01-05T12:00:00Z", "2026-01-06T11:00:00Z")]
    public void The_hour_is_of_the_accounts_day(string zone, int hour, string now, string at) =>
        DigestTime
            .After(At(now), DateTimeZoneProviders.Tzdb[zone], hour)
            .ToString()
            .ShouldBe(At(at).ToString());

    private static Moment At(string instant) => Moment.Of(Story.Instant(instant));

    private static Target Hook => new("one", "webhook", "https://one.example") { DigestHour = 8 };

    /// <summary>The deliveries of what may wait, in the order in which they were planned.</summary>
    private static IEnumerable<DeliveryHistory> Of(ServedNode served) =>
        served
            .Node.Deliveries.Of(new AccountId("acme"), null, 100)
            .Items.Where(each => Waiting.Contains(each.Delivery.Kind))
            .Reverse();

    private static async Task UntilAsync(ServedNode served, string instant)
    {
        served.Clock.Set(instant);
        await LookAsync(served);
    }

    private static async Task LookAsync(ServedNode served)
    {
        for (var times = 0; times < 3; times++)
            await served.Node.LookAfterDueAsync();
    }

    private async Task<ServedNode> ServedAsync()
    {
        var served = await OpenedAsync(
            hooks.Settings() with
            {
                MayWait = Waiting.Contains,
                Gather = its =>
                    new("digest", string.Join('|', its.Messages.Select(each => each.Text))),
            }
        );
        await served.Node.Deliveries.SetAsync(AccountId.Or("acme"), Hook, Doer.CommandLine);
        return served;
    }
}
