namespace Evenhand.Tests.Model;

/// <summary>What a flow costs, act by act or at the close.</summary>
internal static class FlowModel
{
    /// <summary>Each act goes to what is included in its order; the rest pays the price of its moment.</summary>
    public static List<BillLine> ActByAct(Terms terms, Life life, int cycle)
    {
        var shares = Shares(terms, life, cycle).ToList();
        var lines = Lines(terms, life, cycle, fee: false, shares);
        if (terms.Fee)
            lines.AddRange(Lines(terms, life, cycle, fee: true, shares));
        return lines;
    }

    /// <summary>Acts under one price make one line; which price came first in time stands first.</summary>
    private static List<BillLine> Lines(
        Terms terms,
        Life life,
        int cycle,
        bool fee,
        List<Share> shares
    )
    {
        if (shares.Count == 0)
        {
            var to = life.Bounds[cycle + 1];
            var end = life.All.TakeWhile(each => each.Minute < to).Count();
            var plan = new Surrounding(terms, life).Plan(end, to - 1);
            return [Bill.Line(terms, life, fee, 0, 0, 0, plan)];
        }
        return
        [
            .. from share in shares
            group share by fee ? "" : terms.Price(share.Plan, life.Currency) into part
            let quantity = Sum(part, share => share.Units)
            let free = Sum(part, share => share.Free)
            let drawn = Sum(part, share => share.Base + share.More)
            let included = fee ? free : free + drawn
            select Bill.Line(
                terms,
                life,
                fee,
                quantity,
                included,
                quantity - included,
                part.First().Plan
            ),
        ];
    }

    /// <summary>The whole usage of the cycle against the whole of what is included, once.</summary>
    public static List<BillLine> AtClose(Terms terms, Life life, int cycle)
    {
        var (from, to) = (life.Bounds[cycle], life.Bounds[cycle + 1]);
        var around = new Surrounding(terms, life);
        var end = life.All.TakeWhile(each => each.Minute < to).Count();
        var plan = around.Plan(end, to - 1);
        var first =
            (Exact)terms.Amount(plan) * around.Times(from, end, () => around.Average(from, to));
        var shares = Shares(terms, life, cycle).ToList();
        var (quantity, free) = (Sum(shares, each => each.Units), Sum(shares, each => each.Free));
        // Each user's own first, of what the user did not have free.
        var own = Exact.Zero;
        var perUser = (terms.PerKey ? first : 0) + (terms.Second == Second.OfKeys ? terms.More : 0);
        foreach (var user in shares.GroupBy(share => share.User))
            own += Exact.Least(Sum(user, each => each.Units - each.Free), perUser);
        var pool = (terms.PerKey ? 0 : first) + (terms.Second == Second.Pool ? terms.More : 0);
        var drawn = Exact.Least(quantity - free - own, pool);
        var told = terms.Drawn == Draw.WholeCycle ? drawn : pool;
        List<BillLine> lines =
        [
            Bill.Line(
                terms,
                life,
                false,
                quantity,
                free + own + told,
                quantity - free - own - drawn,
                plan
            ),
        ];
        if (terms.Fee)
            lines.Add(Bill.Line(terms, life, true, quantity, free, quantity - free, plan));
        return lines;
    }

    /// <summary>
    /// Who takes how much of each act of a cycle. Where allowances are set against usage at the close they take nothing
    /// here, and free usage is free whatever is included.
    /// </summary>
    public static IEnumerable<Share> Shares(Terms terms, Life life, int cycle)
    {
        var around = new Surrounding(terms, life);
        var (from, to) = (life.Bounds[cycle], life.Bounds[cycle + 1]);
        var earlier = new List<Share>();
        for (var place = 0; place < life.All.Count; place++)
        {
            var act = life.All[place];
            if (act.What != What.Call || act.Minute < from || act.Minute >= to)
                continue;
            var plan = around.Plan(place, act.Minute);
            var isFree =
                terms.Free == FreeBy.Acts && act.More == 1
                || terms.Free == FreeBy.State && around.Party(place, act.Minute);
            var size = (Exact)terms.Amount(plan) * around.Times(from, place, () => 0);
            var share = new Share(place, act.Name, plan, act.Amount, 0, 0, 0, act.Cost);
            if (terms.Closes)
                share = share with { Free = isFree ? act.Amount : 0 };
            else if (terms.Ordered && isFree)
                share = share with { Free = act.Amount };
            else
                share = Drawn(terms, earlier, share, size, isFree);
            earlier.Add(share);
            yield return share;
        }
    }

    private static Share Drawn(
        Terms terms,
        List<Share> earlier,
        Share share,
        Exact size,
        bool isFree
    )
    {
        var mine = earlier.Where(other => other.User == share.User).ToList();
        var left = size - Sum(terms.PerKey ? mine : earlier, other => other.Base);
        var taken = Exact.Least(share.Units, Exact.Most(0, left));
        var rest = share.Units - (long)(taken.Over / taken.Under);
        var leftOfMore =
            terms.Second == Second.None
                ? Exact.Zero
                : (Exact)terms.More
                    - Sum(terms.Second == Second.OfKeys ? mine : earlier, other => other.More);
        var takenOfMore = Exact.Least(rest, Exact.Most(0, leftOfMore));
        var more = (long)(takenOfMore.Over / takenOfMore.Under);
        return share with
        {
            Base = share.Units - rest,
            More = more,
            Free = isFree ? rest - more : 0,
        };
    }

    private static Exact Sum(IEnumerable<Share> shares, Func<Share, long> of) =>
        shares.Sum(share => of(share));
}

/// <summary>How an act's units were shared out.</summary>
internal sealed record Share(
    int Place,
    string User,
    string Plan,
    long Units,
    long Free,
    long Base,
    long More,
    string Cost
);
