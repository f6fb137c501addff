using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Language.Kinds;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Resolving;

/// <summary>The second pass: gives every value of a draft its type, by the vocabulary and the catalogue.</summary>
public sealed class Resolver
{
    private static readonly PartKind Rules = new(Vocabulary.Rule);
    private static readonly PartKind Fronts = new(Blocks.FrontMatter);
    private readonly Names names;
    private readonly Reporter report;
    private readonly Met met = new();

    private Resolver(Draft draft, Catalogue catalogue, Problems problems)
    {
        report = new Reporter(problems, draft.Document.Source.File);
        names = NameCollector.Names(draft, catalogue, report);
    }

    /// <summary>Resolves a draft. What has problems is missing in the result, which is for checking then and not for running.</summary>
    public static TypedPolicy Resolve(Draft draft, Catalogue catalogue, Problems problems)
    {
        var resolver = new Resolver(draft, catalogue, problems);
        var front = (Part)Fronts.Resolve(draft.FrontMatter, resolver.Scope(""))!;
        var clauses = draft.Clauses.Select(
            (_, place) => resolver.Clause(draft.Clauses[place], place)
        );
        return new TypedPolicy(
            draft,
            resolver.names,
            front,
            [.. clauses],
            [.. draft.Clauses.SelectMany(resolver.Plans)],
            [.. resolver.met.Parameters],
            resolver.met.Shapes.ToImmutableDictionary()
        );
    }

    private TypedClause Clause(DraftClause clause, int place)
    {
        var scope = Scope(clause.Text.Slug);
        var rule = (Part)Rules.Resolve(clause.Rule, scope)!;
        var apart = scope with { Met = new Met() };
        return new TypedClause(
            names.Clauses[place],
            clause,
            rule,
            Parts(Blocks.Readings, clause.Readings, apart),
            Parts(Blocks.Examples, clause.Examples, apart)
        );
    }

    private IEnumerable<TypedPlan> Plans(DraftClause clause)
    {
        if (clause.Plans is null)
            return [];
        var resolved = Blocks.Plans.Resolve(clause.Plans, Scope(clause.Text.Slug).Under("plan"));
        var plans =
            (ImmutableArray<KeyValuePair<string, ImmutableArray<KeyValuePair<string, PlanTerm>>>>)
                resolved!;
        return plans.Select(plan => new TypedPlan(
            names.Plan(plan.Key)!,
            plan.Value.ToImmutableDictionary()
        ));
    }

    private static ImmutableArray<Part> Parts(Kind kind, ImmutableArray<Node> nodes, Scope scope) =>
        [.. nodes.SelectMany(node => kind.Resolve(node, scope) as ImmutableArray<Part>? ?? [])];

    private Scope Scope(string clause) => new(names, report.In(clause), met);
}
