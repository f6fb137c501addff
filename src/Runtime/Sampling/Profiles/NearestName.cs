namespace Evenhand.Runtime.Sampling.Profiles;

/// <summary>Which of the names that would be right somebody may have meant.</summary>
public static class NearestName
{
    /// <summary>“; did you mean …?”, or the names there are when none is near.</summary>
    public static string Hint(string given, IEnumerable<string> names)
    {
        var known = names.Order(StringComparer.Ordinal).ToArray();
        if (known.Length == 0)
            return "";
        var nearest = known.MinBy(name => Distance(given, name))!;
        return Distance(given, nearest) <= Math.Max(2, given.Length / 3)
            ? $"; did you mean '{nearest}'?"
            : $"; there are {string.Join(", ", known)}";
    }

    /// <summary>Levenshtein's distance: the fewest characters to insert, remove or replace.</summary>
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
