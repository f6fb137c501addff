using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Roles;
using Evenhand.Pages.Desk;
using Evenhand.Pages.Forms;
using Evenhand.Server.Access;
using Evenhand.Server.Sites.Console;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Desk;

/// <summary>What accounts ask: appeals decided, exceptions granted or refused, questions answered.</summary>
internal sealed class AskedPages(
    EvenhandNode node,
    SiteReads reads,
    AskedReads asked,
    ConsoleFrames frames,
    PageForms forms
)
{
    private const int AccountsOfAPage = 25;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/console/asked", ListAsync).ExcludeFromDescription();
        routes.MapGet(PageActs.Asked, context => PageAsync(context)).ExcludeFromDescription();
        var all = new AccountForms(node, reads, forms, AddressOf, PageAsync);
        all.Map(routes, PageActs.OfAsked);
        all.Map(routes, PageActs.Asked + "/questions/{question}/answer", AnswerAsync);
    }

    private Task ListAsync(HttpContext context)
    {
        var (accounts, next) = asked.Page(
            context.Request.Query["after"],
            AccountsOfAPage,
            Caller.Of(context).Key,
            Visits.LanguageOf(context)
        );
        return Html.SendAsync<AskedListPage>(
            context,
            (nameof(AskedListPage.Frame), frames.Of(context)),
            (nameof(AskedListPage.Accounts), accounts),
            (
                nameof(AskedListPage.More),
                next is null ? null : $"/console/asked?after={Uri.EscapeDataString(next)}"
            )
        );
    }

    private Task PageAsync(HttpContext context, RefusedForm? refused = null) =>
        Html.SendAsync<AskedPage>(
            context,
            (nameof(AskedPage.Frame), frames.Of(context, refused)),
            (
                nameof(AskedPage.Sheet),
                asked.Of(
                    reads.Frame(AccountOf(context), Visits.LanguageOf(context)),
                    Caller.Of(context).Key
                )
            )
        );

    private async Task<string> AnswerAsync(HttpContext context, PageForm form)
    {
        await node.Acts.Notes.AnswerAsync(
            new AccountId(AccountOf(context)),
            Html.Value(context, "question"),
            form.Text("reason"),
            form.Id,
            Doer.Of(Caller.Of(context).Key)
        );
        return Visits.LanguageOf(context)["The answer stands where the account asked."];
    }

    private static string AddressOf(HttpContext context) =>
        PageAddress.Of(PageActs.Asked, _ => AccountOf(context));

    private static string AccountOf(HttpContext context) => Html.Value(context, "account");
}
