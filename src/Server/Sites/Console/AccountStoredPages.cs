using System.Globalization;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Acts;
using Evenhand.Node.Roles;
using Evenhand.Node.Vault;
using Evenhand.Node.Views;
using Evenhand.Pages.Console;
using Evenhand.Pages.Forms;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
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
        var all = new AccountForms(node, reads, forms, AddressOf, ShowAsync);
        all.Map(routes, PageActs.OfStored);
        all.Map(routes, PageActs.AccountStored + "/release", ReleaseAsync);
    }

    private Task ShowAsync(HttpContext context, RefusedForm? refused = null) =>
        Html.SendAsync<AccountStoredPage>(
            context,
            (nameof(AccountStoredPage.Frame), frames.Of(context, refused)),
            (nameof(AccountStoredPage.Sheet), SheetOf(context))
        );

    private StoredSheet SheetOf(HttpContext context)
    {
        var (frame, roles) = (
            reads.Frame(AccountOf(context), Visits.LanguageOf(context)),
            Caller.Of(context).Key.Roles
        );
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
            [.. (vault?.Purges(account) ?? []).Select(each => ObjectViews.Of(account, each))]
        )
        {
            Name = name,
            MayAct = ActTable.Of(BuiltIns.Kind.HoldPlaced)!.Roles.All.Any(roles.Contains),
            MayPlay = roles.Contains(Role.Content),
            Billed = StorageRows.Of(node, reads, frame),
            Cost = vault is null ? null : CostOf(node.Waits.Storage.Of(account)),
            OfAll = vault is null ? null : CostOf(node.Waits.Storage.All),
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

    private StorageCost CostOf(LyingBytes lying)
    {
        var price = node.Waits.Storage.Price;
        return new(
            lying.Hot,
            lying.Cold,
            price?.OfMonth(lying).ToString("0.00", CultureInfo.InvariantCulture),
            price?.Currency ?? ""
        );
    }

    private async Task<string> ReleaseAsync(HttpContext context, PageForm form)
    {
        var vault = node.Vault ?? throw Refusal.Missing("store");
        await vault.ReleaseBrakeAsync(
            new AccountId(AccountOf(context)),
            form.Text("reason"),
            Doer.Of(Caller.Of(context).Key)
        );
        return Visits.LanguageOf(context)["What is gone by now is removed from the store."];
    }

    private Task SendAsync(HttpContext context) =>
        new ContentRoutes(node).SendAsync(
            AccountOf(context),
            Html.Value(context, "object"),
            context.Request.Query["retrieval"],
            context
        );

    private static string AddressOf(HttpContext context) =>
        PageAddress.Of(PageActs.AccountStored, _ => AccountOf(context));

    private static string AccountOf(HttpContext context) => Html.Value(context, "account");
}
