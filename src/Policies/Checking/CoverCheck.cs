using Evenhand.Core.Policy;
using Evenhand.Policies.Emitting;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>
/// What is included and billed of one meter fits together. What its words do not settle is refused, with what to write
/// instead: so every combination that passes is billed as docs/LANGUAGE.md says.
/// </summary>
internal sealed class CoverCheck(TypedPolicy policy, Reporter report) : Check(policy, report)
{
    public void Run()
    {
        foreach (var meter in Policy.Names.Meters)
        {
            var allowances = Of(meter, "allowance").ToList();
            foreach (var (clause, part) in allowances)
                OfAllowance(clause, part, meter);
            DrawnAlike(meter, allowances);
            foreach (var (clause, part) in Of(meter, "order"))
                OfOrder(clause, part, meter);
            ChargedAlike(meter, [.. Of(meter, "charge")]);
        }
    }

    private void OfAllowance(TypedClause clause, Part part, MeterName meter)
    {
        var drawn = Drawn(part);
        if (drawn != Drawing.InOrder && part.Has("while"))
            Say(
                clause,
                part,
                "while",
                "whether the add-on is held is asked act by act, and this is set against usage at the close",
                meter.Part == "stock" ? "leave `while` out" : "say `drawn: in order`"
            );
        if (drawn == Drawing.InOrder && TypedPolicy.TakesAverage(part))
            Say(
                clause,
                part,
                "taken",
                "the average of a cycle is not known before its end, and this is drawn act by act",
                "say `drawn: at close`, or `taken: highest`"
            );
    }

    private void DrawnAlike(MeterName meter, List<(TypedClause Clause, Part Part)> allowances)
    {
        foreach (var (clause, part) in allowances.Skip(1))
            if (Drawn(part) != Drawn(allowances[0].Part))
                Say(
                    clause,
                    part,
                    "drawn",
                    $"what is included of `{meter.Name}` is drawn in one way, and `{allowances[0].Clause.Name.Slug}` draws it in another",
                    "say the same `drawn` in both"
                );
    }

    private void OfOrder(TypedClause clause, Part order, MeterName meter)
    {
        (ClauseName Clause, Part Part)? latest = null;
        foreach (var name in order.List<ClauseName>("covers"))
        foreach (var part in Policy.Clauses[name.Place].Parts("allowance", "free"))
        {
            if (Policy.MeterOf(Policy.Clauses[name.Place], part) != meter)
                continue;
            if (latest is { } before && Covers.Turn(part) < Covers.Turn(before.Part))
                Say(
                    clause,
                    order,
                    "covers",
                    part.Shape.Name == "free"
                        ? $"what is free is told act by act, before the close sets the rest against `{before.Clause.Slug}`"
                        : $"at the close nobody can tell whose usage `{before.Clause.Slug}` takes, so what is each key's own comes first",
                    $"put `{name.Slug}` before it, or say `drawn: in order` there"
                );
            latest = (name, part);
        }
    }

    private void ChargedAlike(MeterName meter, List<(TypedClause Clause, Part Part)> charges)
    {
        var beyond = charges.Where(each => each.Part.Has("beyond")).ToList();
        foreach (var (clause, part) in beyond.Skip(1))
            if (Beyond(part) != Beyond(beyond[0].Part))
                Say(
                    clause,
                    part,
                    "beyond",
                    $"`beyond` means beyond all that is included of `{meter.Name}`, whichever clause it names",
                    $"name `{Beyond(beyond[0].Part)?.Slug}`, as `{beyond[0].Clause.Name.Slug}` does"
                );
    }

    private static ClauseName? Beyond(Part charge) => charge.Find<ClauseName>("beyond");

    private static Drawing Drawn(Part allowance) => allowance.Get("drawn", Drawing.AtClose);

    private IEnumerable<(TypedClause Clause, Part Part)> Of(MeterName meter, string part) =>
        Policy.Parts(part).Where(each => Policy.MeterOf(each.Clause, each.Part) == meter);
}
