using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Emitting;

/// <summary>The values that several parts write alike, as the compiled policy has them.</summary>
internal sealed class Lowering(TypedPolicy policy)
{
    private readonly Exemptions exemptions = new(policy);

    /// <summary>The acts under a key, with the conditions of the part's <c>where</c>, without what is exempt from the clause.</summary>
    public ImmutableArray<Selection> Acts(TypedClause clause, Part part, string key)
    {
        var where = part.Shape.Key("where") is null ? [] : part.List<FieldTest>("where");
        return Acts(clause, part.List<Selection>(key), where);
    }

    /// <summary>The acts of a clause that satisfy tests, without what is exempt from it.</summary>
    public ImmutableArray<Selection> Acts(
        TypedClause clause,
        ImmutableArray<Selection> selections,
        ImmutableArray<FieldTest> where
    ) => exemptions.Apply(clause.Name.Place, selections.Select(each => With(each, where)));

    /// <summary>Conditions on what is kept of a thing.</summary>
    public static ImmutableArray<Condition> Conditions(Thing thing, ImmutableArray<FieldTest> where)
    {
        var fields = Bearer.Of(thing).Fields;
        return [.. where.Select(test => test.On(fields[test.Field]))];
    }

    /// <summary>Any of <c>when</c>, none of <c>unless</c>; of a meter also the add-on that it needs.</summary>
    public static Circumstances Circumstances(Part part)
    {
        var when = part.List<Circumstance>("when");
        if (part.FindIfAny<AddOn>("needs") is { } addOn)
            when = [Holding(addOn)];
        return new Circumstances(when, part.List<Circumstance>("unless"));
    }

    /// <summary>That an add-on is held.</summary>
    public static Circumstance Holding(AddOn addOn) => new(CircumstanceKind.Holds, addOn.Index);

    /// <summary>A figure with what multiplies it.</summary>
    public static Figure Figure(Amount amount, Multiple multiple, SeatBasis taken) =>
        new(
            amount switch
            {
                Amount.Fixed said => said.Quantity.BaseUnits,
                Amount.Share share => share.Ratio,
                _ => 0,
            },
            (amount as Amount.FromPlan)?.Term,
            multiple.Seats,
            // Without licences there is no count of them to take.
            multiple.Seats == SeatKind.None
                ? SeatBasis.Now
                : taken,
            new(multiple.Meter?.Place ?? -1)
        );

    private Selection With(Selection selection, ImmutableArray<FieldTest> where)
    {
        if (where.IsEmpty)
            return selection;
        var fields = Bearer.Of(selection.Type, policy.Names.Catalogue).Fields;
        var conditions = where.Select(test => test.On(fields[test.Field]));
        return selection with { Conditions = [.. selection.Conditions, .. conditions] };
    }
}
