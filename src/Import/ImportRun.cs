namespace Evenhand.Import;

/// <summary>
/// One reading of one file. <c>Limit</c>: stop after so many events. <c>Reject</c> hears of each bad row, <c>Advance</c> is called
/// now and then while rows are read.
/// </summary>
public sealed record ImportRun(string File, Stream Input, Stream Output)
{
    public long Limit { get; init; } = long.MaxValue;
    public Action<Rejection> Reject { get; init; } = static _ => { };
    public Action<ImportSummary> Advance { get; init; } = static _ => { };

    internal const int RowsBetweenAdvances = 4096;
}
