namespace Evenhand.Policies.Reading;

/// <summary>Finds the name that someone probably meant.</summary>
public static class Nearest
{
    private const int FewEnoughToList = 6;
    private const int LongestCompared = 64;

    /// <summary>
    /// What to say to someone who wrote <paramref name="name"/>: the nearest known name; when none is near,
    /// all of them if they are few, else null.
    /// </summary>
    public static string? Suggestion(string name, IEnumerable<string> known)
    {
        var names = known.Distinct(StringComparer.Ordinal).ToList();
        if (To(name, names) is { } near)
            return $"did you mean `{near}`?";
        return names.Count is > 0 and <= FewEnoughToList
            ? "known: " + string.Join(", ", names.Select(each => $"`{each}`"))
            : null;
    }

    /// <summary>The nearest name by edit distance, or null when none is within a third of the length.</summary>
    public static string? To(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestCompared)
            return null;
        var near = known
            .Select(each => (Name: each, Distance: Distance(Fold(name), Fold(each))))
            .OrderBy(each => each.Distance)
            .ThenBy(each => each.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return near.Name is not null && near.Distance <= Math.Max(1, name.Length / 3)
            ? near.Name
            : null;
    }

    // Case, and what joins the words of a name, are what people mix up most: they cost nothing.
    private static string Fold(string name) =>
        name.ToLowerInvariant().Replace('_', '-').Replace(' ', '-').Replace('.', '-');

    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
