using System.Collections.Immutable;

namespace Evenhand.Import;

/// <summary>
/// The columns by which a record is known, whatever else it says, and the one that tells which of two versions is the later;
/// without it the one that stands later in the files is.
/// </summary>
internal sealed record RecordKey(ImmutableArray<int> Columns, int? Version)
{
    private const int Longest = 200;

    /// <summary>The key as the event's id; null, with the fault, if a column is empty or the whole too long.</summary>
    public string? Of(Row row, List<string> faults)
    {
        var empty = Columns.Where(column => row[column].Length == 0).ToArray();
        foreach (var column in empty)
            faults.Add($"column `{row.NameOf(column)}`, by which the record is known, is empty");
        if (empty.Length > 0)
            return null;
        var key =
            Columns.Length == 1
                ? row[Columns[0]]
                : string.Join("/", Columns.Select(column => Escaped(row[column])));
        if (key.Length > Longest || key.Any(char.IsControl))
        {
            faults.Add(
                $"the record's key has more than {Longest} characters, or control characters"
            );
            return null;
        }
        return key;
    }

    /// <summary>So that two keys of several columns never read alike.</summary>
    private static string Escaped(string part) =>
        part.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("/", "%2F", StringComparison.Ordinal);
}
