using System.Globalization;

namespace Evenhand.Cli.Accounts;

/// <summary>Sequences as people write them: <c>12-19,25</c>.</summary>
internal static class SequenceList
{
    private const long Most = 10_000_000;

    /// <summary>Reads them; null where they cannot be read.</summary>
    public static IReadOnlyCollection<long>? Read(string text)
    {
        var sequences = new SortedSet<long>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-');
            if (
                ends.Length > 2
                || !TryRead(ends[0], out var first)
                || !TryRead(ends[^1], out var last)
                || last < first
                || last - first > Most - sequences.Count
            )
                return null;
            for (var at = first; at <= last; at++)
                sequences.Add(at);
        }
        return sequences;
    }

    /// <summary>Writes them, in order.</summary>
    public static string Write(IReadOnlyList<long> sequences)
    {
        var parts = new List<string>();
        for (var i = 0; i < sequences.Count; )
        {
            var first = i;
            while (++i < sequences.Count && sequences[i] == sequences[i - 1] + 1) { }
            parts.Add(
                i - first == 1
                    ? Text(sequences[first])
                    : $"{Text(sequences[first])}-{Text(sequences[i - 1])}"
            );
        }
        return string.Join(',', parts);
    }

    private static string Text(long sequence) => sequence.ToString(CultureInfo.InvariantCulture);

    private static bool TryRead(string text, out long sequence) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out sequence);
}
