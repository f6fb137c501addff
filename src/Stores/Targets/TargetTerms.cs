using System.Collections.Immutable;
using System.Globalization;

namespace Evenhand.Stores.Targets;

/// <summary>What somebody said of a target: settings, which anybody may see who sees the target, and secrets.</summary>
/// <param name="Settings">The settings, by the names of their terms.</param>
/// <param name="Secrets">The secrets, likewise.</param>
public sealed record TargetTerms(
    ImmutableSortedDictionary<string, string> Settings,
    ImmutableSortedDictionary<string, string> Secrets
)
{
    /// <summary>A setting that was said, as its kind checked.</summary>
    public string this[string name] => Settings[name];

    /// <summary>A setting; null where it was not said.</summary>
    public string? Setting(string name) => Settings.GetValueOrDefault(name);

    /// <summary>A setting that is a port.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="usual">Where it was not said.</param>
    public int Port(string name, int usual) =>
        Setting(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

    /// <summary>A setting that is an address; null where it was not said.</summary>
    public Uri? Address(string name) => Setting(name) is { } text ? new Uri(text) : null;

    /// <summary>A secret; null where it was not said.</summary>
    public string? Secret(string name) => Secrets.GetValueOrDefault(name);

    /// <summary>No secret is part of what is written of it.</summary>
    public override string ToString() =>
        string.Join(", ", Settings.Select(each => $"{each.Key}={each.Value}"));
}
