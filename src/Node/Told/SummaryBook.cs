using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Told;

/// <summary>
/// What an account was last told of whole cycles. It is told when a cycle is stated, in the record of the statement, and
/// told again where a later statement finds other figures.
/// </summary>
/// <param name="Latest">By clause, cycle and place among those of the cycle, what was told last.</param>
internal sealed record SummaryBook(
    ImmutableDictionary<(string Clause, Moment Cycle, long Level), ToldRecord> Latest
)
{
    private const string Word = "cycle-summary";

    /// <summary>Of an account that was told nothing yet.</summary>
    public static SummaryBook Empty { get; } =
        new(ImmutableDictionary<(string Clause, Moment Cycle, long Level), ToldRecord>.Empty);

    /// <summary>Whether a record is one of these.</summary>
    public static bool Holds(ToldRecord record) => record.Notice?.What == Word;

    /// <summary>Takes note of what was told.</summary>
    public SummaryBook With(ToldRecord record) =>
        new(Latest.SetItem((record.Notice!.Clause, record.Cycle, record.Level ?? 1), record));

    /// <summary>What is to be told as a cycle is stated.</summary>
    /// <param name="effects">What the fold says from the beginning up to the end of the cycle.</param>
    /// <param name="stated">The end of the cycle; null where only older ones are corrected.</param>
    /// <param name="now">The present.</param>
    public ImmutableArray<ToldRecord> Tell(IEnumerable<Effect> effects, Moment? stated, Moment now)
    {
        var news = ImmutableArray.CreateBuilder<ToldRecord>();
        foreach (var summary in effects.OfType<Notice>().Where(notice => notice.IsSummary))
        {
            var said = summary.Said;
            if (Latest.TryGetValue((said.Clause, said.Cycle, said.Level), out var before))
            {
                if (Differs(summary, before.Notice!))
                    news.Add(Correction(summary, before, now));
            }
            else if (summary.Time == stated)
                news.Add(ToldRecord.Of(summary with { Time = now }, now));
        }
        return news.ToImmutable();
    }

    /// <summary>Writes or reads it.</summary>
    public SummaryBook Exchange(StatePort port)
    {
        List<ToldRecord> records = [.. Latest.OrderBy(each => each.Key).Select(each => each.Value)];
        port.List(records, ToldRecord.Exchange);
        return port.Reads ? records.Aggregate(Empty, (book, record) => book.With(record)) : this;
    }

    /// <summary>What was told before figures were kept is compared by the numbers in its words.</summary>
    private static bool Differs(Notice summary, ToldNotice before) =>
        before.Figures is { } figures
            ? !figures.SequenceEqual(ToldNotice.FiguresOf(summary)!.Value)
            : OlderTold.NumbersIn(before.Message)
                != OlderTold.NumbersIn(ToldNotice.Of(summary).Message);

    private static ToldRecord Correction(Notice summary, ToldRecord before, Moment now)
    {
        var facts = summary.Facts with { Kind = FactKind.CycleCorrected };
        if (before.Notice!.Figures is { } figures)
            facts = facts with { Figures = [.. facts.Figures, .. Before(summary, figures)] };
        var record = ToldRecord.Of(summary with { Time = now, Facts = facts }, now);
        var said = summary.Said with { Series = $"corrects {before.Id}", Level = 1 };
        return record with
        {
            Id = said.Id(summary.Account),
            Corrects = before.Id,
            Notice = record.Notice! with { Figures = ToldNotice.FiguresOf(summary) },
        };
    }

    private static IEnumerable<NamedFigure> Before(
        Notice summary,
        ImmutableArray<(string Name, string Value)> figures
    )
    {
        foreach (var (name, value) in figures)
            if (name == NamedFigure.Counted)
                yield return summary.Facts[name] with
                {
                    Name = NamedFigure.CountedBefore,
                    Value = value,
                };
            else if (name == NamedFigure.Included)
                yield return summary.Facts[name] with
                {
                    Name = NamedFigure.IncludedBefore,
                    Value = value,
                };
    }
}
