using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Views;

namespace Evenhand.Node.Stored;

/// <summary>What the ledger keeps of a stated cycle, as it is on disk: see <see cref="StatedRecord"/>.</summary>
internal sealed record StatedEntry(
    string FirstDay,
    StoredStatement Statement,
    ImmutableArray<StoredAdjustment> Adjustments,
    bool Closing,
    long Sequence,
    long Shared,
    Moment At,
    ImmutableArray<ToldRecord>? Told,
    int? Fold,
    StoredUsage? Usage = null
)
{
    /// <summary>The entry of a record.</summary>
    public static StatedEntry Of(StatedRecord its) =>
        new(
            its.FirstDay,
            StoredStatement.Of(its.Statement),
            [.. its.Adjustments.Select(StoredAdjustment.Of)],
            its.Closing,
            its.Sequence,
            its.Shared,
            its.At,
            its.Told,
            its.Fold,
            its.Usage is { } usage ? StoredUsage.Of(usage) : null
        );

    /// <summary>The record of an entry.</summary>
    public StatedRecord ToRecord() =>
        new(
            FirstDay,
            Entries.Whole(Statement).ToStatement(),
            [.. Entries.Whole(Adjustments).Select(each => each.ToAdjustment(Statement!.Currency))],
            Closing,
            Sequence,
            Shared,
            At,
            Told,
            Fold,
            Usage?.ToUsage(FirstDay, Statement!.Time)
        );
}

/// <summary>A statement as it is on disk: see <see cref="Core.Effects.Statement"/>.</summary>
internal sealed record StoredStatement(
    string Policy,
    Moment From,
    string Currency,
    ImmutableArray<StoredLine> Lines,
    string Due,
    string Proposed,
    ImmutableArray<StoredFees> Unpriced,
    Moment Time,
    string Account
)
{
    /// <summary>What is stored of a statement.</summary>
    public static StoredStatement Of(Statement its) =>
        new(
            its.Policy,
            its.From,
            its.Currency,
            [.. its.Lines.Select(StoredLine.Of)],
            its.Due.ToString(),
            its.Proposed.ToString(),
            [
                .. its.Unpriced.Select(fee => new StoredFees(
                    fee.Clause.Slug,
                    fee.Amount.ToString(),
                    fee.Currency
                )),
            ],
            its.Time,
            its.Account.Text
        );

    /// <summary>The statement.</summary>
    public Statement ToStatement() =>
        new(
            Time,
            new AccountId(Account),
            Policy,
            From,
            Currency,
            [.. Entries.Whole(Lines).Select(line => line.ToLine(Currency))],
            Money.Parse(Due, Currency),
            Money.Parse(Proposed, Currency),
            [
                .. Entries
                    .Whole(Unpriced)
                    .Select(fee => new UnpricedFees(
                        new ClauseId(fee.Clause),
                        Quantity.Parse(fee.Amount),
                        fee.Currency
                    )),
            ]
        );
}

/// <summary>Fees that wait for a rate, as they are on disk: see <see cref="UnpricedFees"/>.</summary>
internal sealed record StoredFees(string Clause, string Amount, string Currency);

/// <summary>A correction as it is on disk: see <see cref="Adjustment"/>.</summary>
internal sealed record StoredAdjustment(StoredLine Line, string Cycle, Cause Because)
{
    /// <summary>What is stored of a correction.</summary>
    public static StoredAdjustment Of(Adjustment its) =>
        new(StoredLine.Of(its.Line), its.Cycle, its.Because);

    /// <summary>The correction.</summary>
    public Adjustment ToAdjustment(string currency) =>
        new(Entries.Whole(Line).ToLine(currency), Cycle, Because);
}

/// <summary>Writes and reads the entries of stated cycles.</summary>
internal sealed class StatedForm : JsonConverter<StatedRecord>
{
    /// <inheritdoc/>
    public override StatedRecord Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => Entries.Read(ref reader, StoredJson.Default.StatedEntry).ToRecord();

    /// <inheritdoc/>
    public override void Write(
        Utf8JsonWriter writer,
        StatedRecord value,
        JsonSerializerOptions options
    ) => JsonSerializer.Serialize(writer, StatedEntry.Of(value), StoredJson.Default.StatedEntry);
}
