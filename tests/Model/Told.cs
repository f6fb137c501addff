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
            var (told, offered) = (0L, 0L);
            foreach (var share in Drawn(terms, FlowModel.Shares(terms, life, cycle)))
            {
                var act = life.All[share.Place];
                offered += Offered(terms, share);
                var size =
                    (Exact)terms.Amount(share.Plan)
                    * around.Times(life.Bounds[cycle], share.Place, () => 0);
                if (!(size > 0))
                    continue;
                var reached = Step(
                    (long)((Exact)(offered * 100) / size is var used ? used.Over / used.Under : 0)
                );
                if (reached > told)
                    yield return (act.Minute, reached);
                told = reached;
            }
        }
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
