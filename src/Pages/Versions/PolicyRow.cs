using Evenhand.Wire;

namespace Evenhand.Pages.Versions;

/// <summary>A policy with its versions.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What its document calls it.</param>
/// <param name="Versions">Its versions, at least one, in the order of their days.</param>
public sealed record PolicyRow(string Name, string Title, IReadOnlyList<PolicyView> Versions)
{
    /// <summary>Its page.</summary>
    public string At => $"/console/policies/{Uri.EscapeDataString(Name)}";

    /// <summary>The version in force; null before the first is.</summary>
    public PolicyView? InForce => Versions.FirstOrDefault(each => each.InForce);

    /// <summary>Versions that are announced and not in force yet.</summary>
    /// <param name="today">Today.</param>
    public IEnumerable<PolicyView> Coming(DateOnly today) =>
        Versions.Where(each => each.Effective > today);

    /// <summary>The published text of a version.</summary>
    public string TextAt(PolicyView version) =>
        $"/policies/{Uri.EscapeDataString(Name)}?version={Uri.EscapeDataString(version.Version)}";

    /// <summary>The page of a draft.</summary>
    public string DraftAt(string id) => $"{At}/drafts/{Uri.EscapeDataString(id)}";

    /// <summary>The page that compares two versions.</summary>
    public string CompareAt(string from, string to) =>
        $"{At}/compare?from={Uri.EscapeDataString(from)}&to={Uri.EscapeDataString(to)}";
}
