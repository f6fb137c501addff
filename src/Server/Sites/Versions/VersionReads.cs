using System.Collections.Immutable;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Amending;
using Evenhand.Node.Policies;
using Evenhand.Pages.Figures;
using Evenhand.Pages.Versions;
using Evenhand.Policies;
using Evenhand.Policies.Comparing;
using Evenhand.Policies.Covering;
using Evenhand.Policies.Interpreting;
using Evenhand.Policies.Resolving;
using Evenhand.Replay.Output;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites.Speaking;
using Evenhand.Server.Views;
using Microsoft.AspNetCore.Http;
using NodaTime;
using SetPolicy = Evenhand.Policies.Publishing.Page;

namespace Evenhand.Server.Sites.Versions;

/// <summary>Policies and their versions, as pages show them.</summary>
internal sealed class VersionReads(EvenhandNode node, PolicyPages policies)
{
    /// <summary>The policies as they stand now.</summary>
    public Shelf Shelf => new(node.Policies(), node.Clock);

    /// <summary>All policies, by name.</summary>
    public IReadOnlyList<PolicyRow> All(Shelf shelf) =>
        [.. shelf.Names.Select(name => RowOf(shelf, name))];

    /// <summary>One policy.</summary>
    /// <exception cref="Node.Refusals.RequestException">There is none of that name.</exception>
    public PolicyRow Of(Shelf shelf, string name) =>
        shelf.Names.Contains(name) ? RowOf(shelf, name) : throw Refusal.Missing("policy");

    /// <summary>A version of it.</summary>
    /// <exception cref="Node.Refusals.RequestException">There is no such version.</exception>
    public static PublishedPolicy VersionOf(Shelf shelf, string name, string version) =>
        shelf.Find(name, version) ?? throw Refusal.Missing("policy version");

    /// <summary>What becomes of each clause of a version; none where its text can no longer be read.</summary>
    public IReadOnlyList<ClauseRow> Clauses(PublishedPolicy version, Language say)
    {
        if (policies.Checked(version) is not { } text)
            return [];
        var covered = Coverage.Of(text.Policy).ToDictionary(each => each.Clause);
        return
        [
            .. text.Policy.Clauses.Select(clause => new ClauseRow(
                clause.Name.Slug,
                clause.Draft.Text.Title,
                string.Join("; ", covered[clause.Name.Slug].Fates.Select(each => Words(each, say))),
                covered[clause.Name.Slug].Shown.Length,
                clause.Readings.Length
            )),
        ];
    }

    /// <summary>What differs between two versions; null where a text can no longer be read.</summary>
    public VersionDifference? Between(PublishedPolicy from, PublishedPolicy to, Language say) =>
        policies.Checked(to) is { } now
            ? Between(from, now, to.Version.Version, to.Published.Instant, Urls(from, to), say)
            : null;

    /// <summary>What a draft changes, announced now; null where the text of the version can no longer be read.</summary>
    public VersionDifference? Between(PublishedPolicy from, CheckedPolicy draft, Language say) =>
        Between(from, draft, draft.Version!.Version, Now.Instant, Urls(from, null), say);

    /// <summary>The readings of a version, each with what was tried of it.</summary>
    /// <param name="version">The version.</param>
    /// <param name="tried">Trials of its readings, the latest first.</param>
    public IReadOnlyList<ReadingRow> Readings(
        PublishedPolicy version,
        IReadOnlyList<Trial> tried
    ) =>
        policies.Checked(version) is not { } text
            ? []
            :
            [
                .. Alternatives
                    .Of(text.Policy)
                    .Select((each, at) => Of(each, at, version, text.Policy, tried))
                    .OrderByDescending(each => each.Size),
            ];

    /// <summary>Who reads a page of policies.</summary>
    public Reader Reader(HttpContext context) => Visits.ReaderOf(context, node.Clock);

    private Moment Now => Moment.Of(Instant.FromDateTimeOffset(node.Clock.GetUtcNow()));

    private VersionDifference? Between(
        PublishedPolicy from,
        CheckedPolicy now,
        string version,
        Instant announced,
        Func<ClauseChange, string?> url,
        Language say
    )
    {
        if (policies.Checked(from) is not { } old)
            return null;
        var found = Difference.Between(old.Policy, now.Policy, announced);
        return new VersionDifference(
            from.Version.Version,
            version,
            Word(found.Leaning),
            NoticeOf(found.Notice, say),
            [.. found.Clauses.Select(each => Of(each, url(each)))]
        );
    }

    /// <summary>The pages of clauses; a draft has none.</summary>
    private static Func<ClauseChange, string?> Urls(PublishedPolicy from, PublishedPolicy? to) =>
        its =>
            its.Slug.Length > 0 && (its.Fate == ClauseFate.Removed ? from : to) is { } where
                ? Addresses.Of(where.Version.Name, where.Version.Version, its.Slug)
                : null;

    private static ReadingRow Of(
        ChosenReading its,
        int number,
        PublishedPolicy version,
        TypedPolicy text,
        IReadOnlyList<Trial> tried
    ) =>
        new(
            number,
            text.Clauses.First(clause => clause.Name.Slug == its.Clause).Draft.Text.Title,
            Addresses.Of(version.Version.Name, version.Version.Version, its.Clause)!,
            its.Words,
            its.Chosen,
            its.Because,
            [
                .. its.Instead.Select(
                    (other, at) =>
                        new AlternativeRow(
                            at,
                            other.Says,
                            tried.FirstOrDefault(each =>
                                each.Otherwise == new TriedReading(number, at)
                            )
                                is { } trial
                                ? TrialViews.Of(trial)
                                : null
                        )
                ),
            ]
        );

    private PolicyRow RowOf(Shelf shelf, string name) =>
        new(
            name,
            shelf.InForce(name) is { } holds && policies.Checked(holds) is { } document
                ? SetPolicy.TitleOf(document.Policy)
                : name,
            [
                .. shelf
                    .All.Where(each => each.Version.Name == name)
                    .OrderBy(each => each.Version.Effective)
                    .Select(each => PolicyViews.Of(each, shelf.IsInForce(each))),
            ]
        );

    private static ClauseDifference Of(ClauseChange its, string? url) =>
        new(
            its.Title,
            url,
            Word(its.Fate),
            Word(its.Leaning),
            [
                .. its.Changes.Select(line => new LineDifference(
                    line.Path,
                    line.Before,
                    line.After,
                    Word(line.Leaning)
                )),
            ]
        );

    private static string NoticeOf(NoticeOfChange notice, Language say) =>
        notice.Promised is null or { Months: 0, Ticks: 0 }
            ? say["No notice of such changes is promised."]
        : notice.IsKept
            ? say[
                "Yes: {0} of notice are promised, and it was announced in time for {1}.",
                notice.Words,
                Day(notice.Effective, say)
            ]
        : say[
            "No: {0} of notice are promised. As announced, it may take effect on {1} for those from before.",
            notice.Words,
            Day(notice.Earliest, say)
        ];

    private static string Day(Instant instant, Language say) =>
        Pages.Figures.Reader.Long(instant.InUtc().Date.ToDateOnly(), say);

    private static string Words(Fate fate, Language say) =>
        fate switch
        {
            Fate.Runs => say["runs by itself"],
            Fate.Decided => say["a person decides"],
            Fate.StatesNothing => say["states nothing that could run"],
            _ => say["runs later"],
        };

    private static string Word(Enum its) => its.ToString().ToLowerInvariant();
}
