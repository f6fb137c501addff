using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Replaying;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;
using Evenhand.Wording;

namespace Evenhand.Node.Told;

/// <summary>
/// What an account was told of steps, held against a fold that was made anew. A step that the fold does not have any more is told to
/// be off, once; where it is taken again after that, it is told anew, as another.
/// </summary>
internal static class ToldSteps
{
    /// <summary>The kind of the notice that a step is over.</summary>
    private const string Kind = "step-changed";

    /// <summary>What the fold says of a step that was told to be off before is one further.</summary>
    public static Notice Anew(
        Notice notice,
        in SmallMap<(string Clause, string Series, Moment Cycle), long> told
    )
    {
        if (StepSeries.Read(notice.Said.Series) is not { } its)
            return notice;
        var gone = told.GetValueOrDefault(KeyOf(notice.Said.Key, its.Step));
        return gone == 0
            ? notice
            : notice with
            {
                Said = notice.Said with { Level = notice.Said.Level + gone },
            };
    }

    /// <summary>What is to be told of steps that the fold, which was made anew, does not have.</summary>
    public static IReadOnlyList<ToldRecord> Missing(
        LiveAccount live,
        Moment now,
        in SmallMap<(string Clause, string Series, Moment Cycle), long> told
    )
    {
        var levels = new Dictionary<(string Clause, string Step, Moment Cycle), Level>();
        foreach (var (key, level) in told.All())
            if (StepSeries.Read(key.Series) is { } its)
            {
                var step = (key.Clause, its.Step, key.Cycle);
                levels[step] = levels.GetValueOrDefault(step).With(its, level);
            }
        levels = levels.Where(each => each.Value.IsOpen).ToDictionary();
        if (levels.Count == 0)
            return [];
        var there = StandingReading.StepsOf(live, now);
        return
        [
            .. levels
                .Where(each => !there.Contains(each.Key.Step))
                .OrderBy(each => each.Key.Step, StringComparer.Ordinal)
                .Select(each => RecordOf(live, each.Key, each.Value.Gone + 1, now)),
        ];
    }

    /// <summary>What tells that a step is off, with what took it away.</summary>
    public static ToldRecord Because(ToldRecord record, string step, Cause? cause) =>
        record with
        {
            Notice = record.Notice! with
            {
                Because = cause,
                Message = TakenBackSentence.OfStep(
                    step,
                    cause is null ? null : cause == Cause.Void
                ),
            },
        };

    private static ToldRecord RecordOf(
        LiveAccount live,
        (string Clause, string Step, Moment Cycle) its,
        long level,
        Moment now
    )
    {
        var cited = StandingReading.Cited(live, its.Clause, now);
        var said = new Saying(its.Clause, StepSeries.OfGone(its.Step), its.Cycle, level);
        return new ToldRecord(
            new ToldNotice(
                its.Clause,
                Kind,
                TakenBackSentence.OfStep(its.Step, byVoid: null),
                now,
                live.Account.Text,
                cited?.Policy,
                cited?.Version,
                cited?.Title
            ),
            null,
            its.Cycle,
            said.Id(live.Account),
            said.Series,
            level,
            At: now
        );
    }

    private static (string Clause, string Series, Moment Cycle) KeyOf(
        (string Clause, string Series, Moment Cycle) key,
        string step
    ) => (key.Clause, StepSeries.OfGone(step), key.Cycle);

    /// <summary>How far what was told of a step has come.</summary>
    /// <param name="Begun">How often it was told of.</param>
    /// <param name="Ended">How far that it ended.</param>
    /// <param name="Gone">How often that it is off, since it is not there any more.</param>
    private readonly record struct Level(long Begun, long Ended, long Gone)
    {
        public bool IsOpen => Begun > Math.Max(Ended, Gone);

        public Level With(StepSeries series, long level) =>
            series.Begins ? this with { Begun = Math.Max(Begun, level) }
            : series.State == StepSeries.Gone ? this with { Gone = Math.Max(Gone, level) }
            : series.Ends ? this with { Ended = Math.Max(Ended, level) }
            : this;
    }
}
