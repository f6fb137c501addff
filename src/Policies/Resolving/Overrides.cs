using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Resolving;

/// <summary>Applies the <c>set</c> of a reading's alternative to a draft.</summary>
public static class Overrides
{
    /// <summary>The draft as an alternative would have it; null when a path leads nowhere, of which the caller is told.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="clause">The slug of the clause in which the reading stands.</param>
    /// <param name="alternative">The alternative.</param>
    /// <param name="refuse">Is told the place and the path.</param>
    public static Draft? Of(
        Draft draft,
        string clause,
        Part alternative,
        Action<Place, string> refuse
    )
    {
        Draft? changed = draft;
        foreach (var (path, value) in alternative.List<KeyValuePair<string, Node>>("set"))
        {
            var (slug, inner) = Split(clause, path);
            changed = changed?.With(slug, inner, IsNone(value) ? null : value);
            if (changed is not null)
                continue;
            refuse(value.At, path);
            return null;
        }
        return changed;
    }

    /// <summary>Splits <c>slug/path</c>; a bare path is one of the clause at hand.</summary>
    public static (string Clause, string Path) Split(string clause, string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (clause, path) : (path[..slash], path[(slash + 1)..]);
    }

    private static bool IsNone(Node value) => value is ScalarNode { Text: "none", Quoted: false };
}
