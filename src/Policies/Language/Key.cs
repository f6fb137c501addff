namespace Evenhand.Policies.Language;

/// <summary>A key of a <see cref="Shape"/>.</summary>
/// <param name="Name">The word.</param>
/// <param name="Kind">What stands behind it.</param>
/// <param name="Doc">What it says, in a few words; empty where the name says it.</param>
public sealed record Key(string Name, Kind Kind, string Doc = "")
{
    /// <summary>Whether it must be there.</summary>
    public bool Required { get; private init; }

    /// <summary>Whether it is checked and published, but not run yet.</summary>
    public bool Later { get; private init; }

    /// <summary>Whether it is told to people, and changes nothing that runs.</summary>
    public bool Told { get; private init; }

    /// <summary>The same key, but it must be there.</summary>
    public Key Needed() => this with { Required = true };

    /// <summary>The same key, but it runs later.</summary>
    public Key RunsLater() => this with { Later = true };

    /// <summary>The same key, but it is for people only.</summary>
    public Key ForPeople() => this with { Told = true };
}
