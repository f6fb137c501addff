using Evenhand.Core.Stream;
using Evenhand.Node.Outbox;
using Evenhand.Node.Refusals;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Outbox;

/// <summary>What accounts are told is passed on: at least once, in order for each account, and from where it was left.</summary>
public class OutboxTests
{
    private static readonly string[] Three =
    [
        "near-allowance",
        "allowance-reached",
        "beyond-allowance",
    ];

    [Fact]
    public async Task What_an_account_is_told_is_passed_on_in_its_order()
    {
        var letters = new Taker("letters");
        await using var served = await Opened(letters);
        await UseAsync(served, "acme", 400, 100, 100);

        letters.Of("acme").ShouldBe(Three);
        letters.Taken.Select(each => each.Id).ShouldBeUnique();
        var listed = served
            .Node.Notices(new AccountId("acme"), null, 10)!
            .Items.Select(each => each.Id);
        letters.Taken.Select(each => each.Id).ShouldBe(listed);
    }

    [Fact]
    public async Task One_that_fails_keeps_no_other_waiting_and_goes_on_where_it_was()
    {
        var (letters, hooks) = (new Taker("letters"), new Taker("hooks"));
        await using var served = await Opened(letters, hooks);
        await UseAsync(served, "acme", 400);
        hooks.Fails = _ => true;
        await UseAsync(served, "acme", 100);
        await UseAsync(served, "acme", 100);

        letters.Of("acme").ShouldBe(Three);
        hooks.Of("acme").ShouldBe(Three[..1]);

        hooks.Fails = _ => false;
        await served.UntilAsync("2026-01-02T12:00:00Z");
        hooks.Of("acme").ShouldBe(Three);
        letters.Of("acme").ShouldBe(Three);
    }

    [Fact]
    public async Task What_one_account_cannot_be_rid_of_holds_back_no_other()
    {
        var hooks = new Taker("hooks") { Fails = entry => entry.Account.Text == "acme" };
        await using var served = await Opened(hooks);
        await UseAsync(served, "acme", 400);
        await UseAsync(served, "blue", 400, 100);

        hooks.Of("acme").ShouldBeEmpty();
        hooks.Of("blue").ShouldBe(Three[..2]);
    }

    [Fact]
    public async Task Each_consumer_goes_on_after_a_restart_from_its_own_place()
    {
        foreach (var snapshots in new[] { true, false })
        {
            var (letters, hooks) = (new Taker("letters"), new Taker("hooks"));
            await using var served = await Opened(letters, hooks);
            await UseAsync(served, "acme", 400);
            hooks.Fails = _ => true;
            await UseAsync(served, "acme", 100);
            await UseAsync(served, "acme", 100);
            await served.RestartAsync(snapshots);
            hooks.Fails = _ => false;
            await served.UntilAsync("2026-01-02T12:00:00Z");

            letters.Of("acme").ShouldBe(Three);
            hooks.Of("acme").ShouldBe(Three);
        }
    }

    [Fact]
    public async Task What_was_taken_while_the_ledger_took_nothing_comes_again()
    {
        var letters = new Taker("letters");
        FaultyLedger? faulty = null;
        await using var served = await ServedNode.At(
            "2026-01-02",
            settings => settings with { Consumers = [letters.Consumer] },
            ledger => faulty = new FaultyLedger(ledger)
        );
        await OpenAsync(served, "acme");
        letters.Before = () => faulty!.Refuses = true;
        await Should.ThrowAsync<RequestException>(async () =>
        {
            while (true)
                await UseAsync(served, "acme", 400);
        });
        letters.Before = () => { };
        await served.RestartAsync();
        await served.UntilAsync("2026-01-02T12:00:00Z");

        letters.Of("acme").Take(2).ShouldBe(["near-allowance", "near-allowance"]);
        letters.Taken.Take(2).Select(each => each.Id).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task One_that_begins_later_is_given_what_is_told_from_then_on()
    {
        var (letters, hooks) = (new Taker("letters"), new Taker("hooks"));
        IReadOnlyList<Consumer> consumers = [letters.Consumer];
        await using var served = await ServedNode.At(
            "2026-01-02",
            settings => settings with { Consumers = consumers }
        );
        await OpenAsync(served, "acme");
        await UseAsync(served, "acme", 400);
        consumers = [letters.Consumer, hooks.Consumer];
        served.Clock.Set("2026-01-03");
        await served.RestartAsync();
        await UseAsync(served, "acme", 100);

        hooks.Of("acme").ShouldBe(["allowance-reached"]);
        letters.Of("acme").ShouldBe(Three[..2]);
    }

    private static async Task<ServedNode> Opened(params Taker[] takers)
    {
        var served = await ServedNode.At(
            "2026-01-02",
            settings => settings with { Consumers = [.. takers.Select(each => each.Consumer)] }
        );
        await OpenAsync(served, "acme");
        await OpenAsync(served, "blue");
        return served;
    }

    private static async Task OpenAsync(ServedNode served, string account) =>
        await served.SendAsync(
            new Story { Account = account }.At(
                "2026-01-01",
                "account.opened",
                """{ "policy": "engagece", "currency": "USD", "time_zone": "UTC", "plan": "volume-500" }""",
                $"opened {account}"
            )
        );

    /// <summary>Sends mails, body after body, with everything that is due in between.</summary>
    private static async Task UseAsync(ServedNode served, string account, params int[] counts)
    {
        foreach (var count in counts)
        {
            await served.SendAsync(
                new Story { Account = account }.At(
                    $"{served.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}",
                    "email.sent",
                    $$"""{"origin":"sequence","count":{{count}}}""",
                    Guid.NewGuid().ToString()
                )
            );
            await served.Node.LookAfterDueAsync();
        }
    }

    /// <summary>A consumer that writes down what it takes, and takes only what the test lets it.</summary>
    private sealed class Taker(string name)
    {
        private readonly Lock gate = new();
        private readonly List<SaidEntry> taken = [];

        public Func<SaidEntry, bool> Fails { get; set; } = _ => false;

        public Action Before { get; set; } = () => { };

        public Consumer Consumer => new(name, TakeAsync);

        public IReadOnlyList<SaidEntry> Taken
        {
            get
            {
                lock (gate)
                    return [.. taken];
            }
        }

        public IEnumerable<string> Of(string account) =>
            Taken.Where(each => each.Account.Text == account).Select(each => each.Notice!.What);

        private Task TakeAsync(SaidEntry entry, CancellationToken stop)
        {
            Before();
            if (Fails(entry))
                throw new IOException("nobody is there");
            lock (gate)
                taken.Add(entry);
            return Task.CompletedTask;
        }
    }
}
