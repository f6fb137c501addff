using System.Collections.Immutable;

namespace Evenhand.Core.Effects;

/// <summary>What is the case, without a word of how it is put: <c>src/Wording</c> makes the sentence.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Figures">The figures behind it, each once, in the order in which evidence lists them.</param>
public sealed record Facts(FactKind Kind, ImmutableArray<NamedFigure> Figures)
{
    /// <summary>A figure that facts of this kind have.</summary>
    public NamedFigure this[string name] =>
        Find(name) ?? throw new InvalidOperationException($"{Kind} without a figure {name}");

    /// <summary>A figure; null where there is none of that name.</summary>
    public NamedFigure? Find(string name)
    {
        foreach (var figure in Figures)
            if (figure.Name == name)
                return figure;
        return null;
    }

    /// <summary>The unit of the figures, singular; null where they have none.</summary>
    public string? Unit
    {
        get
        {
            foreach (var figure in Figures)
                if (figure.Unit.Length > 0)
                    return figure.Unit;
            return null;
        }
    }
}
