using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>
/// What is free and charged of a stock fits it: it is there over time, without acts or users, and what was touched of it
/// are things.
/// </summary>
internal sealed class FreeCheck(TypedPolicy policy, Reporter report) : Check(policy, report)
{
    public void Run()
    {
        foreach (var (clause, part) in Policy.Parts("free"))
            if (Policy.MeterOf(clause, part) is { Part: "stock" } stock)
                OfFree(clause, part, stock);
            else if (Policy.MeterOf(clause, part) is { Part: "meter" } meter)
                OfActs(clause, part, meter);
        foreach (var (clause, part) in Policy.Parts("charge"))
            if (Policy.MeterOf(clause, part) is { Part: "stock" } stock)
                OfCharge(clause, part, stock);
    }

    private void OfFree(TypedClause clause, Part part, MeterName stock)
    {
        foreach (var key in new[] { "acts", "places" })
            if (part.Has(key))
                Say(
                    clause,
                    part,
                    key,
                    $"`{stock.Name}` is there over time and has no acts",
                    "say `while` it is free"
                );
        if (part.Find<Circumstance>("while") is not { } only)
            return;
        if (only.Kind == CircumstanceKind.StateEmpty)
            Say(
                clause,
                part,
                "while",
                "a stock is free while something is open or held, not while nothing is",
                "name a state that is open all that time"
            );
        if (only.Kind == CircumstanceKind.StateOpen && StateOf(only) is { Key.Length: > 0 } state)
            Say(
                clause,
                part,
                "while",
                $"`{state.Name}` is kept for each `{state.Key}`, and a stock is the account's",
                "name a state of the account"
            );
    }

    /// <summary>An act finds a state by the key that it names; of acts that name none nothing would ever be free.</summary>
    private void OfActs(TypedClause clause, Part part, MeterName meter)
    {
        var acts = part.List<Selection>("acts");
        if (acts.IsEmpty)
            acts = ActsOf(meter);
        if (
            part.Find<Circumstance>("while") is { Kind: CircumstanceKind.StateOpen } only
            && StateOf(only) is { Key.Length: > 0 } state
            && acts.All(act => act.Type.Slot(state.Key) < 0)
        )
            Say(
                clause,
                part,
                "while",
                $"`{state.Name}` is kept for each `{state.Key}`, which none of the acts names"
            );
        if (
            part.Find<Part>("places")?.Find<string>("field") is { } field
            && acts.All(act => act.Type.Slot(field) < 0)
        )
            Say(clause, part, "places", $"none of the acts has a field `{field}`");
    }

    private ImmutableArray<Selection> ActsOf(MeterName meter)
    {
        var part = Policy.PartOf(meter).Part;
        return part.Has("from")
            ?
            [
                .. Policy
                    .Parts("convert")
                    .Where(each => each.Part.Find<MeterName>("to") == meter)
                    .SelectMany(each => each.Part.List<Selection>("of")),
            ]
            : part.List<Selection>("of");
    }

    private StateName StateOf(Circumstance circumstance) => Policy.Names.States[circumstance.Index];

    private void OfCharge(TypedClause clause, Part part, MeterName stock)
    {
        if (part.Get("taken", StockValue.Average) != StockValue.Touched)
            return;
        if (Policy.PartOf(stock).Part.Find<string>("counts") is { } counts && counts != "things")
            Say(
                clause,
                part,
                "taken",
                $"what was touched are things, and `{stock.Name}` counts `{counts}`",
                "charge a stock that `counts: things`"
            );
        foreach (var (other, free) in Policy.Parts("free"))
            if (Policy.MeterOf(other, free) == stock)
                Say(
                    clause,
                    part,
                    "taken",
                    $"what is free of `{stock.Name}` is free for a time, and what was touched has none",
                    "take the `average`, `peak` or `end`"
                );
    }
}
