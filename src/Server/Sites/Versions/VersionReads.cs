using System.Collections.Immutable;
using Evenhand.Node;
using Evenhand.Node.Policies;
using Evenhand.Pages.Versions;
using Evenhand.Policies.Comparing;
using Evenhand.Policies.Covering;
using Evenhand.Replay.Output;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Views;
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
    public IReadOnlyList<ClauseRow> Clauses(PublishedPolicy version)
    {
        if (policies.Checked(version) is not { } text)
            return [];
        var covered = Coverage.Of(text.Policy).ToDictionary(each => each.Clause);
        return
        [
            .. text.Policy.Clauses.Select(clause => new ClauseRow(
                clause.Name.Slug,
                clause.Draft.Text.Title,
                string.Join("; ", covered[clause.Name.Slug].Fates.Select(Words)),
                covered[clause.Name.Slug].Shown.Length,
                clause.Readings.Length
            )),
        ];
    }

    /// <summary>What differs between two versions; null where a text can no longer be read.</summary>
    public VersionDifference? Between(PublishedPolicy from, PublishedPolicy to)
    {
        if (policies.Checked(from) is not { } old || policies.Checked(to) is not { } now)
            return null;
        var found = Difference.Between(old.Policy, now.Policy, to.Published.Instant);
        return new VersionDifference(
            from.Version.Version,
            to.Version.Version,
            Word(found.Leaning),
            NoticeOf(found.Notice),
            [.. found.Clauses.Select(each => Of(each, from, to))]
        );
    }

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

    private static ClauseDifference Of(ClauseChange its, PublishedPolicy from, PublishedPolicy to)
    {
        var where = its.Fate == ClauseFate.Removed ? from : to;
        return new ClauseDifference(
            its.Title,
            its.Slug.Length == 0
                ? null
                : Addresses.Of(where.Version.Name, where.Version.Version, its.Slug),
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
    }

    private static string NoticeOf(NoticeOfChange notice) =>
        notice.Promised is null or { Months: 0, Ticks: 0 }
            ? "No notice of such changes is promised."
        : notice.IsKept
            ? $"Yes: {notice.Words} of notice are promised, and it was announced in time for {Day(notice.Effective)}."
        : $"No: {notice.Words} of notice are promised. As announced, it may take effect on {Day(notice.Earliest)} for those from before.";

    private static string Day(Instant instant) =>
        instant
            .InUtc()
            .Date.ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture);

    private static string Words(Fate fate) =>
        fate switch
        {
            Fate.Runs => "runs by itself",
            Fate.Decided => "a person decides",
            Fate.StatesNothing => "states nothing that could run",
            _ => "runs later",
        };

    private static string Word(Enum its) => its.ToString().ToLowerInvariant();
}
