using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Acts;
using Evenhand.Pages.Forms;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Filling;

/// <summary>The forms of a page of the console that is about one account.</summary>
/// <param name="node">The node.</param>
/// <param name="reads">In what zone and currency the account reads.</param>
/// <param name="forms">What every form does.</param>
/// <param name="back">The page, to which they lead on.</param>
/// <param name="again">Sends the page.</param>
internal sealed class AccountForms(
    EvenhandNode node,
    SiteReads reads,
    PageForms forms,
    Func<HttpContext, string> back,
    Func<HttpContext, RefusedForm, Task> again
)
{
    /// <summary>Maps a form.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="at">Where it is sent to.</param>
    /// <param name="act">Does what it is for, and says so.</param>
    public void Map(
        IEndpointRouteBuilder routes,
        string at,
        Func<HttpContext, PageForm, Task<string>> act
    ) =>
        forms.Map(
            routes,
            at,
            context => FrameOf(context).Reader,
            async (context, form) => (back(context), await act(context, form)),
            again
        );

    /// <summary>Maps the forms that are acts of people.</summary>
    public void Map(IEndpointRouteBuilder routes, IEnumerable<(ActRow Row, string Pattern)> acts)
    {
        foreach (var (row, pattern) in acts)
            Map(routes, pattern, (context, form) => ActAsync(row, context, form));
    }

    private async Task<string> ActAsync(ActRow row, HttpContext context, PageForm form)
    {
        var account = AccountOf(context);
        if (node.Account(new AccountId(account)) is not { IsOpened: true })
            throw Refusal.NoAccount();
        var order = ActForms.OrderOf(row, account, context, form, FrameOf(context).Reader.Zone);
        var done = await node.Acts.ActAsync(row, order, Caller.Of(context).Key);
        return ActWords.Of(node, done, Visits.LanguageOf(context));
    }

    private Pages.Accounts.AccountFrame FrameOf(HttpContext context) =>
        reads.Frame(AccountOf(context), Visits.LanguageOf(context));

    private static string AccountOf(HttpContext context) => Html.Value(context, "account");
}
