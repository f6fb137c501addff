using NodaTime;

namespace Evenhand.Import;

/// <summary>What an import did. A row was written, skipped as the map says, or rejected. First and last are event times; null without events.</summary>
public readonly record struct ImportSummary(
    long RowsRead,
    long Written,
    long Skipped,
    long Rejected,
    Instant? First,
    Instant? Last
)
{
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

    internal ImportSummary WithRejection() =>
        this with
        {
            RowsRead = RowsRead + 1,
            Rejected = Rejected + 1,
        };
}
