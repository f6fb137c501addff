using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Time;
using Evenhand.Ledger;

namespace Evenhand.Node.Stored;

/// <summary>Something was told to an account.</summary>
/// <param name="Notice">A notice, or null.</param>
/// <param name="Case">A case, or null.</param>
/// <param name="Cycle">The first instant of the cycle that it belongs to.</param>
/// <param name="Id">Its id, which a fold done anew gives it again; null where that was not kept yet.</param>
/// <param name="Series">What it is one of; null where that was not kept yet.</param>
/// <param name="Level">How far that has come with it; null where that was not kept yet.</param>
/// <param name="Steps">How many steps beyond an allowance it tells of; null where it tells of none.</param>
/// <param name="Corrects">The id of the one that it corrects; null where it corrects none.</param>
/// <param name="At">When it was told; null where that was not kept yet.</param>
[JsonConverter(typeof(ToldForm))]
internal sealed record ToldRecord(
    ToldNotice? Notice,
    ToldCase? Case,
    Moment Cycle,
    string? Id = null,
    string? Series = null,
    long? Level = null,
    int? Steps = null,
    string? Corrects = null,
    Moment? At = null
)
{
    /// <summary>What the step rests on that it tells of, until its statement of reasons is made; it is not stored.</summary>
    public StepGrounds? Grounds { get; init; }

    /// <summary>Whether it was told before, and a fold made anew says it again, perhaps on other grounds; it is not stored.</summary>
    public bool IsAgain { get; init; }

    /// <summary>What it means for the account that it tells of a version to come; it stands beside it.</summary>
    public ImpactEntry? Impact { get; init; }

    /// <summary>What it is one of.</summary>
    public (string Clause, string Series, Moment Cycle) Key =>
        Case is { } opened
            ? (opened.Clause, Series ?? Saying.SeriesOfCase(OfWhom(opened)), Cycle)
            : (Notice!.Clause, Series ?? OlderTold.SeriesOf(Notice), Cycle);

    /// <summary>What a slice tells: a record of its own, or what a statement tells with it.</summary>
    public static ImmutableArray<ToldRecord> In(in StoredSlice slice) =>
        slice.Kind switch
        {
            SliceKind.Told => [StoredJson.Read(slice.Payload, StoredJson.Default.ToldRecord)],
            SliceKind.Stated => StoredJson.Read(slice.Payload, StoredJson.Default.StatedRecord).Told
                ?? [],
            SliceKind.Impact => [Of(ImpactEntry.Read(slice.Payload))],
            _ => [],
        };

    /// <summary>The kinds of slices that tell something.</summary>
    public static SliceKinds Kinds { get; } =
        SliceKinds.Of(SliceKind.Told, SliceKind.Stated, SliceKind.Impact);

    /// <summary>The series of a threshold that an account has set.</summary>
    public static string SeriesOfThreshold(Threshold threshold) => $"threshold {threshold.Id}";

    /// <summary>A notice that is told.</summary>
    public static ToldRecord Of(Notice notice, Moment at) =>
        Of(notice.Said, at) with
        {
            Notice = ToldNotice.Of(notice),
            Id = notice.Id,
            Steps = StepsOf(notice.Facts),
            Grounds = notice.Grounds,
        };

    /// <summary>A case that is told.</summary>
    public static ToldRecord Of(Case opened, Moment at) =>
        Of(opened.Said, at) with
        {
            Case = ToldCase.Of(opened),
            Id = opened.Id,
        };

    private static ToldRecord Of(ImpactEntry entry) => entry.Told with { Impact = entry };

    /// <summary>Writes or reads it.</summary>
    public static ToldRecord Exchange(StatePort port, ToldRecord? record)
    {
        var bytes = port.Exchange(
            record is null ? [] : StoredJson.Write(record, StoredJson.Default.ToldRecord)
        );
        return record ?? StoredJson.Read(bytes, StoredJson.Default.ToldRecord);
    }

    private static ToldRecord Of(Saying said, Moment at) =>
        new(null, null, said.Cycle, Series: said.Series, Level: said.Level, At: at);

    private static int? StepsOf(Facts facts) =>
        facts.Find(NamedFigure.Step) is null ? null
        : facts.Find(NamedFigure.Count) is { } count
            ? int.Parse(count.Value, CultureInfo.InvariantCulture)
        : 1;

    private static string? OfWhom(ToldCase opened)
    {
        foreach (var (figure, value) in opened.Figures)
            if (figure == NamedFigure.Of)
                return value;
        return null;
    }
}
