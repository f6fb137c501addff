namespace Evenhand.Core.Stream;

/// <summary>Names that the catalogue does not know, with how often each was seen; the number of names is bounded.</summary>
public sealed class UnmatchedNames : IOddNames
{
    /// <summary>The most different names that are remembered; more are counted together.</summary>
    public const int MaxNames = 1000;

    private const string Others = "(others)";
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

    /// <summary>What was unknown, such as <c>type x.y</c> or <c>field f of x.y</c>, and how often.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    /// <inheritdoc/>
    public void Type(ReadOnlySpan<char> name) => Add($"event type {name}", 1);

    /// <inheritdoc/>
    public void Field(EventType type, ReadOnlySpan<byte> name) =>
        Add($"field {SeenNames.Shorten(name)} of {type.Name}", 1);

    /// <inheritdoc/>
    public void Attribute(EventType type, ReadOnlySpan<byte> name) =>
        Add($"attribute {SeenNames.Shorten(name)} of {type.Name}, whose data stands in `data`", 1);

    /// <summary>Adds what another parser counted.</summary>
    public void Add(UnmatchedNames other)
    {
        foreach (var (name, count) in other.counts)
            Add(name, count);
    }

    private void Add(string name, long count)
    {
        if (counts.Count >= MaxNames && !counts.ContainsKey(name))
            name = Others;
        counts[name] = counts.GetValueOrDefault(name) + count;
    }
}
