using Evenhand.Core.Policy;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>
/// What is included of one meter fits together: what the fold would not bill as the words say is refused, with what to
/// write instead.
/// </summary>
internal sealed class CoverCheck(TypedPolicy policy, Reporter report) : Check(policy, report)
{
    public void Run()
    {
        foreach (var meter in Policy.Names.Meters)
            OfMeter(meter, [.. Of(meter, "allowance")], [.. Of(meter, "free")]);
    }

    private void OfMeter(
        MeterName meter,
        (TypedClause, Part)[] allowances,
        (TypedClause, Part)[] frees
    )
    {
        foreach (var (clause, part) in allowances)
            OfAllowance(clause, part, meter, frees.Length > 0);
        foreach (var (clause, part) in frees.Where(_ => meter.Part == "stock"))
            Say(clause, part.Node.At, "nothing is free of a stock yet", "write an `allowance`");
        foreach (var (clause, part) in allowances.Skip(1))
            if (Drawn(part) != Drawing.InOrder || Drawn(allowances[0].Item2) != Drawing.InOrder)
                Say(
                    clause,
                    part.Node.At,
                    $"more of `{meter.Name}` is included elsewhere already",
                    meter.Part == "stock" ? "include it once" : "say `drawn: in order` in both"
                );
        var charges = Of(meter, "charge").ToArray();
        if (frees.Length > 0 || allowances.Any(each => Drawn(each.Item2) != Drawing.AtClose))
            foreach (var (clause, part) in charges.Skip(1))
                Say(
                    clause,
                    part.Node.At,
                    $"`{meter.Name}` is charged elsewhere already, act by act",
                    "charge it once, or say `drawn: at close`"
                );
    }

    private void OfAllowance(TypedClause clause, Part part, MeterName meter, bool besideFree)
    {
        var drawn = Drawn(part);
        if (drawn == Drawing.AtClose && besideFree)
            Say(
                clause,
                part,
                "drawn",
                $"acts of `{meter.Name}` are free besides, which is told act by act",
                "say `drawn: in order`"
            );
        if (drawn != Drawing.InOrder && part.Get("per", false))
            Say(
                clause,
                part,
                "per",
                "what is each key's own is drawn act by act",
                "say `drawn: in order`"
            );
        if (drawn != Drawing.InOrder && part.Has("while"))
            Say(
                clause,
                part,
                "while",
                "whether the add-on is held is asked act by act",
                "say `drawn: in order`"
            );
        if (drawn == Drawing.InOrder && part.Get("taken", SeatBasis.Now) == SeatBasis.Average)
            Say(
                clause,
                part,
                "taken",
                "the average of a cycle is not known before its end",
                "say `drawn: at close`, or `taken: highest`"
            );
    }

    private static Drawing Drawn(Part allowance) => allowance.Get("drawn", Drawing.AtClose);

    private IEnumerable<(TypedClause Clause, Part Part)> Of(MeterName meter, string part) =>
        Policy.Parts(part).Where(each => Policy.MeterOf(each.Clause, each.Part) == meter);
}
