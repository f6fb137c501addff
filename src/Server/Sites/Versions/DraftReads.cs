using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Policies;
using Evenhand.Notation;
using Evenhand.Pages.Versions;
using Evenhand.Policies;
using Evenhand.Replay.Output;
using Evenhand.Server.Routes;
using Evenhand.Server.Views;
using NodaTime;

namespace Evenhand.Server.Sites.Versions;

/// <summary>Drafts as pages show them: checked as <c>evenhand policy check</c> does, and held against what is in force.</summary>
internal sealed partial class DraftReads(EvenhandNode node, VersionReads versions)
{
    /// <summary>So many checks are kept; to check a document and run its examples takes a moment.</summary>
    private const int MostKept = 50;

    private readonly ConcurrentDictionary<(string Id, int Revision), PolicyReport> kept = new();

    /// <summary>A draft as a line.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="person">Who looks.</param>
    public DraftRow RowOf(PolicyDraft draft, string person) =>
        new(
            draft.Id,
            node.People.Find(draft.Owner)?.Name is { Length: > 0 } name ? name : draft.Owner,
            draft.From,
            draft.Revision,
            Instants.Of(draft.Written),
            draft.Owner == person
        );

    /// <summary>All that is wrong with a draft, in the order of its places.</summary>
    public IReadOnlyList<Problem> Check(PolicyDraft draft) => ProblemsOf(Report(draft));

    /// <summary>A draft whole.</summary>
    /// <param name="shelf">The policies.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="person">Who looks.</param>
    /// <param name="text">The text that is shown, where it is not the draft's.</param>
    /// <param name="say">In which language.</param>
    public DraftSheet Sheet(
        Shelf shelf,
        PolicyDraft draft,
        string person,
        string text,
        Language say
    )
    {
        var report = Report(draft);
        var problems = text == draft.Text ? ProblemsOf(report) : [];
        var sheet = new DraftSheet(
            RowOf(draft, person),
            DraftPart.Of(text, problems),
            report.Examples
        );
        return problems.Count > 0 || report.Checked is not { Version: { } version } policy
            ? sheet
            : sheet with
            {
                Version = version.Version,
                Effective = version.Effective.InUtc().Date.ToDateOnly(),
                Difference = shelf.InForce(draft.Policy) is { } holds
                    ? versions.Between(holds, policy, say)
                    : null,
                Trials =
                [
                    .. node
                        .Looks.Trials.Of(draft.Policy)
                        .Where(each => each.Version == version.Version && each.Otherwise is null)
                        .Select(TrialViews.Of),
                ],
            };
    }

    /// <summary>A version's text as that of the next one: under a number that is free, for a day some time ahead.</summary>
    /// <param name="shelf">The policies.</param>
    /// <param name="name">The policy.</param>
    /// <param name="from">The version.</param>
    public static string Begun(Shelf shelf, string name, string from)
    {
        var version = VersionReads.VersionOf(shelf, name, from);
        var next = NextVersion.After(from, each => shelf.Find(name, each) is null);
        // The first of the month after next: the notice that most policies promise is over by then.
        var day = shelf.Now.InUtc().Date.With(DateAdjusters.StartOfMonth).PlusMonths(2);
        var text = Set(Set(version.Text, "version", next), "effective", $"{day:uuuu-MM-dd}");
        return Set(text, "supersedes", from);
    }

    /// <summary>A text with another value of a key of its front matter, which is added behind the first where it is not there.</summary>
    private static string Set(string text, string key, string value)
    {
        var line = new Regex($"^{key}:.*$", RegexOptions.Multiline);
        return line.IsMatch(text)
            ? line.Replace(text, $"{key}: {value}", 1)
            : VersionLine().Replace(text, $"$0\n{key}: {value}", 1);
    }

    private PolicyReport Report(PolicyDraft draft)
    {
        if (kept.Count >= MostKept)
            kept.Clear();
        return kept.GetOrAdd(
            (draft.Id, draft.Revision),
            _ =>
                PolicyReport.OfText(
                    $"{draft.Policy}.md",
                    draft.Text,
                    node.Policies()[0].Version.Catalogue
                )
        );
    }

    private static IReadOnlyList<Problem> ProblemsOf(PolicyReport report) =>
        [.. report.Problems.InOrder, .. report.Failures.InOrder];

    [GeneratedRegex("^version:.*$", RegexOptions.Multiline)]
    private static partial Regex VersionLine();
}
