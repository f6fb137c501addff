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

    /// <summary>What a version to come means for the account, in words; null where it tells of none.</summary>
    public AmendmentWords? Amendment { get; init; }

    /// <summary>What a record tells.</summary>
    /// <param name="account">The account.</param>
    /// <param name="record">The record.</param>
    /// <param name="place">Where it stands, which names a record of before there were ids.</param>
    internal static SaidEntry Of(AccountId account, ToldRecord record, string place) =>
        new(account, record.Id ?? place, record.Notice, record.Case)
        {
            Step = StepOf(record.Series),
            At = record.At ?? (record.Notice?.Time ?? record.Case?.Time)!.Value,
            Amendment = record.Impact is { } impact ? AmendmentWords.Of(impact) : null,
            Percent = OlderTold.IsOfShares(record.Key.Series) ? record.Level : null,
        };

    /// <summary>What is in force as it is told, such as a brake, needs no delivery.</summary>
    private static string? StepOf(string? series) =>
        series is not null
        && series.StartsWith(OfStep, StringComparison.Ordinal)
        && series.EndsWith(Announced, StringComparison.Ordinal)
            ? series[OfStep.Length..^Announced.Length]
            : null;

    private const string OfStep = "step:";
    private const string Announced = ":announced";
}
