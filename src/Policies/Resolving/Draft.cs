using System.Collections.Immutable;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Resolving;

/// <summary>
/// A document with its YAML sorted by purpose. Readings and mutants are drafts with some values replaced, so
/// that all that is checked of a document is checked of them too.
/// </summary>
/// <param name="Document">The document.</param>
/// <param name="FrontMatter">Its front matter.</param>
/// <param name="Clauses">Its clauses, by place.</param>
public sealed record Draft(
    Document Document,
    MapNode FrontMatter,
    ImmutableArray<DraftClause> Clauses
)
{
    private const string PlanRoot = "plan";

    /// <summary>Sorts the blocks of a document; a clause must have exactly one rule, the document at most one list of plans.</summary>
    public static Draft Of(Document document, Problems problems)
    {
        var report = new Reporter(problems, document.Source.File);
        if (document.FrontMatter is null)
            report.Say(
                Place.Start,
                "the document has no front matter",
                "begin with `---`, `policy:`, `version:`, `effective:`, `---`"
            );
        var clauses = document.Clauses.Select(clause => Sorted(clause, report.In(clause.Slug)));
        var draft = new Draft(
            document,
            document.FrontMatter ?? new MapNode(Place.Start, []),
            [.. clauses]
        );
        foreach (var clause in draft.Clauses.Where(clause => clause.Plans is not null).Skip(1))
            report
                .In(clause.Text.Slug)
                .Say(clause.Plans!.At, "the plans stand in another clause already");
        return draft;
    }

    /// <summary>
    /// The draft with one value replaced, added, or removed where <paramref name="value"/> is null; null when
    /// there is no such place.
    /// </summary>
    /// <param name="clause">The slug of the clause; empty for the front matter.</param>
    /// <param name="path">The path of the value.</param>
    /// <param name="value">What stands there from now on.</param>
    public Draft? With(string clause, string path, Node? value)
    {
        if (clause.Length == 0)
            return Paths.Set(FrontMatter, path, value) is MapNode front
                ? this with
                {
                    FrontMatter = front,
                }
                : null;
        var place = Document.Clauses.IndexOf(Document.Clause(clause)!);
        if (place < 0)
            return null;
        var changed = With(Clauses[place], path, value);
        return changed is null ? null : this with { Clauses = Clauses.SetItem(place, changed) };
    }

    /// <summary>What stands at a path, or null.</summary>
    public Node? Find(string clause, string path)
    {
        if (clause.Length == 0)
            return Paths.Find(FrontMatter, path);
        var found = Clauses.FirstOrDefault(each => each.Text.Slug == clause);
        return path.StartsWith(PlanRoot + ".", StringComparison.Ordinal)
            ? found?.Plans is { } plans
                ? Paths.Find(plans, path[(PlanRoot.Length + 1)..])
                : null
            : found is null
                ? null
                : Paths.Find(found.Rule, path);
    }

    private static DraftClause? With(DraftClause clause, string path, Node? value)
    {
        if (path.StartsWith(PlanRoot + ".", StringComparison.Ordinal))
            return
                clause.Plans is { } plans
                && Paths.Set(plans, path[(PlanRoot.Length + 1)..], value) is MapNode changed
                ? clause with
                {
                    Plans = changed,
                }
                : null;
        return Paths.Set(clause.Rule, path, value) is MapNode rule
            ? clause with
            {
                Rule = rule,
            }
            : null;
    }

    private static DraftClause Sorted(ClauseText clause, Reporter report)
    {
        var rules = Of(clause, BlockKind.Rule).ToList();
        if (rules.Count == 0)
            report.Say(
                clause.At,
                "the clause has no rule",
                "add a `yaml rule` block; when nothing runs, `none: intent` and `because:`"
            );
        foreach (var rule in rules.Skip(1))
            report.Say(rule.At, "the clause has a rule already", "join the two blocks");
        var plans = Of(clause, BlockKind.Plan).ToList();
        foreach (var plan in plans.Skip(1))
            report.Say(plan.At, "the clause has plans already", "join the two blocks");
        return new DraftClause(
            clause,
            rules.Count > 0 ? Map(rules[0], report) : new MapNode(clause.At, []),
            plans.Count > 0 ? Map(plans[0], report) : null,
            [.. Of(clause, BlockKind.Reading).Select(block => block.Root).OfType<Node>()],
            [.. Of(clause, BlockKind.Example).Select(block => block.Root).OfType<Node>()]
        );
    }

    private static MapNode Map(RunningBlock block, Reporter report)
    {
        if (block.Root is MapNode map)
            return map;
        if (block.Root is not null)
            report.Say(block.Root.At, $"expected a mapping, not {block.Root.Sort}");
        return new MapNode(block.At, []);
    }

    private static IEnumerable<RunningBlock> Of(ClauseText clause, BlockKind kind) =>
        clause.Blocks.Where(block => block.Kind == kind);
}

/// <summary>A clause of a draft.</summary>
/// <param name="Text">What was written.</param>
/// <param name="Rule">Its rule; empty when it has none.</param>
/// <param name="Plans">Its plans, or null.</param>
/// <param name="Readings">Its readings.</param>
/// <param name="Examples">Its examples.</param>
public sealed record DraftClause(
    ClauseText Text,
    MapNode Rule,
    MapNode? Plans,
    ImmutableArray<Node> Readings,
    ImmutableArray<Node> Examples
);
