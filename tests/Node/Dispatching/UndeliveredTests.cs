using Evenhand.Core.Stream;
using Evenhand.Node.Reads;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Sending;
using Evenhand.Node.Views;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.Dispatching.Dispatched;

namespace Evenhand.Tests.Node.Dispatching;

/// <summary>
/// The operators' list: what has not arrived, of all accounts. It says what waits, what was tried, what failed and what failed
/// everywhere, when it is tried next and why it was not taken; and it is the same after a restart.
/// </summary>
public class UndeliveredTests
{
    [Fact]
    public async Task What_was_tried_stands_with_its_attempts_the_next_one_and_why_it_was_not_taken()
    {
        var hooks = new Sender { Answers = Sender.Refuses };
        await using var served = await OpenedAsync(hooks.Settings(), "acme", "blue");
        await HookAsync(served, "one");
        await HookAsync(served, "two", "blue");
        await CallAsync(served);
        await CallAsync(served, "blue");

        var all = List(served);
        all.Select(each => (each.Account.Text, each.Target, each.Stage))
            .ShouldBe([("acme", "one", DeliveryStage.Tried), ("blue", "two", DeliveryStage.Tried)]);
        all[0].LastError.ShouldBe("it answered 503");
        var attempt = all[0].Attempts.ShouldHaveSingleItem();
        attempt.Status.ShouldBe(503);
        (all[0].Next!.Value - attempt.At).ShouldBe(TimeSpan.FromSeconds(5));
        List(served, account: "blue").ShouldHaveSingleItem().Account.Text.ShouldBe("blue");
        List(served, kind: "case").ShouldBeEmpty();
        List(served, channel: "email").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_waits_behind_another_was_not_tried_and_has_no_next_try_of_its_own()
    {
        var hooks = new Sender { Answers = Sender.Refuses };
        await using var served = await OpenedAsync(hooks.Settings());
        await HookAsync(served, "one");
        await EmailsAsync(served, 400);
        await PassAsync(served, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        await EmailsAsync(served, 100);

        var all = List(served);
        all.Select(each => each.Stage).ShouldBe([DeliveryStage.Tried, DeliveryStage.Waiting]);
        all[1].Next.ShouldBeNull();
        all[1].Attempts.ShouldBeEmpty();
        List(served, stages: DeliveryStage.Waiting).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_reached_one_target_has_failed_at_the_other_and_not_everywhere()
    {
        var hooks = new Sender
        {
            Answers = parcel =>
                parcel.Target.Id == "good"
                    ? new(true, 200, "taken")
                    : new(false, 410, "gone") { IsFinal = true },
        };
        await using var served = await OpenedAsync(hooks.Settings());
        await HookAsync(served, "bad");
        await HookAsync(served, "good");
        await CallAsync(served);

        var its = List(served, kind: "step").ShouldHaveSingleItem();
        (its.Target, its.Stage).ShouldBe(("bad", DeliveryStage.Failed));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_failed_at_all_targets_failed_everywhere_also_after_a_restart(
        bool snapshots
    )
    {
        var hooks = new Sender { Answers = _ => new(false, 410, "gone") { IsFinal = true } };
        await using var served = await OpenedAsync(hooks.Settings());
        await HookAsync(served, "one");
        await HookAsync(served, "two");
        await CallAsync(served);
        var before = List(served);
        before
            .Where(each => each.Channel == "webhook")
            .Select(each => each.Stage)
            .ShouldBe([DeliveryStage.FailedEverywhere, DeliveryStage.FailedEverywhere]);
        before.Last(each => each.Channel == "portal").Due.ShouldNotBeNull();

        await served.RestartAsync(snapshots);
        List(served).ShouldBe(before);

        // Whoever opens it has it: it has not failed everywhere any more.
        await served.Node.Deliveries.OpenAsync(new AccountId("acme"), before[0].Notice, "link");
        List(served, stages: DeliveryStage.FailedEverywhere).ShouldBeEmpty();
        List(served, stages: DeliveryStage.Failed).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_asked_for_again_goes_on_with_the_attempts_that_it_had_and_leaves_the_list_once_it_arrives()
    {
        var hooks = new Sender { Answers = _ => new(false, 410, "gone") { IsFinal = true } };
        await using var served = await OpenedAsync(hooks.Settings());
        await HookAsync(served, "one");
        await CallAsync(served);
        var failed = List(served, stages: DeliveryStage.FailedEverywhere).Single();
        hooks.Answers = Sender.Refuses;
        await served.Node.Deliveries.ResendAsync(
            new AccountId("acme"),
            failed.Id,
            Doer.CommandLine
        );
        await served.Node.LookAfterDueAsync();

        var again = List(served, stages: DeliveryStage.Tried).Single();
        again
            .Attempts.Select(each => each.Detail)
            .ShouldBe(["gone", "asked for again", "it answered 503"]);
        hooks.Answers = _ => new(true, 200, "taken");
        await PassAsync(served, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));
        List(served).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_starts_a_clock_comes_first_and_a_page_goes_on_where_the_one_before_ended()
    {
        var hooks = new Sender { Answers = Sender.Refuses };
        await using var served = await OpenedAsync(hooks.Settings(), "acme", "blue");
        await HookAsync(served, "one", null);
        await EmailsAsync(served, 400);
        await PassAsync(served, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));
        await CallAsync(served, "blue");
        var all = List(served);
        all[0].Step.ShouldNotBeNull();
        List(served, order: DeliveryOrder.Age)[0].Step.ShouldBeNull();

        foreach (var order in Enum.GetValues<DeliveryOrder>())
        {
            var (paged, after) = (new List<QueuedDelivery>(), (string?)null);
            do
            {
                var page = served.Node.Undelivered.Page(QueryOf(order: order), after, 1);
                paged.AddRange(page.Items);
                after = page.Next;
            } while (after is not null);
            paged.ShouldBe(List(served, order: order));
        }
        Should.Throw<RequestException>(() =>
            served.Node.Undelivered.Page(QueryOf(), "nonsense", 1)
        );
    }

    private static IReadOnlyList<QueuedDelivery> List(
        ServedNode served,
        string? account = null,
        string? kind = null,
        string? channel = null,
        DeliveryOrder order = DeliveryOrder.Urgency,
        params DeliveryStage[] stages
    ) =>
        served
            .Node.Undelivered.Page(
                QueryOf(order, stages) with
                {
                    Account = AccountId.Or(account),
                    Kind = kind,
                    Channel = channel,
                },
                null,
                100
            )
            .Items;

    private static DeliveryQuery QueryOf(
        DeliveryOrder order = DeliveryOrder.Urgency,
        params DeliveryStage[] stages
    ) => new(stages, null, null, null, null, order);
}
