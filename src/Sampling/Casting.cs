using System.Globalization;
using System.Text;
using Evenhand.Sampling.Fields;
using NodaTime;

namespace Evenhand.Sampling;

/// <summary>Draws the accounts of a profile: who they are, and which of them misbehave.</summary>
internal sealed class Casting
{
    private const long OpeningSpan = 6 * Period.Hour;

    private readonly Profile profile;
    private readonly Period period;
    private readonly ulong seed;
    private readonly ILookup<int, Misbehaviour> misbehaviours;

    public Casting(Profile profile, Period period, int accounts, ulong seed)
    {
        this.profile = profile;
        this.period = period;
        this.seed = seed;
        misbehaviours = Assign(accounts).ToLookup(pair => pair.Account, pair => pair.Misbehaviour);
    }

    /// <summary>An account by its number from 1; the same one each time.</summary>
    public SampleAccount Account(int number, double scale)
    {
        var dice = Dice.For(seed, profile.Policy, number);
        return new SampleAccount(Draw(number, dice), period, dice, scale);
    }

    /// <summary>What happens to no account in particular; null when there is nothing.</summary>
    public SampleAccount? Shared(double scale)
    {
        if (profile.Shared.Length == 0)
            return null;
        var dice = Dice.For(seed, profile.Policy, 0);
        var traits = new Traits
        {
            SourceName = profile.Source,
            IdPrefix = "s."u8.ToArray(),
            Zone = DateTimeZoneProviders.Tzdb[profile.SharedZone],
            Activities = [.. profile.Shared.Select(activity => (activity, 1.0))],
            Starting = [.. profile.Pools.Select(pool => pool.Least)],
        };
        return new SampleAccount(traits, period, dice, scale);
    }

    /// <summary>
    /// At most every second account misbehaves. With few accounts the profile's later misbehaviours are left out, rather
    /// than all of them heaped on one.
    /// </summary>
    private IEnumerable<(int Account, Misbehaviour Misbehaviour)> Assign(int accounts)
    {
        var order = Enumerable.Range(1, accounts).ToArray();
        var dice = Dice.For(seed, profile.Policy, -1);
        for (var i = accounts - 1; i > 0; i--)
        {
            var other = dice.Below(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }
        var next = 0;
        foreach (var misbehaviour in profile.Misbehaviours)
        {
            var wanted = Math.Max(1, (int)(misbehaviour.Share * accounts));
            for (var i = 0; i < wanted && next < accounts / 2; i++)
                yield return (order[next++], misbehaviour);
        }
    }

    private Traits Draw(int number, Dice dice)
    {
        var population = profile.Populations.Pick(dice);
        var zone = population.Zones.Pick(dice);
        var licensed = EvenInLogarithm(dice, population.SeatsLeast, population.SeatsMost);
        var addons = Addons(population, number, dice);
        return new Traits
        {
            Subject = Utf8Lines.Quote(
                string.Create(CultureInfo.InvariantCulture, $"{profile.Policy}-{number:0000}")
            ),
            SourceName = profile.Source,
            IdPrefix = Bytes(number + "."),
            Policy = Utf8Lines.Quote(profile.Policy),
            Currency = Utf8Lines.Quote(population.Currencies.Pick(dice)),
            Zone = DateTimeZoneProviders.Tzdb[zone],
            ZoneName = Utf8Lines.Quote(zone),
            Plan = population.Plans is { } plans ? Utf8Lines.Quote(plans.Pick(dice)) : null,
            CycleDay = population.CycleDays is { } days ? Bytes($"{days.Pick(dice)}") : null,
            Government = dice.Chance(population.Government) ? Bytes("true") : null,
            Licensed = licensed,
            Restricted = (int)(licensed * population.Restricted * dice.Unit()),
            SeatChanges = population.SeatChanges,
            OpensAt = OpensAt(population, dice),
            Starting =
            [
                .. profile.Pools.Select(pool => EvenInLogarithm(dice, pool.Least, pool.Most)),
            ],
            Opening = Opening.Events(profile.Source, addons),
            Activities = [.. Activities(population, number, addons, dice)],
        };
    }

    private string[] Addons(Population population, int number, Dice dice)
    {
        // Every add-on draws, held already or not, so that a misbehaviour leaves the rest of the account as it was.
        var held = population
            .Addons.Where(addon => dice.Chance(addon.Share))
            .Select(addon => addon.Name)
            .ToList();
        return
        [
            .. held.Concat(misbehaviours[number].SelectMany(misbehaviour => misbehaviour.Addons))
                .Distinct(),
        ];
    }

    private IEnumerable<(Activity, double)> Activities(
        Population population,
        int number,
        string[] addons,
        Dice dice
    )
    {
        var spread = population.Spread;
        var level = PortableMath.Exp(spread * dice.Normal() - spread * spread / 2);
        foreach (var activity in profile.Activities)
        {
            var factor = level;
            foreach (var misbehaviour in misbehaviours[number])
                factor *= misbehaviour.Factors.GetValueOrDefault(activity.Name, 1);
            if (activity.Needs is null || addons.Contains(activity.Needs))
                yield return (activity, factor);
        }
        foreach (
            var activity in misbehaviours[number].SelectMany(misbehaviour => misbehaviour.Added)
        )
            yield return (activity, 1);
    }

    private long OpensAt(Population population, Dice dice)
    {
        var span = dice.Chance(population.OpenLater) ? period.Length * 3 / 4 : OpeningSpan;
        return (long)(dice.Unit() * span);
    }

    private static int EvenInLogarithm(Dice dice, int least, int most)
    {
        if (least == most)
            return least;
        // One is added so that zero, too, has a logarithm.
        var drawn = PortableMath.Exp(
            dice.Between(PortableMath.Log(least + 1), PortableMath.Log(most + 2))
        );
        return Math.Clamp((int)drawn - 1, least, most);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
