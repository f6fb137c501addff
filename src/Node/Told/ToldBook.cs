using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Replaying;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Told;

/// <summary>
/// What one account was told. The fold names what it says by series and by how far that has come, so a fold done anew,
/// which may say things at other instants, tells only what goes beyond.
/// </summary>
internal sealed class ToldBook
{
    private SmallMap<(string Clause, string Series, Moment Cycle), long> told;
    private SmallMap<(string Clause, string Series, Moment Cycle), long> stored;
    private SmallSet<string> pending;

    /// <summary>There once a step was told, or held back.</summary>
    private Digests? digests;
    private Moment latest = Moment.Earliest;
    private bool isAnew;

    /// <summary>What it was told of whole cycles.</summary>
    public SummaryBook Summaries { get; private set; } = SummaryBook.Empty;

    /// <summary>How many cases there are.</summary>
    public int Cases => told.Keys.Count(key => Saying.IsOfCases(key.Series));

    /// <summary>Whether something is on its way to the ledger.</summary>
    public bool HasPending => pending.Count > 0;

    /// <summary>When something that is held back is due.</summary>
    public Moment NextDue => digests?.NextDue ?? Moment.Never;

    /// <summary>Of what the fold says, what was not told yet and is to be told now.</summary>
    /// <param name="effects">What it says since it was asked last.</param>
    /// <param name="stated">How far the account is stated.</param>
    /// <param name="live">The account.</param>
    /// <param name="now">The present.</param>
    /// <param name="isWhole">Whether the account is as all says that is known of it.</param>
    public IReadOnlyList<ToldRecord> NotYet(
        IReadOnlyList<Effect> effects,
        StatedBook stated,
        LiveAccount live,
        Moment now,
        bool isWhole = true
    )
    {
        if (effects.Count == 0 && now < NextDue && !isAnew)
            return [];
        var open = stated.Open(live);
        var news = new List<ToldRecord>();
        if (isAnew && isWhole)
        {
            isAnew = false;
            foreach (var record in ToldSteps.Missing(live, now, told))
                news.Add(Tell(record, now));
        }
        foreach (var effect in Wanted(effects, open))
            if (RecordOf(effect, now) is not { } record)
                continue;
            else if (record.IsAgain)
                news.Add(Await(record));
            else if (digests?.TryHold(record, now) != true)
                news.Add(Tell(record, now));
        foreach (var record in digests?.Take(now) ?? [])
            if (record.Cycle >= open && !IsTold(record, told))
                news.Add(Tell(record with { Notice = record.Notice! with { Time = now } }, now));
        return news;
    }

    /// <summary>Asked as it is stored: whether nobody, such as another node, has told it meanwhile.</summary>
    public bool IsWanted(ToldRecord record) => !IsTold(record, stored);

    /// <summary>How far it was told of a threshold in a cycle: 0 for nothing, 1 that it was reached, 2 that it is no longer.</summary>
    public long OfThreshold(string clause, Threshold threshold, Moment cycle) =>
        stored.GetValueOrDefault((clause, ToldRecord.SeriesOfThreshold(threshold), cycle));

    /// <summary>Takes note of what was told.</summary>
    public void Learn(ToldRecord record)
    {
        if (record.Id is { } id)
            pending.Remove(id);
        latest = Moment.Max(latest, record.Notice?.Time ?? Moment.Earliest);
        Gather(record);
        if (SummaryBook.Holds(record))
        {
            Summaries = Summaries.With(record);
            return;
        }
        var key = record.Key;
        var level = record.Level ?? OlderTold.LevelOf(record) ?? stored.GetValueOrDefault(key) + 1;
        stored.At(key, out _) = Math.Max(level, stored.GetValueOrDefault(key));
        told[key] = Math.Max(stored[key], told.GetValueOrDefault(key));
    }

    /// <summary>Takes back what could not be stored; the next fold anew says it again.</summary>
    public void TakeBack(ToldRecord record)
    {
        if (!pending.Remove(record.Id!))
            return;
        digests?.TakeBack(record);
        if (stored.TryGetValue(record.Key, out var level))
            told[record.Key] = level;
        else
            told.Remove(record.Key);
    }

    /// <summary>What was told before, and said again, was seen to.</summary>
    public void Settle(ToldRecord again) => pending.Remove(Again(again));

    private void Gather(ToldRecord record)
    {
        if (Digests.Counts(record))
            (digests ??= new()).Note(record);
    }

