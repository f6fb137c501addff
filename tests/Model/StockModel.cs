namespace Evenhand.Tests.Model;

/// <summary>What a stock costs: for each stretch of time in which nothing changes, what was there and whether it was free.</summary>
internal static class StockModel
{
    private const long Giga = 1_000_000_000;

    public static List<BillLine> Lines(Terms terms, Life life, int cycle)
    {
        var (from, to) = (life.Bounds[cycle], life.Bounds[cycle + 1]);
        var around = new Surrounding(terms, life);
        var end = life.All.TakeWhile(each => each.Minute < to).Count();
        var stretches = Stretches(terms, life, from, to).ToList();
        var (quantity, free) = Taken(terms, stretches, to - from);
        var plan = around.Plan(end, to - 1);
        var included =
            (Exact)terms.Amount(plan) * around.Times(from, end, () => around.Average(from, to))
            + (terms.Second == Second.None ? 0 : terms.More);
        List<BillLine> lines =
        [
            Bill.Line(
                terms,
                life,
                false,
                quantity,
                free + included,
                Exact.Most(0, quantity - free - included),
                plan
            ),
        ];
        if (terms.Fee)
            lines.Add(Bill.Line(terms, life, true, quantity, free, quantity - free, plan));
        return lines;
    }

    private static (Exact Quantity, Exact Free) Taken(
        Terms terms,
        List<Stretch> stretches,
        long length
    )
    {
        var free = stretches.Where(stretch => stretch.Free).ToList();
        return terms.Taken switch
        {
            Value.Average => (Average(stretches, length), Average(free, length)),
            Value.End => (Level(stretches[^1]), stretches[^1].Free ? Level(stretches[^1]) : 0),
            Value.Peak => (
                Peak(stretches),
                Peak(stretches) - Peak(stretches.Where(stretch => !stretch.Free))
            ),
            _ => (stretches.SelectMany(stretch => stretch.There.Keys).Distinct().Count(), 0),
        };
    }

    private static Exact Average(List<Stretch> stretches, long length) =>
        stretches.Aggregate(Exact.Zero, (sum, each) => sum + Level(each) * each.Minutes) / length;

    private static Exact Peak(IEnumerable<Stretch> stretches) =>
        stretches.Aggregate(Exact.Zero, (most, each) => Exact.Most(most, Level(each)));

    private static Exact Level(Stretch stretch) => new(stretch.There.Values.Sum(), Giga);

    private static IEnumerable<Stretch> Stretches(Terms terms, Life life, long from, long to)
    {
        var around = new Surrounding(terms, life);
        long[] cuts =
        [
            .. life
                .All.SelectMany(each =>
                    terms.Lasts > 0 && each.What == What.PartyBegan
                        ? new[] { each.Minute, each.Minute + terms.Lasts * 24 * 60 }
                        : [each.Minute]
                )
                .Append(from)
                .Append(to)
                .Where(minute => minute >= from && minute <= to)
                .Distinct()
                .Order(),
        ];
        foreach (var (begins, ends) in cuts.Zip(cuts.Skip(1)))
        {
            var place = life.All.TakeWhile(each => each.Minute <= begins).Count();
            var there = new Dictionary<string, long>();
            foreach (var each in life.All.Take(place))
                if (each.What == What.Put)
                    there[each.Name] = each.Amount;
                else if (each.What == What.Deleted)
                    there.Remove(each.Name);
            var free = terms.Free == FreeBy.State && around.Party(place, begins);
            yield return new Stretch(ends - begins, there, free);
        }
    }

    private sealed record Stretch(long Minutes, Dictionary<string, long> There, bool Free);
}
