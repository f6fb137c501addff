using NodaTime;

namespace Evenhand.Import;

/// <summary>
/// What an import did. A row was written, skipped as the map says, replaced by a later version of the same record, or
/// rejected. First and last are event times; null without events.
/// </summary>
public readonly record struct ImportSummary(
    long RowsRead,
    long Written,
    long Skipped,
    long Rejected,
    Instant? First,
    Instant? Last
)
{
    /// <summary>Rows of which a later version stood in the same import.</summary>
    public long Replaced { get; init; }

    /// <summary>Files of which nothing was used, although they have rows.</summary>
    public long VainFiles { get; init; }

    internal ImportSummary WithEvent(Instant time) =>
        this with
        {
            RowsRead = RowsRead + 1,
            Written = Written + 1,
            First = First is { } first ? Instant.Min(first, time) : time,
            Last = Last is { } last ? Instant.Max(last, time) : time,
        };

    internal ImportSummary WithSkip() =>
        this with
        {
            RowsRead = RowsRead + 1,
            Skipped = Skipped + 1,
        };

    internal ImportSummary WithReplacement() =>
        this with
        {
            RowsRead = RowsRead + 1,
            Replaced = Replaced + 1,
        };

    internal ImportSummary WithRejection() =>
        this with
        {
            RowsRead = RowsRead + 1,
            Rejected = Rejected + 1,
        };
}
