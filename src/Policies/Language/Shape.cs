using System.Collections.Immutable;

namespace Evenhand.Policies.Language;

/// <summary>A mapping with known keys, such as a part of a rule.</summary>
/// <param name="Name">What the documentation and errors call it.</param>
/// <param name="Doc">What it is for, in one sentence.</param>
/// <param name="Keys">Its keys. They are resolved in this order: what reads another key stands after it.</param>
public sealed record Shape(string Name, string Doc, params ImmutableArray<Key> Keys)
{
    /// <summary>Of these keys, exactly one must be there; empty for no such rule.</summary>
    public ImmutableArray<string> ExactlyOne { get; init; } = [];

    /// <summary>Of these keys, at most one may be there; empty for no such rule.</summary>
    public ImmutableArray<string> AtMostOne { get; init; } = [];

    /// <summary>Keys that texts of before may have, and no new one: they say nothing.</summary>
    public ImmutableArray<string> Former { get; init; } = [];

    /// <summary>The key of a name, or null.</summary>
    public Key? Key(string name) => Keys.FirstOrDefault(key => key.Name == name);
}
