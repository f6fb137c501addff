using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Emitting;

/// <summary>The acts that are outside the rules of clauses, by the <c>exempt</c> parts of a document.</summary>
internal sealed class Exemptions
{
    private readonly Catalogue catalogue;
    private readonly ILookup<int, ImmutableArray<FieldTest>> byClause;

    public Exemptions(TypedPolicy policy)
    {
        catalogue = policy.Names.Catalogue;
        var all =
            from each in policy.Parts("exempt")
            from clause in each.Part.List<ClauseName>("from")
            select (clause.Place, Tests: each.Part.List<FieldTest>("where"));
        byClause = all.ToLookup(each => each.Place, each => each.Tests);
    }

    /// <summary>The selections of a rule of a clause without what is exempt from it.</summary>
    public ImmutableArray<Selection> Apply(int clause, IEnumerable<Selection> selections) =>
        [
            .. byClause[clause]
                .Aggregate(
                    selections,
                    (left, tests) => left.SelectMany(each => Without(each, tests))
                ),
        ];

    private IEnumerable<Selection> Without(Selection selection, ImmutableArray<FieldTest> tests)
    {
        var fields = Bearer.Of(selection.Type, catalogue).Fields;
        return tests.All(test => fields.ContainsKey(test.Field))
            ? Selections.Except(selection, [.. tests.Select(test => test.On(fields[test.Field]))])
            : [selection];
    }
}
