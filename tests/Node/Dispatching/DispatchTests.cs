using Evenhand.Core.Stream;
using Evenhand.Ledger.Sqlite;
using Evenhand.Node.Dispatching;
using Evenhand.Node.Reads;
using Evenhand.Node.Roles;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.Dispatching.Dispatched;

namespace Evenhand.Tests.Node.Dispatching;

/// <summary>
/// What accounts are told goes out: in order for each account and target, with the same id however often it is sent, until it
/// is taken or has failed for three days. Only what has arrived starts the clock of a step.
/// </summary>
public class DispatchTests
{
    [Fact]
    public async Task A_step_comes_into_force_once_its_notice_has_arrived()
    {
        var hooks = new Sender();
        await using var served = await OpenedAsync(hooks.Settings());
        await HookAsync(served, "one");
        await CallAsync(served);

        hooks.Kinds.ShouldBe(["step", "step-changed"]);
        Told(served).ShouldBe(["step", "step-changed"]);
        (await EventsAsync(served)).ShouldContain("\"channel\":\"webhook\"");
    }

    [Fact]
    public async Task What_did_not_arrive_starts_no_clock_and_stands_in_the_list_of_what_failed()
    {
        var hooks = new Sender { Answers = Sender.Refuses };
        await using var served = await OpenedAsync(hooks.Settings());
        await HookAsync(served, "one");
        await CallAsync(served);
        await PassAsync(served, TimeSpan.FromHours(73), TimeSpan.FromMinutes(30));

        Told(served).ShouldBe(["step"]);
        (await EventsAsync(served)).ShouldNotContain("notice.delivered");
        var failed = Failed(served).Items.ShouldHaveSingleItem();
        failed.Target.ShouldBe("one");
        var history = served
            .Node.Deliveries.Of(new AccountId("acme"), null, 10)
            .Items.Single(NotPortal);
        history.State.ShouldBe(DeliveryState.Failed);
        history.Attempts.Length.ShouldBe(hooks.Given.Count);
        (history.Attempts[^1].At - history.Attempts[0].At).ShouldBe(SendingBook.Patience);
        hooks.Given.Select(each => each.Id).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Nothing_more_goes_to_a_target_that_took_nothing_for_days()
    {
        var hooks = new Sender { Answers = Sender.Refuses };
        await using var served = await OpenedAsync(hooks.Settings());
        await HookAsync(served, "one");
        await CallAsync(served);
        await PassAsync(served, TimeSpan.FromHours(73), TimeSpan.FromMinutes(30));
        served.Node.Deliveries.Targets(new AccountId("acme")).Single().Disabled.ShouldNotBeNull();

        var before = hooks.Given.Count;
        await EmailsAsync(served, 400);
        hooks.Given.Count.ShouldBe(before);
    }

    [Fact]
    public async Task What_a_server_cannot_send_for_want_of_its_channel_takes_no_target_away()
    {
        var (hooks, isThere) = (new Sender { Answers = Sender.Refuses }, true);
        await using var served = await ServedNode.At(
            Day,
            each =>
                each with
                {
                    Sending = isThere ? hooks.Settings() : hooks.Settings() with { Channels = [] },
                }
        );
        await OpenAsync(served);
        await HookAsync(served, "one");
        await CallAsync(served);
        isThere = false;
        await served.RestartAsync();
        await PassAsync(served, TimeSpan.FromHours(80), TimeSpan.FromMinutes(30));
        served
            .Node.Deliveries.Of(new AccountId("acme"), null, 10)
            .Items.Where(NotPortal)
            .ShouldContain(each => each.State == DeliveryState.Failed);
        served.Node.Deliveries.Targets(new AccountId("acme")).Single().Disabled.ShouldBeNull();
    }

    [Fact]
    public async Task One_target_that_fails_keeps_no_other_waiting_and_is_told_the_rest_in_order()
    {
        var hooks = new Sender
        {
            Answers = parcel =>
                parcel.Target.Id == "bad" ? Sender.Refuses(parcel) : new(true, 200, "taken"),
        };
        await using var served = await OpenedAsync(hooks.Settings());
        await HookAsync(served, "bad");
        await HookAsync(served, "good");
        await EmailsAsync(served, 400, 100, 100);

        string[] three = ["near-allowance", "allowance-reached", "beyond-allowance"];
        hooks.KindsTo("good").ShouldBe(three);
        hooks.KindsTo("bad").Distinct().ShouldBe(["near-allowance"]);

        hooks.Answers = _ => new(true, 200, "taken");
        await PassAsync(served, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));
        hooks.KindsTo("bad").Distinct().ShouldBe(three);
    }

