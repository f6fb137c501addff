using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Policies.Language;

namespace Evenhand.Policies.Resolving;

/// <summary>A document of which every value is typed and every name known.</summary>
/// <param name="Draft">What it was resolved from.</param>
/// <param name="Names">Its names.</param>
/// <param name="FrontMatter">Its front matter.</param>
/// <param name="Clauses">Its clauses, by place.</param>
/// <param name="Plans">Its plans, by place.</param>
/// <param name="Parameters">Every value that could be another, in the order of the vocabulary.</param>
/// <param name="Shapes">The shapes of its mappings, by clause and path.</param>
public sealed record TypedPolicy(
    Draft Draft,
    Names Names,
    Part FrontMatter,
    ImmutableArray<TypedClause> Clauses,
    ImmutableArray<TypedPlan> Plans,
    ImmutableArray<Parameter> Parameters,
    ImmutableDictionary<(string Clause, string Path), Shape> Shapes
)
{
    /// <summary>All parts of some names in the document, by clause and then in the order in which they stand.</summary>
    public IEnumerable<(TypedClause Clause, Part Part)> Parts(params string[] names) =>
        from clause in Clauses
        from part in clause.Parts(names)
        select (clause, part);

    /// <summary>Whether the amount goes by the average number of licences over the cycle.</summary>
    public static bool TakesAverage(Part allowance) =>
        allowance.Has("for-each") && allowance.Get("taken", SeatBasis.Now) == SeatBasis.Average;

    /// <summary>The parameter of a path, or null.</summary>
    /// <param name="clause">The slug of the clause; empty for the front matter.</param>
    /// <param name="path">The path.</param>
    public Parameter? Parameter(string clause, string path) =>
        Parameters.FirstOrDefault(each => each.Clause == clause && each.Path == path);
}

/// <summary>A clause of a <see cref="TypedPolicy"/>.</summary>
/// <param name="Name">Its name and place.</param>
/// <param name="Draft">What it was resolved from.</param>
/// <param name="Rule">Its rule.</param>
/// <param name="Readings">Its readings.</param>
/// <param name="Examples">Its examples.</param>
public sealed record TypedClause(
    ClauseName Name,
    DraftClause Draft,
    Part Rule,
    ImmutableArray<Part> Readings,
    ImmutableArray<Part> Examples
)
{
    /// <summary>The parts of some names, in the order in which they stand.</summary>
    public IEnumerable<Part> Parts(params string[] names) =>
        names.SelectMany(name => Rule.List<Part>(name)).OrderBy(part => part.Node.At);
}

/// <summary>A plan and its terms.</summary>
/// <param name="Name">Its name and place.</param>
/// <param name="Terms">Its terms, by name.</param>
public sealed record TypedPlan(PlanName Name, ImmutableDictionary<string, PlanTerm> Terms);
