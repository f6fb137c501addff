using System.Collections.Immutable;

namespace Evenhand.Import;

/// <summary>
/// The columns by which a record is known, whatever else it says, and the one that tells which of two versions is the later;
/// without it the one that stands later in the files is.
/// </summary>
internal sealed record RecordKey(ImmutableArray<int> Columns, int? Version)
{
    private const int Longest = 200;

    /// <summary>The key as the event's id, by its hash if it is too long for one; null, with the fault, if its first column is empty.</summary>
    public string? Of(Row row, List<string> faults)
    {
        if (row[Columns[0]].Length == 0)
        {
            faults.Add(
                $"column `{row.NameOf(Columns[0])}`, by which the record is known, is empty"
            );
            return null;
        }
        var key =
            Columns.Length == 1
                ? row[Columns[0]]
                : string.Join("/", Columns.Select(column => Escaped(row[column])));
        return key.Length > Longest || key.Any(char.IsControl)
            ? RowIds.Text(new RowIds().Of([key]))
            : key;
    }

    /// <summary>So that two keys of several columns never read alike.</summary>
    private static string Escaped(string part) =>
        part.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("/", "%2F", StringComparison.Ordinal);
}
