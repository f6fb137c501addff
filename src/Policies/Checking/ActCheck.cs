using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Notation;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>Rules about acts fit the acts: fields, units, the keys of states, and what is exempt.</summary>
internal sealed class ActCheck(TypedPolicy policy, Reporter report) : Check(policy, report)
{
    public void Run()
    {
        foreach (var (clause, part) in Policy.Parts("act"))
            OfAct(clause, part);
        foreach (var (clause, part) in Policy.Parts("gate", "meter"))
            OfCircumstances(clause, part);
        foreach (var (clause, part) in Policy.Parts("bucket"))
            OfBucket(clause, part);
        foreach (var (clause, part) in Policy.Parts("concurrency"))
            OfConcurrency(clause, part);
        foreach (var (clause, part) in Policy.Parts("repeat"))
            if (part.Get("times", 1m) < 1)
                Say(clause, part, "times", "it must happen once at least");
        foreach (var (clause, part) in Policy.Parts("exempt"))
            OfExempt(clause, part);
        foreach (var (clause, part) in Policy.Parts("export"))
            if (
                part.Find<Thing>("each") is { } thing
                && part.Find<EventType>("counts-as") is { } use
                && !thing.Uses.Contains(use)
            )
                Say(
                    clause,
                    part,
                    "counts-as",
                    $"{use.Name} is no use of `{thing.Name}`",
                    Nearest.Suggestion(use.Name, thing.Uses.Select(each => each.Name))
                );
    }

    private void OfAct(TypedClause clause, Part part)
    {
        var most = part.List<KeyValuePair<string, Amount>>("at-most");
        if (most.Length > 1)
            Say(clause, part, "at-most", "one field is bounded at a time", "write two `act` parts");
        if (part.Get("tells", false) && most.IsEmpty)
            Say(clause, part, "tells", "only `at-most` has a figure to tell");
        if (part.Node["gate"] is null && part.Node["opens"] is null && part.Node["tells"] is null)
            Say(
                clause,
                part.Node.At,
                "the bound neither answers nor opens anything",
                "add `gate`, `opens` or `tells`"
            );
        foreach (var (field, amount) in most)
        foreach (var quantity in Quantities(amount))
            OfUnit(clause, part.At("at-most"), part, field, quantity);
        if (part.Find<Part>("fits") is not { } fits)
            return;
        var (fields, bounds) = (fits.List<string>("fields"), fits.List<Quantity>("within"));
        if (fits.Has("fields") && fits.Has("within") && fields.Length != bounds.Length)
            Say(
                clause,
                fits,
                "within",
                $"{Counted.Of(fields.Length, "field")} {Counted.Word(fields.Length, "needs", "need")} as many bounds"
            );
        foreach (var (field, bound) in fields.Zip(bounds))
            OfUnit(clause, fits.At("within"), part, field, bound);
    }

    private IEnumerable<Quantity> Quantities(Amount amount) =>
        amount switch
        {
            Amount.Fixed said => [said.Quantity],
            Amount.FromPlan plan => Policy
                .Plans.Select(each => each.Terms.GetValueOrDefault(plan.Term)?.Quantity)
                .OfType<Quantity>(),
            _ => [],
        };

    private void OfUnit(TypedClause clause, Place at, Part part, string field, Quantity quantity)
    {
        foreach (var type in part.List<Selection>("of").Select(each => each.Type).Distinct())
            if (
                type.Slot(field) is var slot and >= 0
                && type.Fields[slot].Unit is { } unit
                && !MeterUnits.Comparable(unit, quantity.Unit)
            )
                Say(
                    clause,
                    at,
                    $"`{field}` of {type.Name} is no quantity of {quantity.Unit.Plural}"
                );
    }

    private void OfBucket(TypedClause clause, Part part)
    {
        if (part.Has("rate") && part.Get("rate", 0m) == 0)
            Say(clause, part, "rate", "a bucket that never fills denies everything");
        if (part.Find<Span>("holds") is { Ticks: 0 })
            Say(clause, part, "holds", "a bucket holds something");
    }

    private void OfConcurrency(TypedClause clause, Part part)
    {
        var acts = part.List<Selection>("of");
        foreach (
            var type in acts.Select(each => each.Type).Where(type => type.IsBuiltIn).Distinct()
        )
            Say(clause, part, "of", $"nobody reserves {type.Name}", "name acts of the catalogue");
        if (part.Find<Quantity>("amount") is not { } most || most == Quantity.Unbounded)
            return;
        if (most.Number == 0)
            Say(
                clause,
                part,
                "amount",
                "where none may go on, nothing may begin",
                "deny the acts with `gate`, or write `none` for no bound"
            );
        if (most.Unit != Unit.One || !most.IsCountable)
            Say(clause, part, "amount", "acts that go on are counted", "write a whole number");
    }

    private void OfCircumstances(TypedClause clause, Part part)
    {
        var acts =
            part.Shape.Name == "meter"
                ? part.List<Selection>("of")
                : part.List<Selection>("deny").AddRange(part.List<Selection>("warn"));
        foreach (var key in new[] { "when", "unless" })
        foreach (
            var circumstance in part.List<Circumstance>(key)
                .Where(each => each.Kind == CircumstanceKind.StateOpen)
        )
        {
            var state = Policy.Names.States[circumstance.Index];
            foreach (var type in acts.Select(each => each.Type).Distinct())
                if (state.Key.Length > 0 && type.Slot(state.Key) < 0)
                    Say(
                        clause,
                        part,
                        key,
                        $"`{state.Name}` is kept for each `{state.Key}`, which {type.Name} does not name"
                    );
        }
    }

    private void OfExempt(TypedClause clause, Part part)
    {
        var tests = part.List<FieldTest>("where");
        foreach (var from in part.List<ClauseName>("from").Where(_ => part.Has("where")))
            if (!TypesOf(Policy.Clauses[from.Place]).Any(type => HasAll(type, tests)))
                Say(
                    clause,
                    part,
                    "from",
                    $"no act of `{from.Slug}` has {string.Join(" and ", tests.Select(test => $"`{test.Field}`"))}"
                );
    }

    private bool HasAll(EventType type, IEnumerable<FieldTest> tests)
    {
        var fields = Bearer.Of(type, Policy.Names.Catalogue).Fields;
        return tests.All(test => fields.ContainsKey(test.Field));
    }

    private static IEnumerable<EventType> TypesOf(TypedClause clause) =>
        from part in clause.Parts(
            "meter",
            "convert",
            "balance",
            "ratio",
            "bucket",
            "concurrency",
            "act",
            "gate",
            "free",
            "wallet",
            "pass-through"
        )
        from key in part.Shape.Keys
        where key.Kind is Kind<System.Collections.Immutable.ImmutableArray<Selection>>
        from selection in part.List<Selection>(key.Name)
        select selection.Type;
}
