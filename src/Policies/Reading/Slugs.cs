using System.Text;

namespace Evenhand.Policies.Reading;

/// <summary>
/// The anchors of a document's headings, as Git hosts make them: lower case, punctuation dropped, blanks
/// as hyphens, and a number after a slug that was there before.
/// </summary>
public sealed class Slugs
{
    private readonly Dictionary<string, int> taken = [];

    /// <summary>The anchor of the next heading.</summary>
    public string Of(string heading)
    {
        var plain = Plain(heading);
        var slug = plain;
        while (!taken.TryAdd(slug, 0))
            slug = $"{plain}-{++taken[plain]}";
        return slug;
    }

    private static string Plain(string heading)
    {
        var slug = new StringBuilder(heading.Length);
        foreach (var rune in heading.Trim().ToLowerInvariant().EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_')
                slug.Append(rune);
            else if (rune.Value == ' ')
                slug.Append('-');
        return slug.ToString();
    }
}
