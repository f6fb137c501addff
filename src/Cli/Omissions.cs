using Evenhand.Import;
using Evenhand.Notation;

namespace Evenhand.Cli;

/// <summary>Rows that an import left out, by reason: how many, and the first.</summary>
internal sealed class Omissions
{
    /// <summary>Reasons told apart; a map that leaves out by a column's many values has no end of them.</summary>
    private const int Most = 50;

    private readonly Dictionary<string, (long Count, Omission First)> byReason = [];
    private long others;

    public void Add(Omission omission)
    {
        if (byReason.TryGetValue(omission.Reason, out var known))
            byReason[omission.Reason] = (known.Count + 1, known.First);
        else if (byReason.Count < Most)
            byReason[omission.Reason] = (1, omission);
        else
            others++;
    }

    /// <summary>A line for each reason, the most frequent first.</summary>
    public void Write(TextWriter to)
    {
        foreach (
            var (reason, (count, first)) in byReason
                .OrderByDescending(entry => entry.Value.Count)
                .ThenBy(entry => entry.Key, StringComparer.Ordinal)
        )
            to.WriteLine(
                $"  {Counted.Of(count)} skipped: {reason} (first at {first.File}:{first.Line})"
            );
        if (others > 0)
            to.WriteLine($"  {Counted.Of(others)} skipped for other reasons");
    }
}