    /// <summary>Begins a fold anew: what it says is compared with what was told.</summary>
    public void BeginAnew()
    {
        isAnew = true;
        digests?.BeginAnew();
    }

    /// <summary>Writes or reads what was told. Nothing is on its way then.</summary>
    public void Exchange(StatePort port)
    {
        port.Map(
            ref told,
            (port, key) =>
                (port.Exchange(key.Clause), port.Exchange(key.Series), port.Exchange(key.Cycle)),
            StatePort.Long
        );
        latest = port.Exchange(latest);
        var gathered = digests ?? new();
        gathered.Exchange(port);
        digests = gathered.IsEmpty ? null : gathered;
        Summaries = Summaries.Exchange(port);
        if (!port.Reads)
            return;
        foreach (var (key, level) in told.All())
            stored.At(key, out _) = level;
    }

    /// <summary>
    /// A summary is told with the statement of its cycle. How far an allowance is used is told until its cycle is stated, and
    /// of what is said at once of one clause only the last: what came before has been overtaken.
    /// </summary>
    private static List<Effect> Wanted(IReadOnlyList<Effect> effects, Moment open)
    {
        var wanted = new List<Effect>();
        foreach (var effect in effects)
        {
            if (effect is Notice { IsShare: true } share)
            {
                if (share.Said.Cycle < open)
                    continue;
                wanted.RemoveAll(other =>
                    other is Notice { IsShare: true } before && before.Clause == share.Clause
                );
            }
            if (effect is Case or Notice { IsSummary: false })
                wanted.Add(effect);
        }
        return wanted;
    }

    private ToldRecord? RecordOf(Effect effect, Moment now)
    {
        if (effect is Case opened)
            return IsTold(opened.Said, told) ? null : ToldRecord.Of(opened, now);
        var notice = ToldSteps.Anew((Notice)effect, told);
        if (!IsTold(notice.Said, told))
            return ToldRecord.Of(Gathered(notice), now);
        return notice.Grounds is null ? null : ToldRecord.Of(notice, now) with { IsAgain = true };
    }

    /// <summary>It is on its way until somebody has seen to it.</summary>
    private ToldRecord Await(ToldRecord again)
    {
        pending.Add(Again(again));
        return again;
    }

    private static string Again(ToldRecord record) => $"{record.Id} again";

    /// <summary>A notice that tells of several steps at once says so.</summary>
    private Notice Gathered(Notice notice)
    {
        if (!notice.IsShare || notice.Facts.Find(NamedFigure.Step) is not { } step)
            return notice;
        var before = Math.Max(100, LevelOf(notice.Said.Key, told));
        var steps =
            (notice.Said.Level - before)
            / long.Parse(step.Value, System.Globalization.CultureInfo.InvariantCulture);
        if (steps <= 1)
            return notice;
        var count = new NamedFigure(
            NamedFigure.Count,
            steps.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        return notice with
        {
            Facts = new Facts(FactKind.StepsPassed, [.. notice.Facts.Figures, count]),
        };
    }

    /// <summary>Tells it. What comes out after something later was told has the time at which it comes out.</summary>
    private ToldRecord Tell(ToldRecord record, Moment now)
    {
        if (record.Notice is { } notice && notice.Time < latest)
            record = record with { Notice = notice with { Time = Moment.Max(now, latest) } };
        record = record with { At = now };
        latest = Moment.Max(latest, record.Notice?.Time ?? Moment.Earliest);
        Gather(record);
        told[record.Key] = record.Level!.Value;
        pending.Add(record.Id!);
        return record;
    }

    private static bool IsTold(
        ToldRecord record,
        in SmallMap<(string Clause, string Series, Moment Cycle), long> levels
    ) => LevelOf(record.Key, levels) >= record.Level;

    private static bool IsTold(
        Saying said,
        in SmallMap<(string Clause, string Series, Moment Cycle), long> levels
    ) => LevelOf(said.Key, levels) >= said.Level;

    private static long LevelOf(
        (string Clause, string Series, Moment Cycle) key,
        in SmallMap<(string Clause, string Series, Moment Cycle), long> levels
    ) =>
        Math.Max(
            levels.GetValueOrDefault(key),
            OlderTold.IsOfShares(key.Series)
                ? levels.GetValueOrDefault((key.Clause, OlderTold.Shares, key.Cycle))
                : 0
        );
}
