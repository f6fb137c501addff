namespace Evenhand.Notation;

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

    /// <summary>The nearest known name as the end of a sentence, <c>; did you mean …?</c>, or nothing.</summary>
    public static string Hint(string name, IEnumerable<string> known) =>
        To(name, known) is { } near ? $"; did you mean `{near}`?" : "";

    /// <summary>Names, the nearest first.</summary>
    public static IEnumerable<string> InOrder(string name, IEnumerable<string> known) =>
        name.Length > LongestCompared
            ? known
            : known
                .Distinct(StringComparer.Ordinal)
                .OrderBy(each => Distance(Fold(name), Fold(each)))
                .ThenBy(each => each, StringComparer.Ordinal);

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

    // Edits of a letter, and two letters that changed places, count one each.
    private static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        for (var j = 0; j <= right.Length; j++)
            rows[i, j] = i == 0 || j == 0 ? i + j : Step(rows, left, right, i, j);
        return rows[left.Length, right.Length];
    }

    private static int Step(int[,] rows, string left, string right, int i, int j)
    {
        var replaced = rows[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
        var least = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
        return i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]
            ? Math.Min(least, rows[i - 2, j - 2] + 1)
            : least;
    }
}
