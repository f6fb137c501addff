namespace Evenhand.Tests.Model;

/// <summary>What is told and drawn while cycles go on: how far the first allowance is used, and what acts cost the wallet.</summary>
internal static class Told
{
    /// <summary>The notices of a life, each the percentage that was reached and its minute.</summary>
    public static IEnumerable<(long Minute, long Percent)> Notices(Terms terms, Life life)
    {
        var around = new Surrounding(terms, life);
        for (var cycle = 0; cycle < Life.Cycles; cycle++)
        {
            var reached = new Reached();
            var offered = 0L;
            foreach (var share in Drawn(terms, FlowModel.Shares(terms, life, cycle)))
            {
                var act = life.All[share.Place];
                offered += Offered(terms, share);
                var size =
                    (Exact)terms.Amount(share.Plan)
                    * around.Times(life.Bounds[cycle], share.Place, () => 0);
                if (!(size > 0))
                    continue;
                if (reached.Next(size, offered) is { } step)
                    yield return (act.Minute, step);
            }
        }
    }

    /// <summary>Each threshold of an allowance of one size, once.</summary>
    private sealed class Reached
    {
        private readonly List<(Exact Size, long Step)> all = [];
        private long seen;

        public long? Next(Exact size, long offered)
        {
            var last = all.Count == 0 ? 0 : all[^1].Step;
            if (all.Count > 0 && all[^1].Size != size)
            {
                var known = all.Where(each => each.Size == size).Select(each => each.Step);
                last = known.Append(Math.Min(last, Of(seen, size))).Max();
            }
            seen = offered;
            var now = Math.Max(last, Of(offered, size));
            all.Add((size, now));
            return now > last ? now : null;
        }

        private static long Of(long used, Exact size) =>
            Step((long)((Exact)(used * 100) / size is var share ? share.Over / share.Under : 0));
    }

    /// <summary>The balance of the wallet at the end.</summary>
    public static Exact Wallet(Terms terms, Life life, long toppedUp)
    {
        Exact balance = toppedUp;
        for (var cycle = 0; cycle < Life.Cycles; cycle++)
            foreach (var share in FlowModel.Shares(terms, life, cycle))
                balance -= Exact.Of(share.Cost) * (share.Units - share.Base) / (Exact)share.Units;
        return balance;
    }

    private static long Step(long percent) =>
        percent < 50 ? 0
        : percent < 100 ? 50
        : percent / 50 * 50;

    /// <summary>What of an act came to the first allowance: all but what others took before it.</summary>
    private static long Offered(Terms terms, Share share) =>
        share.Units
        - (terms.Closes || terms.Ordered ? share.Free : 0)
        - (terms.Closes && terms.Second == Second.OfKeys ? share.More : 0);

    /// <summary>Over a whole cycle too, each user's own is used up before the pool is.</summary>
    private static IEnumerable<Share> Drawn(Terms terms, IEnumerable<Share> shares)
    {
        var used = new Dictionary<string, long>();
        foreach (var share in shares)
        {
            if (!terms.Closes || terms.Second != Second.OfKeys)
            {
                yield return share;
                continue;
            }
            var before = used.GetValueOrDefault(share.User);
            var taken = Math.Min(share.Units - share.Free, terms.More - before);
            used[share.User] = before + taken;
            yield return share with
            {
                More = taken,
            };
        }
    }
}
