using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;
using NodaTime;

namespace Evenhand.Policies.Comparing;

/// <summary>Whether a change keeps the notice that the version before it promised.</summary>
/// <param name="Promised">The notice for a change of this gravity; null when none is promised.</param>
/// <param name="Words">How the promise is written; <c>none</c> when there is none.</param>
/// <param name="Before">When the older version took effect.</param>
/// <param name="Effective">When the newer one takes effect.</param>
/// <param name="AnnounceBy">The last moment at which it may be announced.</param>
/// <param name="Announced">When it was announced, where that is known.</param>
public sealed record NoticeOfChange(
    Span? Promised,
    string Words,
    Instant Before,
    Instant Effective,
    Instant AnnounceBy,
    Instant? Announced
)
{
    /// <summary>
    /// Whether the promise is kept: the announcement was early enough or, where its day is not known, the older
    /// version was in force for long enough to announce it in time.
    /// </summary>
    public bool IsKept => Before < Effective && (Announced ?? Before) <= AnnounceBy;

    /// <summary>The first midnight of UTC at which the newer version may take effect, given when it was announced.</summary>
    public Instant Earliest
    {
        get
        {
            var from = Announced ?? Before;
            if (Promised is null)
                return from;
            var over =
                Promised.Months > 0
                    ? from.InUtc().LocalDateTime.PlusMonths(Promised.Months).InUtc().ToInstant()
                    : from + Duration.FromTicks(Promised.Ticks);
            var day = over.InUtc().Date.AtMidnight().InUtc().ToInstant();
            while (day < over || Earlier(day, Promised) < from)
                day += Duration.FromDays(1);
            return day;
        }
    }

    /// <summary>The notice of a change; one that is unclear is given the notice of an adverse one.</summary>
    public static NoticeOfChange Of(
        TypedPolicy old,
        TypedPolicy now,
        Leaning leaning,
        Instant? announced
    )
    {
        var key = leaning >= Leaning.Unclear ? "adverse" : "editorial";
        var part = old.FrontMatter.Find<Part>("notice");
        if (Amend(old) is { } amend)
            (part, key) = (amend, "notice");
        var promised = part?.Find<Span>(key);
        var effective = now.FrontMatter.Get<Instant>("effective");
        return new NoticeOfChange(
            promised,
            part is null ? "none" : Yaml.Word(part.Node[key]) ?? "none",
            old.FrontMatter.Get<Instant>("effective"),
            effective,
            promised is null ? effective : Earlier(effective, promised),
            announced
        );
    }

    /// <summary>The clause that promises notice of every amendment; null for none.</summary>
    private static Part? Amend(TypedPolicy old) =>
        old
            .Clauses.SelectMany(clause => clause.Parts("amend"))
            .FirstOrDefault(part => part.Has("notice"));

    private static Instant Earlier(Instant instant, Span span) =>
        span.Months > 0
            ? instant.InUtc().LocalDateTime.PlusMonths(-span.Months).InUtc().ToInstant()
            : instant - Duration.FromTicks(span.Ticks);
}
