using Evenhand.Core.Policy;
using Evenhand.Policies.Language;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Examples;

/// <summary>
/// The parameters of meters that nothing reads which runs: they count for people to see, or for what runs later,
/// so that no example can notice them.
/// </summary>
internal sealed class IdleMeters
{
    private readonly HashSet<(string Clause, string Path)> roots = [];

    public IdleMeters(TypedPolicy policy)
    {
        foreach (var meter in Of(policy))
        {
            var (clause, part) = policy.PartOf(meter);
            Add(clause, part);
            foreach (var (other, about) in policy.Parts("convert", "weigh", "hold"))
                if (Spoken(policy, other, about) == meter)
                    Add(other, about);
        }
    }

    /// <summary>The meters that nothing reads which runs.</summary>
    public static IEnumerable<MeterName> Of(TypedPolicy policy)
    {
        var read = Read(policy).ToHashSet();
        return policy.Names.Meters.Where(meter => !read.Contains(meter));
    }

    /// <summary>Whether a parameter is one of them.</summary>
    public bool Has(Parameter parameter) =>
        roots.Any(root =>
            root.Clause == parameter.Clause
            && parameter.Path.StartsWith(root.Path + ".", StringComparison.Ordinal)
        );

    private static IEnumerable<MeterName> Read(TypedPolicy policy)
    {
        foreach (var (clause, part) in policy.Parts("allowance", "free", "limit", "charge"))
        {
            if (policy.MeterOf(clause, part) is { } meter)
                yield return meter;
            if (part.Shape.Name == "limit" && part.Find<Multiple>("for-each")?.Meter is { } times)
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
