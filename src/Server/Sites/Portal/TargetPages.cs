using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Pages.Figures;
using Evenhand.Pages.Forms;
using Evenhand.Pages.Portal;
using Evenhand.Server.Access;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Portal;

/// <summary>Where an account has copies of what it stores made to, in the portal.</summary>
internal sealed class TargetPages(EvenhandNode node, SiteReads reads, PageForms forms)
{
    private readonly TargetForms targets = new(node);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(PageActs.Targets, context => ShowAsync(context)).ExcludeFromDescription();
        foreach (var (tail, act) in targets.Acts(AccountOf))
            forms.Map(
                routes,
                PageActs.Targets + tail,
                ReaderOf,
                async (context, form) => (PageActs.Targets, await act(context, form)),
                ShowAsync
            );
    }

    private Task ShowAsync(HttpContext context, RefusedForm? refused = null)
    {
        var account = AccountOf(context);
        var kind = TargetForms.KindOf(context, refused);
        return Html.SendAsync<TargetsPage>(
            context,
            (
                nameof(TargetsPage.Frame),
                reads.Frame(account.Text, Visits.LanguageOf(context)) with
                {
                    Form = forms.Seed(context, refused),
                }
            ),
            (
                nameof(TargetsPage.Sheet),
                targets.SheetOf(account, PageActs.Targets, kind, mayAct: true)
            )
        );
    }

    private Reader ReaderOf(HttpContext context) =>
        reads.Frame(AccountOf(context).Text, Visits.LanguageOf(context)).Reader;

    private static AccountId AccountOf(HttpContext context) => Caller.Of(context).Key.Account;
}
