using Evenhand.Core.Effects;
using Evenhand.Tests.Replay;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Typical;

public class TypicalLawTests
{
    private static readonly string[] Zones =
    [
        "UTC",
        "Pacific/Kiritimati",
        "America/Los_Angeles",
        "Asia/Kolkata",
    ];

    [Fact]
    public void Whatever_the_order_of_accounts_and_events_the_cases_are_those_that_are_reckoned_by_hand()
    {
        var seed = Seed();
        var found = 0;
        for (var round = 0; round < 12; round++)
        {
            var dice = new Random(seed + round);
            var accounts = Accounts(dice);
            var lines = accounts.SelectMany(account => account.Lines()).ToArray();
            var expected = ByHand(accounts, Story.Instant("2026-05-15"));
            found += expected.Length;
            for (var again = 0; again < 2; again++)
            {
                Told(lines, "2026-05-15").ShouldBe(expected, $"seed {seed + round}");
                dice.Shuffle(lines);
            }
            Replays
                .Output(lines, Story.Instant("2026-05-15"))
                .ShouldBe(
                    Replays.Output([.. lines, .. lines.Reverse()], Story.Instant("2026-05-15"))
                );
        }
        found.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void A_replay_that_ends_earlier_tells_the_first_part_of_one_that_goes_on()
    {
        var seed = Seed();
        for (var round = 0; round < 6; round++)
        {
            var dice = new Random(seed + round);
            var accounts = Accounts(dice);
            var lines = accounts.SelectMany(account => account.Lines()).ToArray();
            var until = $"2026-0{dice.Next(2, 5)}-{dice.Next(1, 28):00}";
            Told(lines, until)
                .ShouldBe(
                    Told(lines, "2026-05-15")
                        .Where(told =>
                            string.CompareOrdinal(told, $"{Story.Instant(until)}~") <= 0
                        ),
                    $"seed {seed + round}, until {until}"
                );
        }
    }

    private static int Seed()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("EVENHAND_SEED"), out var given)
            ? given
            : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"the seed is {seed}");
        return seed;
    }

    private static string[] Told(IEnumerable<string> lines, string until) =>
        [
            .. Crowd
                .Replay(lines, until)
                .Cases.Where(opened => opened.Clause.Slug == "email-fair")
                .Select(opened =>
                    $"{opened.Time.Instant} {opened.Account} {opened.Name} of {opened.Facts["accounts"].Value}"
                )
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The rule, once more and as slowly as it can be said: every account looked at for every end of a cycle.</summary>
    private static string[] ByHand(Sender[] accounts, Instant until)
    {
        var told = new List<string>();
        foreach (var account in accounts)
        foreach (var (from, to, name) in account.Cycles(until))
        {
            if (account.PerLicence(from, to) is not { } value)
                continue;
            var all = accounts
                .Select(other =>
                    other
                        .Cycles(until)
                        .Where(cycle => cycle.To <= to)
                        .OrderBy(cycle => cycle.To)
                        .Select(cycle => ((Instant, Instant)?)(cycle.From, cycle.To))
                        .LastOrDefault()
                        is var (begun, ended)
                    && to - ended < Duration.FromDays(31)
                        ? other.PerLicence(begun, ended)
                        : null
                )
                .OfType<decimal>()
                .Order()
                .ToArray();
            var median = (all[(all.Length - 1) / 2] + all[all.Length / 2]) / 2;
            if (all.Length >= 20 && value > 5 * median && value > 10_000)
                told.Add($"{to} {account.Name} email-fair@{name} of {all.Length}");
        }
        return [.. told.Order(StringComparer.Ordinal)];
    }

    private static Sender[] Accounts(Random dice) =>
        [
            .. Enumerable
                .Range(0, dice.Next(28, 36))
                .Select(i => new Sender(
                    $"account-{i}",
                    Zones[dice.Next(Zones.Length)],
                    dice.Next(2) == 0 ? 1 : dice.Next(1, 32),
                    dice.Next(20) == 0 ? 0 : 1 << dice.Next(3),
                    [
                        .. Enumerable
                            .Range(0, dice.Next(4, 14))
                            .Select(_ =>
                                (
                                    Story.Instant("2026-01-02")
                                        + Duration.FromHours(dice.Next(130 * 24)),
                                    dice.Next(25) == 0 ? 160_000L : dice.Next(1, 5) * 1_000
                                )
                            ),
                    ]
                )),
        ];

    /// <summary>An account and what it sends.</summary>
    private sealed record Sender(
        string Name,
        string Zone,
        int CycleDay,
        int Licences,
        (Instant At, long Count)[] Sends
    )
    {
        public IEnumerable<string> Lines()
        {
            var crowd = new Crowd().With(Name, 0, Licences, Zone, CycleDay);
            crowd.Also(
                Name,
                story =>
                {
                    for (var i = 0; i < Sends.Length; i++)
                        story.At(
                            Sends[i].At.ToString(),
                            "email.sent",
                            $$"""{"count": {{Sends[i].Count}}}""",
                            $"{Name}-{i}"
                        );
                }
            );
            return crowd.Lines;
        }

        public decimal? PerLicence(Instant from, Instant to)
        {
            var sent = Sends.Where(each => each.At >= from && each.At < to).Sum(each => each.Count);
            return sent == 0 || Licences == 0 ? null : (decimal)sent / Licences;
        }

        public IEnumerable<(Instant From, Instant To, string Name)> Cycles(Instant until)
        {
            var zone = DateTimeZoneProviders.Tzdb[Zone];
            var opened = Story.Instant("2026-01-01");
            for (var month = new LocalDate(2025, 11, 1); ; month = month.PlusMonths(1))
            {
                var (day, next) = (DayOf(month), DayOf(month.PlusMonths(1)));
                var (from, to) = (
                    zone.AtStartOfDay(day).ToInstant(),
                    zone.AtStartOfDay(next).ToInstant()
                );
                if (to > until)
                    yield break;
                if (to > opened)
                    yield return (from, to, day.ToString("uuuu-MM-dd", null));
            }
        }

        private LocalDate DayOf(LocalDate month) =>
            new(
                month.Year,
                month.Month,
                Math.Min(CycleDay, month.Calendar.GetDaysInMonth(month.Year, month.Month))
            );
    }
}
