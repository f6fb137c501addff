using Evenhand.Node;
using Evenhand.Node.Amending;
using Evenhand.Node.Policies;
using Evenhand.Node.Roles;
using Evenhand.Pages.Forms;
using Evenhand.Pages.Versions;
using Evenhand.Server.Access;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites.Console;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Versions;

/// <summary>How unclear words are read, and what other readings would mean in money: each is a trial of the version in force.</summary>
internal sealed class ReadingPages(
    EvenhandNode node,
    VersionReads versions,
    ConsoleFrames frames,
    PageForms forms
)
{
    private const string At = "/console/policies/{policy}/readings";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(At, (HttpContext context) => ShowAsync(context)).ExcludeFromDescription();
        forms.Map(
            routes,
            At,
            versions.Reader,
            (context, form) => Task.FromResult(Try(context, form)),
            ShowAsync
        );
    }

    private Task ShowAsync(HttpContext context, RefusedForm? refused = null)
    {
        var (policy, version) = Holding(context);
        return Html.SendAsync<ReadingsPage>(
            context,
            (nameof(ReadingsPage.Frame), frames.Of(context, refused)),
            (nameof(ReadingsPage.Policy), policy),
            (nameof(ReadingsPage.Version), version.Version.Version),
            (nameof(ReadingsPage.Readings), versions.Readings(version, Tried(version))),
            (nameof(ReadingsPage.MayTry), VersionPages.MayTry(context))
        );
    }

    private (string To, string Said) Try(HttpContext context, PageForm form)
    {
        var (policy, version) = Holding(context);
        var months = VersionPages.MonthsOf(form);
        var (begun, say) = (0, Visits.LanguageOf(context));
        foreach (var reading in versions.Readings(version, []).OrderBy(each => each.Number))
        foreach (var other in reading.Instead)
        {
            node.Looks.Trials.Begin(
                $"{policy.Name}.md",
                version.Text,
                months,
                Doer.Of(Caller.Of(context).Key),
                $"{form.Id}-{begun++}",
                new TriedReading(reading.Number, other.Number)
            );
        }
        return (
            $"{policy.At}/readings",
            say.Count(begun, "{0} reading is tried.|{0} readings are tried, one after the other.")
        );
    }

    private IReadOnlyList<Trial> Tried(PublishedPolicy version) =>
        [
            .. node
                .Looks.Trials.Of(version.Version.Name)
                .Where(each =>
                    each.Version == version.Version.Version && each.Otherwise is not null
                ),
        ];

    /// <summary>The policy, and its version that is in force.</summary>
    private (PolicyRow Policy, PublishedPolicy Version) Holding(HttpContext context)
    {
        var (shelf, name) = (versions.Shelf, Html.Value(context, "policy"));
        return (versions.Of(shelf, name), shelf.InForce(name)!);
    }
}