    [Fact]
    public async Task What_waits_goes_on_after_a_restart_with_the_id_that_it_had()
    {
        foreach (var snapshots in new[] { true, false })
        {
            var hooks = new Sender { Answers = Sender.Refuses };
            await using var served = await OpenedAsync(hooks.Settings());
            await HookAsync(served, "one");
            await CallAsync(served);
            hooks.Answers = _ => new(true, 200, "taken");
            await served.RestartAsync(snapshots);
            await PassAsync(served, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

            Told(served).ShouldBe(["step", "step-changed"]);
            hooks
                .Given.Where(each => each.Kind == "step")
                .Select(each => (each.Id, each.Message))
                .Distinct()
                .ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task What_comes_back_in_time_has_not_arrived()
    {
        var mails = new Sender
        {
            Answers = _ => new(true, 250, "queued") { MayComeBack = TimeSpan.FromHours(1) },
        };
        await using var served = await OpenedAsync(mails.Settings());
        await HookAsync(served, "one");
        await CallAsync(served);
        Told(served).ShouldBe(["step"]);

        var delivery = served
            .Node.Deliveries.Of(new AccountId("acme"), null, 10)
            .Items.Single(NotPortal);
        (
            await served.Node.Deliveries.BounceAsync(
                new AccountId("acme"),
                delivery.Delivery.Id,
                "no such user"
            )
        ).ShouldBeTrue();
        await PassAsync(served, TimeSpan.FromHours(2), TimeSpan.FromHours(1));

        Told(served).ShouldBe(["step"]);
        Failed(served).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_does_not_come_back_has_arrived()
    {
        var mails = new Sender
        {
            Answers = _ => new(true, 250, "queued") { MayComeBack = TimeSpan.FromHours(1) },
        };
        await using var served = await OpenedAsync(mails.Settings());
        await HookAsync(served, "one");
        await CallAsync(served);
        await PassAsync(served, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(59));
        Told(served).ShouldBe(["step"]);
        await PassAsync(served, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

        Told(served).ShouldBe(["step", "step-changed"]);
        mails.Kinds.ShouldBe(["step", "step-changed"]);
    }

    [Fact]
    public async Task Where_there_is_no_other_channel_the_inbox_counts_after_two_weeks()
    {
        await using var served = await OpenedAsync(new Sender().Settings());
        await CallAsync(served);
        await served.UntilAsync("2026-01-19T11:59:59Z");
        Told(served).ShouldBe(["step"]);
        await served.UntilAsync("2026-01-19T12:00:01Z");

        Told(served).ShouldBe(["step", "step-changed"]);
        (await EventsAsync(served)).ShouldContain("\"channel\":\"portal\"");
    }

    [Fact]
    public async Task What_its_people_open_has_arrived()
    {
        await using var served = await OpenedAsync(new Sender().Settings());
        await CallAsync(served);
        var notice = served.Node.Notices(new AccountId("acme"), null, 10)!.Items.Single().Id!;
        await served.Node.Deliveries.OpenAsync(new AccountId("acme"), notice, "link");
        await served.Node.LookAfterDueAsync();

        Told(served).ShouldBe(["step", "step-changed"]);
        served.Node.Deliveries.Opened(new AccountId("acme")).Keys.ShouldContain(notice);
    }

    [Fact]
    public async Task What_failed_is_sent_once_more_when_somebody_asks()
    {
        var hooks = new Sender { Answers = _ => new(false, 410, "gone") { IsFinal = true } };
        await using var served = await OpenedAsync(hooks.Settings());
        await HookAsync(served, "one");
        await CallAsync(served);
        var failed = Failed(served).Items.Single();
        hooks.Answers = _ => new(true, 200, "taken");
        await served.Node.Deliveries.ResendAsync(
            new AccountId("acme"),
            failed.Id,
            Doer.CommandLine
        );
        await served.Node.LookAfterDueAsync();

        Told(served).ShouldBe(["step", "step-changed"]);
        Failed(served).Items.ShouldBeEmpty();
        await served.RestartAsync();
        Failed(served).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task While_nothing_may_go_out_what_is_told_waits()
    {
        var (hooks, stopped) = (new Sender(), true);
        await using var served = await ServedNode.At(
            Day,
            each => each with { Sending = hooks.Settings(stopped) }
        );
        await OpenAsync(served);
        await HookAsync(served, "one");
        await CallAsync(served);
        hooks.Given.ShouldBeEmpty();
        served
            .Node.Deliveries.Of(new AccountId("acme"), null, 10)
            .Items.Single(NotPortal)
            .State.ShouldBe(DeliveryState.Waiting);

        stopped = false;
        await served.RestartAsync();
        await PassAsync(served, TimeSpan.FromDays(7), TimeSpan.FromDays(7));
        hooks.Kinds.ShouldBe(["step", "step-changed"]);
    }

    [Fact]
    public async Task After_a_restore_nothing_goes_out_that_was_told_before_unless_somebody_asks()
    {
        var (hooks, stopped) = (new Sender(), true);
        await using var served = await ServedNode.At(
            Day,
            each => each with { Sending = hooks.Settings(stopped) }
        );
        await OpenAsync(served);
        await HookAsync(served, "one");
        await CallAsync(served);
        served.Clock.Add(TimeSpan.FromHours(1));
        await served.StopAsync();
        using (var ledger = SqliteLedger.Open(served.Data))
            SendingHold.Add(ledger, served.Clock, "restored");
        stopped = false;
        await served.StartAsync();
        await PassAsync(served, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(20));
        hooks.Given.ShouldBeEmpty();
        var held = served
            .Node.Deliveries.Of(new AccountId("acme"), null, 10)
            .Items.Single(NotPortal);
        held.State.ShouldBe(DeliveryState.Held);

        await served.Node.Deliveries.ResendAsync(
            new AccountId("acme"),
            held.Delivery.Id,
            Doer.CommandLine
        );
        await served.Node.LookAfterDueAsync();
        hooks.Kinds.ShouldBe(["step", "step-changed"]);
    }

    private static Page<QueuedDelivery> Failed(ServedNode served) =>
        served.Node.Undelivered.Page(
            new DeliveryQuery(
                [DeliveryStage.Failed, DeliveryStage.FailedEverywhere],
                null,
                null,
                null,
                null,
                DeliveryOrder.Urgency
            ),
            null,
            10
        );

    private static IEnumerable<string> Told(ServedNode served) =>
        served.Node.Notices(new AccountId("acme"), null, 100)!.Items.Select(each => each.What);

    private static Task<string> EventsAsync(ServedNode served) =>
        Task.FromResult(string.Join('\n', served.Node.Export(new AccountId("acme"))));

    private static bool NotPortal(DeliveryHistory history) =>
        history.Delivery is { Channel: not Delivery.Portal, Kind: "step" };
}
