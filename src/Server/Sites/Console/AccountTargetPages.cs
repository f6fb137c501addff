using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Pages.Console;
using Evenhand.Pages.Forms;
using Evenhand.Server.Access;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Console;

/// <summary>Where one account has copies of what it stores made to, in the console.</summary>
internal sealed class AccountTargetPages(
    EvenhandNode node,
    SiteReads reads,
    ConsoleFrames frames,
    PageForms forms
)
{
    private readonly TargetForms targets = new(node);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(PageActs.AccountTargets, context => ShowAsync(context))
            .ExcludeFromDescription();
        var all = new AccountForms(node, reads, forms, AddressOf, ShowAsync);
        foreach (var (tail, act) in targets.Acts(context => new AccountId(AccountOf(context))))
            all.Map(routes, PageActs.AccountTargets + tail, act);
    }

    private Task ShowAsync(HttpContext context, RefusedForm? refused = null)
    {
        var frame = reads.Frame(AccountOf(context), Visits.LanguageOf(context));
        var sheet = targets.SheetOf(
            new AccountId(frame.Account.Id),
            AddressOf(context),
            TargetForms.KindOf(context, refused),
            AccessTable
                .Of("POST", PageActs.AccountTargets + "/set")
                .Admits(Caller.Of(context).Key.Roles)
        );
        return Html.SendAsync<AccountTargetsPage>(
            context,
            (nameof(AccountTargetsPage.Frame), frames.Of(context, refused)),
            (nameof(AccountTargetsPage.Of), frame),
            (nameof(AccountTargetsPage.Sheet), sheet)
        );
    }

    private static string AddressOf(HttpContext context) =>
        PageAddress.Of(PageActs.AccountTargets, _ => AccountOf(context));

    private static string AccountOf(HttpContext context) => Html.Value(context, "account");
}
