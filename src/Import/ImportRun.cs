namespace Evenhand.Import;

/// <summary>A file to import. It may be opened more than once: who gets the stream disposes of it.</summary>
public sealed record ImportFile(string Name, Func<Stream> Open);

/// <summary>
/// One import of some files. <c>Limit</c>: stop after so many events. <c>Reject</c> hears of each bad row, <c>Skip</c> of each that
/// gives no event, <c>Write</c> gets each event's line with its break; <c>Advance</c> is called now and then while rows are read.
/// </summary>
public sealed record ImportRun(IReadOnlyList<ImportFile> Files, Action<ReadOnlySpan<byte>> Write)
{
    public long Limit { get; init; } = long.MaxValue;
    public Action<Rejection> Reject { get; init; } = static _ => { };
    public Action<Omission> Skip { get; init; } = static _ => { };
    public Action<ImportSummary> Advance { get; init; } = static _ => { };

    /// <summary>What the records are to correct, and why; null: they are new.</summary>
    public Correction? Correction { get; init; }

    internal const int RowsBetweenAdvances = 4096;
}

/// <summary>
/// Records that were imported before and are different now: the earlier ones are taken back. <c>Round</c> counts the
/// corrections of the same records from 1.
/// </summary>
public sealed record Correction(string Reason, int Round);
