using System.Collections.Immutable;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language;

/// <summary>Where a value stands while it is resolved: the names that it may use, and the parts around it.</summary>
/// <param name="Names">The names of the document and its catalogue.</param>
/// <param name="Report">Where problems go.</param>
/// <param name="Met">Where the parameters and shapes that are met are collected.</param>
public sealed record Scope(Names Names, Reporter Report, Met Met)
{
    /// <summary>The path of the value from the top of its block.</summary>
    public string Path { get; private init; } = "";

    /// <summary>Whether the value runs now.</summary>
    public bool Runs { get; init; } = true;

    /// <summary>Whether the value is told to people only, so that nothing else could stand in its place.</summary>
    public bool Told { get; private init; }

    /// <summary>Whether the value is one of several items of a list.</summary>
    public bool Removable { get; private init; }

    /// <summary>The parts around the value, from the innermost.</summary>
    public ImmutableList<Part> Around { get; private init; } = [];

    /// <summary>The scope of what stands behind a key.</summary>
    public Scope Under(string key, bool runs = true, bool told = false) =>
        this with
        {
            Path = Path.Length == 0 ? key : $"{Path}.{key}",
            Runs = Runs && runs && !told,
            Told = Told || told,
            Removable = false,
        };

    /// <summary>The scope of an item of a list.</summary>
    public Scope Item(int index, int count) => Under($"{index}") with { Removable = count > 1 };

    /// <summary>The same scope for what a mapping could do without.</summary>
    public Scope OneOfSeveral() => this with { Removable = true };

    /// <summary>The scope of the keys of a part.</summary>
    public Scope Inside(Part part)
    {
        Met.Shapes[(Report.Clause, Path)] = part.Shape;
        return this with { Around = Around.Insert(0, part), Removable = false };
    }

    /// <summary>Declares a parameter.</summary>
    public void Declare(Node node, Kind kind, object meaning, IEnumerable<string> variants) =>
        Met.Parameters.Add(
            new Parameter(
                Report.Clause,
                Path,
                node,
                kind,
                meaning,
                Runs,
                Told ? [] : [.. variants],
                Removable
            )
        );

    /// <summary>What a key of the parts around means, the innermost first; null when none has it.</summary>
    public object? Beside(string key)
    {
        foreach (var part in Around)
            if (part.Shape.Key(key) is not null)
                return part.Find<object>(key);
        return null;
    }
}

/// <summary>What is met while a document is resolved.</summary>
public sealed class Met
{
    /// <summary>The parameters, in the order of the vocabulary.</summary>
    public List<Parameter> Parameters { get; } = [];

    /// <summary>The shapes of the mappings, by clause and path.</summary>
    public Dictionary<(string Clause, string Path), Shape> Shapes { get; } = [];
}
