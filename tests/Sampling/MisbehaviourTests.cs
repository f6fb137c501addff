using Evenhand.Sampling;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Sampling;

public class MisbehaviourTests
{
    private const string Profile = """
        policy: tiny
        pools:
          rooms: { prefix: r }
        populations:
          all: { currencies: EUR, zones: Europe/Berlin, seats: 4, addons: { keys: 0.5 } }
        activities:
          bookings: { type: room.booked, rate: { seat-day: 1 }, fields: { room: { new: rooms } } }
          keys: { type: door.opened, rate: { account-day: 1 }, needs: keys }
          visits: { type: room.seen, rate: { account-day: 1 }, fields: { room: { pick: rooms } } }
          closing:
            type: account.terminated
            rate: { once: 0.3 }
            ends: account
            then:
              - { type: bill.sent, after: 2d }
        misbehaviours:
          squatters:
            clause: no-squatting
            share: 0.05
            multiply: { bookings: 20 }
            add:
              parties: { type: party.held, rate: { account-day: 3 } }
          burglars:
            clause: no-burglary
            share: 0.01
            addons: [keys]
            add:
              nights: { type: night.stayed, rate: { opening: 2 } }
        """;

    private static readonly IGrouping<string, SampleEvent>[] Accounts =
    [
        .. Samples
            .Events(
                new SampleRequest
                {
                    Profiles = [Samples.Written(Profile)],
                    Accounts = 100,
                    Months = 1,
                }
            )
            .GroupBy(e => e.Account!),
    ];

    [Fact]
    public void As_many_accounts_misbehave_as_the_profile_says() =>
        Holding("party.held").Length.ShouldBe(5);

    [Fact]
    public void A_misbehaviour_befalls_one_account_at_least() =>
        Holding("night.stayed").Length.ShouldBe(1);

    [Fact]
    public void Those_who_misbehave_hold_the_add_ons_for_it() =>
        Holding("night.stayed").Single().ShouldContain(e => e.Type == "addon.added");

    [Fact]
    public void Those_who_misbehave_exaggerate_what_they_do()
    {
        var squatters = Holding("party.held").Average(DailyBookings);
        var others = Accounts.Except(Holding("party.held")).Average(DailyBookings);
        (squatters / others).ShouldBe(20, tolerance: 3);
    }

    [Fact]
    public void Each_account_misbehaves_in_one_way() =>
        Holding("party.held")
            .ShouldNotContain(account => account.Any(e => e.Type == "night.stayed"));

    [Fact]
    public void What_needs_an_add_on_happens_only_where_it_is_held() =>
        Holding("door.opened").ShouldAllBe(account => account.Any(e => e.Type == "addon.added"));

    [Fact]
    public void A_thing_is_made_before_it_is_named()
    {
        foreach (var account in Accounts)
        {
            var made = new HashSet<string>();
            foreach (
                var e in account.Where(e => e.Type.StartsWith("room.", StringComparison.Ordinal))
            )
            {
                var room = e.Data.GetProperty("room").GetString()!;
                (e.Type == "room.booked" ? made.Add(room) : made.Contains(room)).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void After_its_end_an_account_does_only_what_follows_from_it()
    {
        var ended = Holding("account.terminated");
        ended.Length.ShouldBeInRange(15, 45);
        foreach (var account in ended)
            account
                .SkipWhile(e => e.Type != "account.terminated")
                .Skip(1)
                .ShouldAllBe(e => e.Type == "bill.sent");
    }

    [Fact]
    public void With_few_accounts_at_most_every_second_one_misbehaves()
    {
        var events = Samples.Events(
            new SampleRequest
            {
                Profiles = [Samples.Written(Profile)],
                Accounts = 3,
                Months = 1,
            }
        );
        events.Select(e => e.Type).ShouldContain("party.held");
        events.Select(e => e.Type).ShouldNotContain("night.stayed");
    }

    private static IGrouping<string, SampleEvent>[] Holding(string type) =>
        [.. Accounts.Where(account => account.Any(e => e.Type == type))];

    private static double DailyBookings(IGrouping<string, SampleEvent> account)
    {
        var days = (account.Last().Time - account.First().Time).TotalDays;
        return account.Count(e => e.Type == "room.booked") / Math.Max(1, days);
    }
}
