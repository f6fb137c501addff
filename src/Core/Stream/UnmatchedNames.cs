namespace Evenhand.Core.Stream;

/// <summary>Names that the catalogue does not know, with how often each was seen; the number of names is bounded.</summary>
public sealed class UnmatchedNames : IOddNames
{
    /// <summary>The most different names that are remembered; more are counted together.</summary>
    public const int MaxNames = 1000;

    private static readonly OddName Others = new(OddNameKind.Other, "", "");
    private readonly Dictionary<OddName, long> counts = [];

    /// <summary>What was unknown, and how often.</summary>
    public IReadOnlyDictionary<OddName, long> Counts => counts;

    /// <inheritdoc/>
    public void Type(ReadOnlySpan<char> name) =>
        Add(new OddName(OddNameKind.Type, name.ToString(), ""), 1);

    /// <inheritdoc/>
    public void Field(EventType type, ReadOnlySpan<byte> name) =>
        Add(new OddName(OddNameKind.Field, SeenNames.Shorten(name), type.Name), 1);

    /// <inheritdoc/>
    public void Attribute(EventType type, ReadOnlySpan<byte> name) =>
        Add(new OddName(OddNameKind.Attribute, SeenNames.Shorten(name), type.Name), 1);

    /// <summary>Adds what another parser counted.</summary>
    public void Add(UnmatchedNames other)
    {
        foreach (var (name, count) in other.counts)
            Add(name, count);
    }

    private void Add(OddName name, long count)
    {
        if (counts.Count >= MaxNames && !counts.ContainsKey(name))
            name = Others;
        counts[name] = counts.GetValueOrDefault(name) + count;
    }
}
