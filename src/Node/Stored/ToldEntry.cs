using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Evenhand.Core.Time;
using Evenhand.Node.Views;

namespace Evenhand.Node.Stored;

/// <summary>
/// What the ledger keeps of a notice or a case, as it is on disk: see <see cref="ToldRecord"/>. Which of the two it is, it says by
/// the member that it has.
/// </summary>
internal sealed record ToldEntry(
    StoredNotice? Notice,
    StoredCase? Case,
    Moment Cycle,
    string? Id,
    string? Series,
    long? Level,
    int? Steps,
    string? Corrects,
    Moment? At
)
{
    /// <summary>The entry of a record.</summary>
    public static ToldEntry Of(ToldRecord its) =>
        new(
            its.Notice is { } notice ? StoredNotice.Of(notice) : null,
            its.Case is { } opened ? StoredCase.Of(opened) : null,
            its.Cycle,
            its.Id,
            its.Series,
            its.Level,
            its.Steps,
            its.Corrects,
            its.At
        );

    /// <summary>The record of an entry.</summary>
    public ToldRecord ToRecord() =>
        Notice is null == Case is null
            ? throw new JsonException("it is neither a notice nor a case")
            : new(
                Notice?.ToNotice(),
                Case?.ToCase(),
                Cycle,
                Id,
                Series,
                Level,
                Steps,
                Corrects,
                At
            );
}

/// <summary>A notice as it is on disk: see <see cref="ToldNotice"/>.</summary>
internal sealed record StoredNotice(
    string Clause,
    string What,
    string Message,
    Moment Time,
    string Account,
    string? Policy,
    string? Version,
    string? Title,
    ImmutableArray<(string Name, string Value)>? Figures,
    StoredReasons? Reasons = null,
    Cause? Because = null
)
{
    /// <summary>What is stored of a notice.</summary>
    public static StoredNotice Of(ToldNotice its) =>
        new(
            its.Clause,
            its.What,
            its.Message,
            its.Time,
            its.Account,
            its.Policy,
            its.Version,
            its.Title,
            its.Figures,
            its.Reasons is { } reasons ? new StoredReasons(reasons.Step, reasons.Sha256) : null,
            its.Because
        );

    /// <summary>The notice.</summary>
    public ToldNotice ToNotice() =>
        new(
            Entries.Whole(Clause),
            Entries.Whole(What),
            Entries.Whole(Message),
            Time,
            Entries.Whole(Account),
            Policy,
            Version,
            Title,
            Figures
        )
        {
            Reasons = Reasons is { } its
                ? new ToldReasons(Entries.Whole(its.Step), Entries.Whole(its.Sha256))
                : null,
            Because = Because,
        };
}

/// <summary>Which statement of reasons a notice names, as it is on disk: see <see cref="ToldReasons"/>.</summary>
internal sealed record StoredReasons(string Step, string Sha256);

/// <summary>A case as it is on disk: see <see cref="ToldCase"/>.</summary>
internal sealed record StoredCase(
    string Clause,
    string Version,
    Moment Cycle,
    ImmutableArray<(string Name, string Value)> Figures,
    string Message,
    Moment Time,
    string Account,
    string? Policy,
    string? Title,
    string? Unit
)
{
    /// <summary>What is stored of a case.</summary>
    public static StoredCase Of(ToldCase its) =>
        new(
            its.Clause,
            its.Version,
            its.Cycle,
            its.Figures,
            its.Message,
            its.Time,
            its.Account,
            its.Policy,
            its.Title,
            its.Unit
        );

    /// <summary>The case.</summary>
    public ToldCase ToCase() =>
        new(
            Entries.Whole(Clause),
            Version,
            Cycle,
            Entries.Whole(Figures),
            Entries.Whole(Message),
            Time,
            Entries.Whole(Account),
            Policy,
            Title,
            Unit
        );
}

/// <summary>Writes and reads the entries of what was told.</summary>
internal sealed class ToldForm : JsonConverter<ToldRecord>
{
    /// <inheritdoc/>
    public override ToldRecord Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => Entries.Read(ref reader, StoredJson.Default.ToldEntry).ToRecord();

    /// <inheritdoc/>
    public override void Write(
        Utf8JsonWriter writer,
        ToldRecord value,
        JsonSerializerOptions options
    ) => JsonSerializer.Serialize(writer, ToldEntry.Of(value), StoredJson.Default.ToldEntry);
}
