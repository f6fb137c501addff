using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Reads;
using Evenhand.Node.Roles;
using Evenhand.Pages.Desk;
using Evenhand.Pages.Forms;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Sites.Console;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Desk;

/// <summary>The review desk: the queue, one case, and what is decided on it.</summary>
internal sealed class DeskRoutes(
    EvenhandNode node,
    SiteReads reads,
    DeskReads desk,
    ConsoleFrames frames,
    PageForms forms
)
{
    private const int CasesOfAPage = 25;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/console/desk", QueueAsync).ExcludeFromDescription();
        routes.MapGet(PageActs.Case, context => CaseAsync(context)).ExcludeFromDescription();
        routes.MapGet(PageActs.Case + PageActs.Reasons, ReasonsAsync).ExcludeFromDescription();
        var all = new AccountForms(node, reads, forms, AddressOf, CaseAsync);
        all.Map(routes, PageActs.OfCase);
        all.Map(routes, PageActs.Case + "/assignment", AssignAsync);
        all.Map(routes, PageActs.Case + "/notes", NoteAsync);
    }

    private Task QueueAsync(HttpContext context)
    {
        var filter = FilterOf(context.Request.Query);
        var (items, next) = desk.Queue(
            QueryOf(filter),
            context.Request.Query["after"],
            CasesOfAPage,
            Visits.LanguageOf(context)
        );
        return Html.SendLiveAsync<DeskPage>(
            context,
            (nameof(DeskPage.Frame), frames.Of(context)),
            (nameof(DeskPage.Filter), filter),
            (nameof(DeskPage.Items), items),
            (nameof(DeskPage.Policies), desk.Policies()),
            (nameof(DeskPage.People), desk.People()),
            (nameof(DeskPage.More), next is null ? null : AddressOf(filter, next)),
            (
                nameof(DeskPage.Nearest),
                items.Count == 0 && desk.Next(1, Visits.LanguageOf(context)) is [var nearest, ..]
                    ? nearest
                    : null
            )
        );
    }

    private Task CaseAsync(HttpContext context, RefusedForm? refused = null)
    {
        var frame = reads.Frame(AccountOf(context), Visits.LanguageOf(context));
        return Html.SendAsync<CasePage>(
            context,
            (nameof(CasePage.Frame), frames.Of(context, refused)),
            (nameof(CasePage.Of), frame),
            (nameof(CasePage.Sheet), desk.Sheet(frame, CaseOf(context), Caller.Of(context).Key))
        );
    }

    private Task ReasonsAsync(HttpContext context) =>
        Html.SendPaperAsync(
            context,
            node.Standing.Reasons(new AccountId(AccountOf(context)), Html.Value(context, "step"))
                ?.In(Visits.LanguageOf(context))
                .Html
                ?? throw Refusal.Missing("statement of reasons")
        );

    private async Task<string> AssignAsync(HttpContext context, PageForm form)
    {
        var person = form.Text("person") is { Length: > 0 } id ? id : null;
        if (person is not null && node.People.Find(person) is null)
            throw Refusal.Malformed(Language.Key("there is no such person"));
        await node.Acts.Notes.AssignAsync(
            new AccountId(AccountOf(context)),
            CaseOf(context),
            person,
            form.Id,
            Doer.Of(Caller.Of(context).Key)
        );
        var say = Visits.LanguageOf(context);
        return person is null
            ? say["Nobody sees to this case."]
            : say["The case is given to {0}.", person];
    }

    private async Task<string> NoteAsync(HttpContext context, PageForm form)
    {
        await node.Acts.Notes.NoteAsync(
            new AccountId(AccountOf(context)),
            CaseOf(context),
            form.Text("reason"),
            form.Id,
            Doer.Of(Caller.Of(context).Key)
        );
        return Visits.LanguageOf(context)["It is noted."];
    }

    private static DeskFilter FilterOf(IQueryCollection query) =>
        new(
            query.ContainsKey("state") ? $"{query["state"]}" : "open",
            $"{query["assigned"]}",
            $"{query["policy"]}",
            $"{query["account"]}".Trim()
        );

    private static CaseQuery QueryOf(DeskFilter filter) =>
        new(
            filter.State switch
            {
                "open" => CaseState.Open,
                "found" => CaseState.Found,
                "dismissed" => CaseState.Dismissed,
                "closed" => CaseState.Closed,
                _ => null,
            },
            null,
            AccountId.Or(Given(filter.Account)),
            Given(filter.Policy),
            filter.Assigned == "nobody" ? "" : Given(filter.Assigned)
        );

    private static string? Given(string text) => text.Length > 0 ? text : null;

    private static string AddressOf(DeskFilter filter, string after) =>
        "/console/desk?"
        + string.Join(
            '&',
            new[]
            {
                ("state", filter.State),
                ("assigned", filter.Assigned),
                ("policy", filter.Policy),
                ("account", filter.Account),
                ("after", after),
            }.Select(each => $"{each.Item1}={Uri.EscapeDataString(each.Item2)}")
        );

    private static string AddressOf(HttpContext context) =>
        DeskItem.AddressOf(AccountOf(context), CaseOf(context));

    private static string AccountOf(HttpContext context) => Html.Value(context, "account");

    private static string CaseOf(HttpContext context) => Html.Value(context, "case");
}
