using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Outbox;

/// <summary>Something that an account was told: a notice or a case.</summary>
/// <param name="Account">The account.</param>
/// <param name="Id">The same whenever it comes.</param>
/// <param name="Notice">The notice, or null.</param>
/// <param name="Case">The case, or null.</param>
public sealed record SaidEntry(AccountId Account, string Id, ToldNotice? Notice, ToldCase? Case)
{
    /// <summary>The step whose clock starts when this is delivered; null where it starts none.</summary>
    public string? Step { get; init; }

    /// <summary>When it was told.</summary>
    public Moment At { get; init; }

    /// <summary>Of a notice how far an allowance is used, the hundredths; null of others.</summary>
    public long? Percent { get; init; }

    /// <summary>The kind of what was told before and is over with this; null where it ends nothing.</summary>
    public string? Ends { get; init; }

    /// <summary>What a version to come means for the account, in words; null where it tells of none.</summary>
    public AmendmentWords? Amendment { get; init; }

    /// <summary>What a record tells.</summary>
    /// <param name="account">The account.</param>
    /// <param name="record">The record.</param>
    /// <param name="place">Where it stands, which names a record of before there were ids.</param>
    internal static SaidEntry Of(AccountId account, ToldRecord record, string place) =>
        new(account, record.Id ?? place, record.Notice, record.Case)
        {
            Step = StepSeries.Read(record.Series) is { StartsClock: true } its ? its.Step : null,
            Ends = EndOf(record),
            At = record.At ?? (record.Notice?.Time ?? record.Case?.Time)!.Value,
            Amendment = record.Impact is { } impact ? AmendmentWords.Of(impact) : null,
            Percent = OlderTold.IsOfShares(record.Key.Series) ? record.Level : null,
        };

    /// <summary>What ends a threshold, or a step, was told as something that began.</summary>
    private static string? EndOf(ToldRecord record) =>
        record.Notice?.What == "threshold-resolved" ? "threshold-reached"
        : StepSeries.Read(record.Series) is { Ends: true } ? "step"
        : null;
}
