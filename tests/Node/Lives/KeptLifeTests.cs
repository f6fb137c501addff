using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Tests.Core;
using NodaTime;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.StatingTests;

namespace Evenhand.Tests.Node.Lives;

/// <summary>What is kept of a life: what it spares, and what is known for ever.</summary>
public class KeptLifeTests
{
    [Fact]
    public async Task Months_that_nothing_touches_are_not_read_again()
    {
        BreakingLedger? breaking = null;
        await using var served = await Lived(ledger => breaking = new BreakingLedger(ledger));
        served.Node.Statements(new AccountId("acme")).ShouldNotBeNull();
        Break(breaking!);
        await served.SendAsync(Sms("2026-06-10", "now"));
        await served.SendAsync(Sms("2026-05-10", "late"));
        Quantity(served, "2026-06-01").ShouldBe("2");
        Quantity(served, "2026-05-01").ShouldBe("5");
        served
            .Node.Usage(
                new AccountId("acme"),
                null,
                null,
                Evenhand.Node.Views.SeriesWindow.Day,
                null
            )
            .ShouldNotBeNull();
        served.Node.Figures.Parked.ShouldBe(0);
    }

    [Fact]
    public async Task A_page_of_what_moved_prepaid_money_reads_the_months_of_its_movements()
    {
        var read = new List<StoredSlice>();
        await using var served = await ServedNode.At(
            "2026-01-01",
            each => each with { LeastKept = 0, MostInWindow = 2_000 },
            ledger => new BreakingLedger(ledger) { Damage = (_, slice) => Noted(read, slice) }
        );
        await served.SendAsync(Story.Under("qcontact"));
        for (var month = 1; month <= 6; month++)
        {
            await served.UntilAsync($"2026-0{month}-20");
            for (var day = 1; day <= 9; day++)
                await served.SendAsync(
                    new Story().At(
                        $"2026-0{month}-0{day}",
                        "wallet.topped-up",
                        """{"amount":"1.50","currency":"USD"}""",
                        $"{month} {day}"
                    )
                );
        }
        var whole = served.Node.Wallet(new AccountId("acme"), null, 100)!;
        (whole.Events.Count, whole.Balance.ToString()).ShouldBe((54, "81"));

        read.Clear();
        var last = served.Node.Wallet(new AccountId("acme"), "50", 10)!;
        last.Events.ShouldBe(whole.Events.Skip(50));
        read.Select(slice => slice.First).ShouldAllBe(time => time > Story.Moment("2026-05-31"));

        read.Clear();
        var middle = served.Node.Wallet(new AccountId("acme"), "19", 5)!;
        (middle.Events.Count, middle.Next).ShouldBe((5, "24"));
        middle.Events.ShouldBe(whole.Events.Skip(19).Take(5));
        // What is told of where events lie is as coarse as a month.
        read.Where(slice => slice.First < Story.Moment("2026-06-01"))
            .ShouldAllBe(slice =>
                slice.First >= Story.Moment("2026-02-01") && slice.Last < Story.Moment("2026-05-01")
            );
    }

    [Fact]
    public async Task A_start_goes_on_from_what_was_kept_at_the_stop()
    {
        BreakingLedger? breaking = null;
        await using var served = await Lived(ledger => breaking = new BreakingLedger(ledger));
        // Of so few records as it has by now only the next due instant is kept.
        for (var i = 0; i < 10; i++)
            await served.SendAsync(Sms("2026-06-12", $"more-{i}"));
        served.Node.Statements(new AccountId("acme")).ShouldNotBeNull();
        await served.RestartAsync();
        Break(breaking!);
        await served.SendAsync(Sms("2026-05-10", "late"));
        Quantity(served, "2026-05-01").ShouldBe("5");
        served.Node.Figures.Parked.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_kept_and_is_spoilt_is_as_if_it_had_not_been_kept()
    {
        await using var served = await Lived();
        var told = served.Expected("acme");
        await served.StopAsync();
        using (var ledger = Evenhand.Ledger.Sqlite.SqliteLedger.Open(served.Data))
        {
            var stream = StreamName.Of("acme");
            var slots = ledger.Slots(stream).Where(head => head.Slot != Snapshot.Live).ToArray();
            slots.Length.ShouldBeGreaterThan(2);
            foreach (var slot in slots)
            {
                var kept = ledger.SnapshotOf(stream, slot.Slot)!;
                var body = kept.Body.ToArray();
                body[body.Length / 2] ^= 1;
                ledger.Keep([kept with { Body = body }]);
            }
        }
        await served.StartAsync();
        served.Expected("acme").ShouldBe(told);
    }

    [Theory]
    [InlineData("2026-01-10")]
    [InlineData("2026-06-10")]
    public async Task An_id_that_was_there_months_ago_counts_no_second_time_whatever_its_time(
        string time
    )
    {
        await using var served = await Lived();
        var told = served.Expected("acme");
        var running = Quantity(served, "2026-06-01");
        (await served.SendAsync(Sms(time, "sent-1-0"))).Accepted.ShouldBe(1);
        Quantity(served, "2026-06-01").ShouldBe(running);
        served.Expected("acme").ShouldBe(told);
    }

    [Fact]
    public async Task A_void_of_months_ago_takes_its_event_back()
    {
        await using var served = await Lived();
        Quantity(served, "2026-02-01").ShouldBe("4");
        await served.SendAsync(Undo("2026-06-10", "sent-2-1"));
        Quantity(served, "2026-02-01").ShouldBe("3");
        Quantity(served, "2026-03-01").ShouldBe("4");
    }

    private static StoredSlice Noted(List<StoredSlice> read, StoredSlice slice)
    {
        if (slice is { Kind: SliceKind.Events, Count: > 0 })
            read.Add(slice);
        return slice;
    }

    /// <summary>Five ended cycles of four events each, and one event in the sixth.</summary>
    private static async Task<ServedNode> Lived(Func<ILedger, ILedger>? between = null)
    {
        var served = await ServedNode.At(
            "2026-01-01",
            each => each with { LeastKept = 0, Repeats = Duration.FromDays(5) },
            between
        );
        await served.SendAsync(Story.Under("engagece", plan: "volume-500"));
        for (var month = 1; month <= 5; month++)
        {
            await served.UntilAsync($"2026-0{month}-20");
            for (var i = 0; i < 4; i++)
                await served.SendAsync(Sms($"2026-0{month}-1{i}", $"sent-{month}-{i}"));
        }
        await served.UntilAsync("2026-06-05");
        await served.SendAsync(Sms("2026-06-02", "first"));
        await served.UntilAsync("2026-06-20");
        served.Node.Statements(new AccountId("acme")).ShouldNotBeNull();
        return served;
    }

    private static string Quantity(ServedNode served, string cycle) =>
        served
            .Node.Statement(new AccountId("acme"), cycle, expected: true)!
            .Statement.Lines.Single(line => line.Clause.Slug == "volume-plan")
            .Quantity.ToString();

    /// <summary>Whoever reads a slice of the first months fails.</summary>
    private static void Break(BreakingLedger ledger) =>
        ledger.Damage = (account, slice) =>
            account == "acme"
            && slice.Kind == SliceKind.Events
            && slice.Last < Story.Moment("2026-04-01")
                ? throw new DamagedLedgerException("a bad sector")
                : slice;
}
