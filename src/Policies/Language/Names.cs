using System.Collections.Immutable;
using Evenhand.Core.Stream;

namespace Evenhand.Policies.Language;

/// <summary>Every name that a document may use. Places are those that the compiled policy has.</summary>
/// <param name="Catalogue">The event types, things, add-ons and units.</param>
public sealed record Names(Catalogue Catalogue)
{
    /// <summary>The clauses by place.</summary>
    public ImmutableArray<ClauseName> Clauses { get; init; } = [];

    /// <summary>The meters, stocks, balances and ratios by place.</summary>
    public ImmutableArray<MeterName> Meters { get; init; } = [];

    /// <summary>The states by place.</summary>
    public ImmutableArray<StateName> States { get; init; } = [];

    /// <summary>The plans by place.</summary>
    public ImmutableArray<PlanName> Plans { get; init; } = [];

    /// <summary>The clause of a slug, or null.</summary>
    public ClauseName? Clause(string slug) => Clauses.FirstOrDefault(each => each.Slug == slug);

    /// <summary>The meter of a name, or null.</summary>
    public MeterName? Meter(string name) => Meters.FirstOrDefault(each => each.Name == name);

    /// <summary>The first meter of a clause, or null.</summary>
    public MeterName? FirstMeter(int clause) =>
        Meters.FirstOrDefault(each => each.Clause == clause);

    /// <summary>The state of a name, or null.</summary>
    public StateName? State(string name) => States.FirstOrDefault(each => each.Name == name);

    /// <summary>The plan of a name, or null.</summary>
    public PlanName? Plan(string name) => Plans.FirstOrDefault(each => each.Name == name);
}

/// <summary>A clause that can be named.</summary>
/// <param name="Place">Its place among the clauses.</param>
/// <param name="Slug">Its slug.</param>
/// <param name="Parts">The parts of its rule.</param>
public sealed record ClauseName(int Place, string Slug, ImmutableHashSet<string> Parts);

/// <summary>A meter that can be named.</summary>
/// <param name="Place">Its place among the meters.</param>
/// <param name="Name">Its name.</param>
/// <param name="Clause">The place of its clause.</param>
/// <param name="Part">The part that makes it: <c>meter</c>, <c>stock</c>, <c>balance</c> or <c>ratio</c>.</param>
/// <param name="Thing">For a stock, what it counts; else null.</param>
public sealed record MeterName(int Place, string Name, int Clause, string Part, Thing? Thing);

/// <summary>A state that can be named.</summary>
/// <param name="Place">Its place among the states.</param>
/// <param name="Name">Its name.</param>
/// <param name="Key">The field for whose values it is kept; empty for the account.</param>
public sealed record StateName(int Place, string Name, string Key);

/// <summary>A plan that can be named.</summary>
/// <param name="Place">Its place among the plans.</param>
/// <param name="Name">Its name.</param>
/// <param name="Quantities">The terms that are quantities.</param>
/// <param name="Prices">The terms that are price lists.</param>
public sealed record PlanName(
    int Place,
    string Name,
    ImmutableArray<string> Quantities,
    ImmutableArray<string> Prices
);
