using Evenhand.Core.Policy;
using Evenhand.Policies.Language;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Examples;

/// <summary>
/// The parts that nothing reads which runs: meters that count for people to see, or for what runs later, what is included
/// of usage that nothing bills, states that nothing asks for. No example can notice what they say.
/// </summary>
internal sealed class IdleParts
{
    private readonly HashSet<(string Clause, string Path)> roots = [];

    public IdleParts(TypedPolicy policy, PolicyVersion version)
    {
        foreach (var meter in Meters(policy))
        {
            var (clause, part) = policy.PartOf(meter);
            Add(clause, part);
            foreach (var (other, about) in policy.Parts("convert", "weigh", "hold"))
                if (Spoken(policy, other, about) == meter)
                    Add(other, about);
        }
        foreach (var (clause, part) in Included(policy))
            Add(clause, part);
        foreach (var (clause, part) in IdleStates.Of(policy, version))
            Add(clause, part);
    }

    /// <summary>The meters that nothing reads which runs.</summary>
    public static IEnumerable<MeterName> Meters(TypedPolicy policy)
    {
        var read = Billed(policy).Concat(Limited(policy)).Concat(Judged(policy)).ToHashSet();
        return policy.Names.Meters.Where(meter => !read.Contains(meter));
    }

    /// <summary>What is included or free of meters that nothing bills, draws from, caps or gives notice of.</summary>
    public static IEnumerable<(TypedClause Clause, Part Part)> Included(TypedPolicy policy)
    {
        var billed = Billed(policy).ToHashSet();
        return policy
            .Parts("allowance", "free", "order")
            .Where(each =>
                policy.MeterOf(each.Clause, each.Part) is { } meter && !billed.Contains(meter)
            );
    }

    /// <summary>Whether a parameter is one of theirs.</summary>
    public bool Has(Parameter parameter) =>
        roots.Any(root =>
            root.Clause == parameter.Clause
            && parameter.Path.StartsWith(root.Path + ".", StringComparison.Ordinal)
        );

    private static IEnumerable<MeterName> Billed(TypedPolicy policy)
    {
        foreach (var (clause, part) in policy.Parts("charge", "notify", "cap", "wallet"))
            if (part.Shape.Name == "charge")
            {
                if (policy.MeterOf(clause, part) is { } charged)
                    yield return charged;
            }
            else if (
                part.Find<ClauseName>(part.Shape.Name == "wallet" ? "less" : "of") is { } name
                && policy.AllowanceOf(name) is { } allowance
                && policy.MeterOf(policy.Clauses[name.Place], allowance) is { } drawn
            )
                yield return drawn;
    }

    private static IEnumerable<MeterName> Judged(TypedPolicy policy) =>
        policy.Parts("judge").SelectMany(each => policy.Compared(each.Clause, each.Part));

    private static IEnumerable<MeterName> Limited(TypedPolicy policy)
    {
        foreach (var (clause, part) in policy.Parts("limit"))
        {
            if (policy.MeterOf(clause, part) is { } meter)
                yield return meter;
            if (part.Find<Multiple>("for-each")?.Meter is { } times)
                yield return times;
        }
    }

    private static MeterName? Spoken(TypedPolicy policy, TypedClause clause, Part part) =>
        part.Shape.Name == "convert" ? part.Find<MeterName>("to") : policy.MeterOf(clause, part);

    private void Add(TypedClause clause, Part part)
    {
        var name = part.Shape.Name;
        var several = clause.Rule.List<Part>(name);
        var path =
            several.Length == 1 && clause.Rule.Node[name] == part.Node
                ? name
                : $"{name}.{several.IndexOf(part)}";
        roots.Add((clause.Name.Slug, path));
    }
}
