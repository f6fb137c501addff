using System.Collections.Immutable;
using Evenhand.Policies.Language;

namespace Evenhand.Policies.Resolving;

/// <summary>What parts speak of when they leave it out.</summary>
public static class References
{
    /// <summary>
    /// The meter of a part: its <c>of</c>; for a charge else that of the allowance beyond which it is; else the
    /// first meter of its clause. Null when there is none, or an unknown one is named.
    /// </summary>
    public static MeterName? MeterOf(this TypedPolicy policy, TypedClause clause, Part part)
    {
        if (part.Find<MeterName>("of") is { } named)
            return named;
        if (part.Node["of"] is not null)
            return null;
        if (part.Shape.Key("beyond") is not null && part.Find<ClauseName>("beyond") is { } beyond)
            return policy.AllowanceOf(beyond) is { } allowance
                ? policy.MeterOf(policy.Clauses[beyond.Place], allowance)
                : null;
        return policy.Names.FirstMeter(clause.Name.Place);
    }

    /// <summary>The allowance of a clause; where it has several, the first one of a meter.</summary>
    public static Part? AllowanceOf(
        this TypedPolicy policy,
        ClauseName clause,
        MeterName? meter = null
    )
    {
        var typed = policy.Clauses[clause.Place];
        return typed
            .Parts("allowance")
            .FirstOrDefault(part => meter is null || policy.MeterOf(typed, part) == meter);
    }

    /// <summary>The meters that a `judge` compares: its <c>of</c>, else the first of its clause.</summary>
    public static ImmutableArray<MeterName> Compared(
        this TypedPolicy policy,
        TypedClause clause,
        Part judge
    ) =>
        judge.Node["of"] is not null ? judge.List<MeterName>("of")
        : policy.Names.FirstMeter(clause.Name.Place) is { } first ? [first]
        : [];

    /// <summary>The part that makes a meter, with its clause.</summary>
    public static (TypedClause Clause, Part Part) PartOf(this TypedPolicy policy, MeterName meter)
    {
        var first = policy.Names.FirstMeter(meter.Clause)!.Place;
        var clause = policy.Clauses[meter.Clause];
        return (
            clause,
            clause.Parts("meter", "stock", "balance", "ratio").ElementAt(meter.Place - first)
        );
    }
}
