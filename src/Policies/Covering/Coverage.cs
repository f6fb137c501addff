using System.Collections.Immutable;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Covering;

/// <summary>What becomes of each clause of a policy, and which examples show it.</summary>
public static class Coverage
{
    /// <summary>What people decide on; a limit, an act or a repetition opens its case by itself.</summary>
    private static readonly string[] ByPeople = ["report", "judge", "ladder"];

    /// <summary>What counts for other parts, which do something about it.</summary>
    private static readonly string[] Counting = ["meter", "stock", "balance", "ratio", "state"];

    /// <summary>All clauses, in the order of the document.</summary>
    public static ImmutableArray<Covered> Of(TypedPolicy policy) =>
        [
            .. policy.Clauses.Select(clause => new Covered(
                clause.Name.Slug,
                clause.Draft.Text.At,
                Fates(clause),
                [.. Shown(policy, clause)]
            )),
        ];

    private static ImmutableArray<Fate> Fates(TypedClause clause)
    {
        var parts = Parts(clause).ToList();
        var fates = new SortedSet<Fate>();
        foreach (var part in parts)
            if (ByPeople.Contains(part.Shape.Name))
                fates.Add(Fate.Decided);
            else if (!StatesNothing(part) && !Counting.Contains(part.Shape.Name))
                fates.Add(Fate.Runs);
        if (clause.Rule.Find<string>("none") == "later")
            fates.Add(Fate.Decided);
        if (fates.Count == 0)
            fates.Add(parts.TrueForAll(StatesNothing) ? Fate.StatesNothing : Fate.Runs);
        return [.. fates];
    }

    // A duty is held against the notices of steps by the check, and runs nothing by itself.
    private static bool StatesNothing(Part part) => part.Shape.Name == "duty" || IsUnlimited(part);

    private static bool IsUnlimited(Part part) =>
        part.Shape.Name == "concurrency" && part.Find<Quantity>("amount") == Quantity.Unbounded;

    private static IEnumerable<Part> Parts(TypedClause clause) =>
        clause.Parts([
            .. Vocabulary.Groups.SelectMany(group => group.Parts).Select(part => part.Key.Name),
        ]);

    private static IEnumerable<ShownBy> Shown(TypedPolicy policy, TypedClause clause)
    {
        foreach (var example in clause.Examples)
            yield return Shown(clause, example);
        foreach (var other in policy.Clauses.Where(other => other != clause))
        foreach (var example in other.Examples.Where(each => Expects(each, clause.Name.Slug)))
            yield return Shown(other, example);
    }

    private static ShownBy Shown(TypedClause clause, Part example) =>
        new(clause.Name.Slug, example.Node.At, example.Get("say", "").Trim());

    /// <summary>Whether an example of another clause expects a line, a case or a cited answer of a clause.</summary>
    private static bool Expects(Part example, string slug) =>
        example.List<ClauseName>("cases").Any(each => each.Slug == slug)
        || example.List<Part>("lines").Any(line => line.Find<ClauseName>("clause")?.Slug == slug)
        || Yaml.Items(example.Find<Node>("events"))
            .OfType<MapNode>()
            .Any(act => Yaml.Items(act["cites"]).Any(cited => Yaml.Word(cited) == slug));
}
