namespace Evenhand.Tests.Model;

/// <summary>What holds around an act, found out each time from the whole list of what happened: nothing is carried on.</summary>
internal sealed class Surrounding(Terms terms, Life life)
{
    /// <summary>Licences, full and restricted, once all before a place of the list has happened.</summary>
    public long Seats(int place) =>
        life.All.Take(place).LastOrDefault(each => each.What == What.Seats) is { } set
            ? set.Amount + set.More
            : 0;

    /// <summary>The highest number of licences at any moment of a cycle so far.</summary>
    public long Highest(long from, int place)
    {
        var most = Seats(life.All.TakeWhile(each => each.Minute <= from).Count());
        foreach (var each in life.All.Take(place))
            if (each.What == What.Seats && each.Minute > from)
                most = Math.Max(most, each.Amount + each.More);
        return most;
    }

    /// <summary>The average number of licences over a whole cycle.</summary>
    public Exact Average(long from, long to)
    {
        var sum = Exact.Zero;
        for (var place = 0; place <= life.All.Count; place++)
        {
            var begins = Math.Max(from, place == 0 ? from : life.All[place - 1].Minute);
            var ends = Math.Min(to, place == life.All.Count ? to : life.All[place].Minute);
            if (begins < ends)
                sum += (Exact)Seats(place) * (ends - begins);
        }
        return sum / (to - from);
    }

    /// <summary>The plan in force once all before a place has happened, at a minute that is not earlier.</summary>
    public string Plan(int place, long minute)
    {
        var (plan, waits) = ("small", "");
        var bounds = life.Bounds.Skip(1).Where(bound => bound <= minute).ToList();
        foreach (var set in life.All.Take(place).Where(each => each.What == What.Plan))
        {
            for (; bounds.Count > 0 && bounds[0] <= set.Minute; bounds.RemoveAt(0))
                (plan, waits) = (waits.Length > 0 ? waits : plan, "");
            waits = "";
            if (set.Name == plan)
                continue;
            if (terms.LargerAtOnce && terms.Amount(set.Name) < terms.Amount(plan))
                waits = set.Name;
            else
                plan = set.Name;
        }
        return bounds.Count > 0 && waits.Length > 0 ? waits : plan;
    }

    /// <summary>Whether there is a party at a minute, once all before a place has happened.</summary>
    public bool Party(int place, long minute) =>
        life.All.Take(place).LastOrDefault(IsOfParty) is { What: What.PartyBegan } began
        && (terms.Lasts == 0 || minute < began.Minute + terms.Lasts * 24 * 60);

    /// <summary>How much the first allowance is multiplied by.</summary>
    public Exact Times(long from, int place, Func<Exact> average) =>
        terms.Licences switch
        {
            Licences.None => 1,
            Licences.Now => Seats(place),
            Licences.Highest => Highest(from, place),
            _ => average(),
        };

    private static bool IsOfParty(Happening each) =>
        each.What is What.PartyBegan or What.PartyEnded;
}
