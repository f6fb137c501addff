using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>What leads to a step, and what follows from one: comparisons, suspensions, throttled limits, requests; all in words of today.</summary>
internal sealed class SanctionCheck(TypedPolicy policy, Reporter report, ImmutableArray<Unit> units)
    : Check(policy, report)
{
    private readonly Reporter report = report;

    public void Run()
    {
        foreach (var parameter in Policy.Parameters)
            if (
                parameter.Node is ScalarNode { Text: var word }
                && parameter.Kind.InsteadOf(word) is { } instead
            )
                report
                    .In(parameter.Clause)
                    .Say(parameter.Node.At, $"`{word}` is read in texts of before only", instead);
        foreach (var (clause, part) in Policy.Parts("report"))
            OfReport(clause, part);
        foreach (var (clause, part) in Policy.Parts("judge"))
            OfJudge(clause, part);
        if (Policy.FrontMatter.Find<Part>("exceptions") is { } exceptions)
            OfRequests(exceptions);
    }

    private void OfReport(TypedClause clause, Part part)
    {
        foreach (var act in part.Find<Suspends>("suspends")?.Acts ?? [])
            if (act.TakesNothing)
                Say(
                    clause,
                    part,
                    "suspends",
                    $"{act.Name} takes nothing from anybody, so that no suspension denies it",
                    "leave it out"
                );
    }

    private void OfRequests(Part exceptions)
    {
        var said = exceptions.Has("answered-within");
        if (said != exceptions.Has("else"))
            report.Say(
                exceptions.At(said ? "answered-within" : "else"),
                "a time for an answer needs what follows when it is over, and the other way round",
                said ? "add `else: granted` or `else: refused`" : "add `answered-within`"
            );
        if (exceptions.Find<Span>("answered-within") is { Ticks: 0 })
            report.Say(exceptions.At("answered-within"), "an answer takes some time");
    }

    private void OfJudge(TypedClause clause, Part judge)
    {
        if (judge.Node["typical"] is null)
            Say(
                clause,
                judge.Node.At,
                "the comparison has nothing to compare with",
                "add `typical`"
            );
        if (judge.Find<Part>("typical") is { } typical)
            OfTypical(clause, typical);
        var meters = Policy.Compared(clause, judge);
        if (meters.IsEmpty && judge.Node["of"] is null)
            Say(clause, judge.Node.At, "`judge` speaks of no meter", "name one with `of`");
        foreach (var meter in meters)
            OfCompared(clause, judge, meter);
        OfFloors(clause, judge, meters);
    }

    private void OfTypical(TypedClause clause, Part typical)
    {
        if (typical.Has("times") && typical.Get<decimal>("times") < 1)
            Say(clause, typical, "times", "what is typical is no excess", "write 1 or more");
        if (typical.Has("at-least") && typical.Get<decimal>("at-least") < 1)
            Say(clause, typical, "at-least", "nobody is compared with nobody");
    }

    private void OfCompared(TypedClause clause, Part judge, MeterName meter)
    {
        var part = Policy.PartOf(meter).Part;
        if (meter.Part is "ratio" or "balance")
            Say(
                clause,
                judge,
                "of",
                $"`{meter.Name}` is a {meter.Part}: usage of a cycle is compared, or what is there at its end",
                "name a meter or a stock"
            );
        else if (
            meter.Part == "meter"
            && part.Find<Window>("within") is { Kind: not WindowKind.Cycle }
        )
            Say(
                clause,
                judge,
                "of",
                $"what is compared is of a cycle, and `{meter.Name}` is not",
                "count it `within: cycle`"
            );
    }

    private void OfFloors(TypedClause clause, Part judge, ImmutableArray<MeterName> meters)
    {
        var floors = judge.List<Quantity>("floor");
        if (floors.IsEmpty)
            return;
        if (floors.Length != meters.Length)
            Say(clause, judge, "floor", "each meter has a floor of its own, in the same order");
        foreach (var (meter, floor) in meters.Zip(floors))
            if (!MeterUnits.Comparable(units[meter.Place], floor.Unit))
                Say(
                    clause,
                    judge,
                    "floor",
                    $"`{meter.Name}` counts {Plural(units[meter.Place])}, not {Plural(floor.Unit)}"
                );
    }

    private static string Plural(Unit unit) =>
        unit == Unit.One ? "things without a unit" : unit.Plural;
}
