using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Acts;
using Evenhand.Node.Roles;
using Evenhand.Node.Vault;
using Evenhand.Pages.Console;
using Evenhand.Pages.Forms;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Console;

/// <summary>What an account stores: what keeps it, what is to be done with it, and what people say to that.</summary>
internal sealed class AccountStoredPages(
    EvenhandNode node,
    SiteReads reads,
    ConsoleFrames frames,
    PageForms forms
)
{
    private const int RowsOfAPage = 50;
    private const int MostWaits = 50;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(PageActs.AccountStored, context => ShowAsync(context))
            .ExcludeFromDescription();
        routes
            .MapGet(PageActs.AccountStoredBytes, (RequestDelegate)SendAsync)
            .ExcludeFromDescription();
        foreach (var (row, pattern) in PageActs.OfStored)
            Post(routes, pattern, (context, form) => ActAsync(row, context, form));
        Post(routes, PageActs.AccountStored + "/release", ReleaseAsync);
    }

    private void Post(
        IEndpointRouteBuilder routes,
        string at,
        Func<HttpContext, PageForm, Task<string>> act
    ) =>
        routes
            .MapPost(
                at,
                context =>
                    forms.DoAsync(
                        context,
                        () => reads.Frame(AccountOf(context)).Reader,
                        async form =>
                            (
                                PageAddress.Of(PageActs.AccountStored, _ => AccountOf(context)),
                                await act(context, form)
                            ),
                        refused => ShowAsync(context, refused)
                    )
            )
            .ExcludeFromDescription();

    private async Task ShowAsync(HttpContext context, RefusedForm? refused = null) =>
        await Html.SendAsync<AccountStoredPage>(
            context,
            (nameof(AccountStoredPage.Frame), frames.Of(context, refused)),
            (nameof(AccountStoredPage.Sheet), await SheetOfAsync(context))
        );

    private async Task<StoredSheet> SheetOfAsync(HttpContext context)
    {
        var (frame, roles) = (reads.Frame(AccountOf(context)), Caller.Of(context).Key.Roles);
        var account = new AccountId(frame.Account.Id);
        var vault = node.Vault;
        var (name, after) = (Text("name"), Text("after"));
        var page = vault is null ? null : List(vault, account, name, after);
        return new StoredSheet(
            frame,
            [.. (page?.Items ?? []).Select(ObjectViews.Of)],
            [.. (node.Standing.Holds(account) ?? []).Select(StandingItems.Of)],
            [.. node.Waits.Page(account, null, MostWaits).Items.Select(ObjectViews.Of)],
            [.. (vault?.Rules.Of(account) ?? []).Select(each => ObjectViews.Of(account, each))],
            [.. (vault?.Exports.All(account) ?? []).Select(ObjectViews.Of)],
            vault is null
                ? []
                :
                [
                    .. (await vault.PurgesAsync(account)).Select(each =>
                        ObjectViews.Of(account, each)
                    ),
                ]
        )
        {
            Name = name,
            MayAct = ActTable.Of(BuiltIns.Kind.HoldPlaced)!.Roles.All.Any(roles.Contains),
            MayPlay = roles.Contains(Role.Content),
            More = page?.Next is { } next ? $"?after={Uri.EscapeDataString(next)}" : null,
        };

        string Text(string field) => context.Request.Query[field].ToString().Trim();
    }

    private static Node.Views.Page<StoredObject> List(
        VaultDesk vault,
        AccountId account,
        string name,
        string after
    ) =>
        name.Length == 0
            ? vault.List(
                account,
                new ObjectQuery(null, null, null),
                after.Length > 0 ? after : null,
                RowsOfAPage
            )
            : new(vault.Find(account, name) is { } found ? [found] : [], null);

    private async Task<string> ActAsync(ActRow row, HttpContext context, PageForm form)
    {
        var account = AccountOf(context);
        if (node.Account(new AccountId(account)) is not { IsOpened: true })
            throw Refusal.NoAccount();
        var order = ActForms.OrderOf(row, account, context, form, reads.Frame(account).Reader.Zone);
        return ActWords.Of(node, await node.Acts.ActAsync(row, order, Caller.Of(context).Key));
    }

    private async Task<string> ReleaseAsync(HttpContext context, PageForm form)
    {
        var vault = node.Vault ?? throw Refusal.Missing("store");
        await vault.ReleaseBrakeAsync(
            new AccountId(AccountOf(context)),
            form.Text("reason"),
            Doer.Of(Caller.Of(context).Key)
        );
        return "What is gone by now is removed from the store.";
    }

    private Task SendAsync(HttpContext context) =>
        new ContentRoutes(node).SendAsync(
            AccountOf(context),
            Html.Value(context, "object"),
            context.Request.Query["retrieval"],
            context
        );

    private static string AccountOf(HttpContext context) => Html.Value(context, "account");
}
