using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Examples;

/// <summary>A policy in which one parameter is another.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Becomes">What stands there instead; null when the item is left out.</param>
public sealed record Mutant(Parameter Parameter, string? Becomes)
{
    /// <summary>All mutants of a policy: of each parameter that runs, its variants and, of one of several items, its absence.</summary>
    public static IEnumerable<Mutant> Of(TypedPolicy policy)
    {
        foreach (var parameter in policy.Parameters.Where(parameter => parameter.Runs))
        {
            foreach (var variant in parameter.Variants)
                yield return new Mutant(parameter, variant);
            if (parameter.Removable)
                yield return new Mutant(parameter, null);
        }
    }

    /// <summary>The draft of the mutant.</summary>
    public Draft Of(Draft draft)
    {
        var node = Becomes is null ? null : new ScalarNode(Parameter.Node.At, Becomes);
        return draft.With(Parameter.Clause, Parameter.Path, node)
            ?? throw new InvalidOperationException($"nothing stands at {Parameter.FullPath}");
    }

    /// <summary><c>limit.amount: 8 hours → 9 hours</c>.</summary>
    public override string ToString()
    {
        var was = Parameter.Node is ScalarNode scalar ? scalar.Text : "…";
        return $"{Parameter.FullPath}: {was} → {Becomes ?? "(left out)"}";
    }
}
