using System.Globalization;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Amending;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Pages.Figures;
using Evenhand.Pages.Forms;
using Evenhand.Pages.Versions;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites.Console;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Evenhand.Server.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Evenhand.Server.Sites.Versions;

/// <summary>Policies, their versions compared, and what they would have meant in money.</summary>
internal sealed class VersionPages(
    EvenhandNode node,
    VersionReads versions,
    DraftPages drafts,
    ConsoleFrames frames,
    PageForms forms
)
{
    private const string At = "/console/policies";
    private const string OfPolicy = At + "/{policy}";
    private const string OfTrials = OfPolicy + "/trials";
    private const string OfTrial = OfTrials + "/{trial}";
    private const int AccountsOfAPage = 50;

    public void Map(IEndpointRouteBuilder routes)
    {
        Page(routes, At, ListAsync);
        Page(routes, OfPolicy, context => PolicyAsync(context));
        Page(routes, OfPolicy + "/{version}", VersionAsync);
        Page(routes, OfPolicy + "/compare", context => CompareAsync(context));
        Page(routes, OfTrial, context => TrialAsync(context));
        On(routes, OfPolicy + "/drafts", drafts.BeginAsync, PolicyAsync);
        On(routes, OfTrials, (context, form) => Task.FromResult(Begin(context, form)), AgainAsync);
        On(routes, OfTrial + "/stop", (context, _) => Task.FromResult(Stop(context)), TrialAsync);
    }

    private void On(
        IEndpointRouteBuilder routes,
        string at,
        Func<HttpContext, PageForm, Task<(string To, string Said)>> act,
        Func<HttpContext, RefusedForm, Task> again
    ) => forms.Map(routes, at, versions.Reader, act, again);

    private static void Page(IEndpointRouteBuilder routes, string at, RequestDelegate page) =>
        routes.MapGet(at, page).ExcludeFromDescription();

    private Task ListAsync(HttpContext context)
    {
        var shelf = versions.Shelf;
        return Html.SendAsync<PoliciesPage>(
            context,
            (nameof(PoliciesPage.Frame), frames.Of(context)),
            (nameof(PoliciesPage.Policies), versions.All(shelf)),
            (nameof(PoliciesPage.Today), shelf.Now.InUtc().Date)
        );
    }

    private Task PolicyAsync(HttpContext context, RefusedForm? refused = null)
    {
        var shelf = versions.Shelf;
        var policy = versions.Of(shelf, NameOf(context));
        var (ages, today) = VersionAge.Of(
            policy.Versions,
            shelf.Now.InUtc().Date,
            Visits.LanguageOf(context)
        );
        return Html.SendAsync<VersionsPage>(
            context,
            (nameof(VersionsPage.Frame), frames.Of(context, refused)),
            (nameof(VersionsPage.Policy), policy),
            (nameof(VersionsPage.Ages), ages),
            (nameof(VersionsPage.Today), today),
            (nameof(VersionsPage.Reader), versions.Reader(context)),
            (
                nameof(VersionsPage.Trials),
                node.Looks.Trials.Of(policy.Name)
                    .Where(each => each.Otherwise is null)
                    .Select(TrialViews.Of)
                    .ToList()
            ),
            (nameof(VersionsPage.Drafts), drafts.Of(context, policy.Name)),
            (nameof(VersionsPage.MayTry), MayTry(context))
        );
    }

    private Task VersionAsync(HttpContext context)
    {
        var (shelf, name) = (versions.Shelf, NameOf(context));
        var version = VersionReads.VersionOf(shelf, name, Html.Value(context, "version"));
        var policy = versions.Of(shelf, name);
        var impact = node.Impacts.Of(
            name,
            version.Version.Version,
            context.Request.Query["after"],
            AccountsOfAPage
        );
        return Html.SendAsync<VersionPage>(
            context,
            (nameof(VersionPage.Frame), frames.Of(context)),
            (nameof(VersionPage.Policy), policy),
            (nameof(VersionPage.Version), PolicyViews.Of(version, shelf.IsInForce(version))),
            (nameof(VersionPage.Clauses), versions.Clauses(version, Visits.LanguageOf(context))),
            (nameof(VersionPage.Impact), impact is null ? null : ImpactViews.Of(impact)),
            (
                nameof(VersionPage.More),
                impact?.Rows.Next is { } next
                    ? $"{PageAddress.Of(context)}?after={Uri.EscapeDataString(next)}"
                    : null
            )
        );
    }

    private Task CompareAsync(HttpContext context, RefusedForm? refused = null)
    {
        var (shelf, name, query) = (versions.Shelf, NameOf(context), context.Request.Query);
        var policy = versions.Of(shelf, name);
        var last = policy.Versions[^1].Version;
        var to = query["to"].ToString() is { Length: > 0 } newer ? newer : last;
        var from = query["from"].ToString() is { Length: > 0 } older
            ? older
            : policy.Versions[Math.Max(0, policy.Versions.Count - 2)].Version;
        return Html.SendAsync<ComparePage>(
            context,
            (nameof(ComparePage.Frame), frames.Of(context, refused)),
            (nameof(ComparePage.Policy), policy),
            (nameof(ComparePage.From), from),
            (nameof(ComparePage.To), to),
            (
                nameof(ComparePage.Difference),
                from == to
                    ? null
                    : versions.Between(
                        VersionReads.VersionOf(shelf, name, from),
                        VersionReads.VersionOf(shelf, name, to),
                        Visits.LanguageOf(context)
                    )
            ),
            (nameof(ComparePage.MayTry), MayTry(context))
        );
    }

    private Task TrialAsync(HttpContext context, RefusedForm? refused = null)
    {
        var (shelf, trial) = (versions.Shelf, TrialOf(context));
        var policy = versions.Of(shelf, trial.Policy);
        return Html.SendAsync<TrialPage>(
            context,
            (nameof(TrialPage.Frame), frames.Of(context, refused)),
            (nameof(TrialPage.Policy), policy),
            (nameof(TrialPage.Trial), TrialViews.Of(trial)),
            (nameof(TrialPage.Titles), trial.Titles),
            (nameof(TrialPage.MayStop), MayTry(context))
        );
    }

    /// <summary>What cannot be tried comes back where it was to be: in the page of the draft, or where versions are compared.</summary>
    private Task AgainAsync(HttpContext context, RefusedForm refused) =>
        refused.Values.TryGetValue("draft", out var draft)
            ? drafts.ShowAsync(context, draft.FirstOrDefault() ?? "", refused)
            : CompareAsync(context, refused);

    private (string To, string Said) Begin(HttpContext context, PageForm form)
    {
        var name = NameOf(context);
        var text = form.Text("draft") is { Length: > 0 } draft
            ? drafts.Find(name, draft).Text
            : VersionReads.VersionOf(versions.Shelf, name, form.Text("version")).Text;
        var months = MonthsOf(form);
        try
        {
            var trial = node.Looks.Trials.Begin(
                $"{name}.md",
                text,
                months,
                Doer.Of(Caller.Of(context).Key),
                form.Id
            );
            return (
                AddressOf(trial),
                Visits.LanguageOf(context)["It goes through the accounts, beside everything else."]
            );
        }
        catch (RequestException unfit) when (unfit.Problems.Count > 0)
        {
            throw new RequestException(
                unfit.Code,
                $"{unfit.Message}: {string.Join("; ", unfit.Problems.Select(each => each.Message))}"
            );
        }
    }

    /// <summary>On how many months something is to be tried.</summary>
    internal static int MonthsOf(PageForm form) =>
        int.TryParse(form.Text("months"), CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Refusal.Malformed(Language.Key("how many months is a whole number"));

    private (string To, string Said) Stop(HttpContext context)
    {
        var trial = TrialOf(context);
        trial.Stop();
        return (
            AddressOf(trial),
            Visits.LanguageOf(context)["It is stopped; what was found stays."]
        );
    }

    private static string AddressOf(Trial trial) =>
        $"{At}/{Uri.EscapeDataString(trial.Policy)}/trials/{Uri.EscapeDataString(trial.Id)}";

    private Trial TrialOf(HttpContext context) =>
        node.Looks.Trials.Find(Html.Value(context, "trial")) is { } trial
        && trial.Policy == NameOf(context)
            ? trial
            : throw Refusal.Missing("trial, or not any more");

    internal static bool MayTry(HttpContext context) =>
        AccessTable.Of("POST", OfTrials).Admits(Caller.Of(context).Key.Roles);

    private static string NameOf(HttpContext context) => Html.Value(context, "policy");
}
