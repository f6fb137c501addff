using System.Collections.Immutable;
using Evenhand.Core.Codes;
using Evenhand.Node;
using Evenhand.Node.Refusals;
using Evenhand.Pages;
using Evenhand.Pages.Portal;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Formats;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ToldViews = Evenhand.Node.Reads.ToldViews;

namespace Evenhand.Server.Portal;

/// <summary>The portal's pages. Each is whole, made anew for its reader, and kept by nobody.</summary>
internal sealed class PortalRoutes(
    EvenhandNode node,
    TimeProvider clock,
    PortalSessions sessions,
    PolicyPages policies
)
{
    /// <summary>Where a signed link leads.</summary>
    public const string Opening = "/portal/open";

    private const int NoticesOfAPage = 50;
    private const int MostCases = 100;

    private readonly PortalReads reads = new(node, clock, policies);

    public void Map(IEndpointRouteBuilder routes)
    {
        Page(routes, Opening, OpenAsync);
        Page(routes, "/portal", UsageAsync);
        Page(routes, "/portal/usage/{clause}", AllowanceAsync);
        Page(routes, "/portal/bills", BillsAsync);
        Page(routes, "/portal/bills/{cycle}", BillAsync);
        Page(routes, "/portal/bills/{cycle}.csv", BillSheetAsync);
        Page(routes, "/portal/told", ToldAsync);
        Page(routes, "/portal/policy", PolicyAsync);
        Page(routes, "/assets/{name}", AssetAsync);
    }

    private static void Page(IEndpointRouteBuilder routes, string at, RequestDelegate page) =>
        routes.MapGet(at, page).ExcludeFromDescription();

    private Task OpenAsync(HttpContext context)
    {
        if (sessions.AccountOf(context.Request.Query["link"]) is not { } account)
            throw new RequestException(
                Code.NotFound,
                "the link opens nothing, or not any more: ask your provider's app for a fresh one"
            );
        sessions.Begin(context, account);
        // Not a redirect: a browser that comes from another site would not send the cookie along with that.
        return Html.SendAsync<OpenedPage>(context);
    }

    private Task UsageAsync(HttpContext context)
    {
        var account = AccountOf(context);
        var bills = reads.Bills(account);
        return Html.SendAsync<UsagePage>(
            context,
            (nameof(UsagePage.Frame), reads.Frame(account)),
            (nameof(UsagePage.Rows), reads.Rows(account)),
            (nameof(UsagePage.Running), bills.FirstOrDefault(bill => bill.Running)),
            (nameof(UsagePage.Before), bills.FirstOrDefault(bill => !bill.Running))
        );
    }

    private Task AllowanceAsync(HttpContext context)
    {
        var account = AccountOf(context);
        var clause = Value(context, "clause");
        var rows = reads.Rows(account).RemoveAll(row => row.Main.Clause != clause);
        if (rows.IsEmpty)
            throw Refusal.Missing("allowance");
        return Html.SendAsync<AllowancePage>(
            context,
            (nameof(AllowancePage.Frame), reads.Frame(account)),
            (nameof(AllowancePage.Rows), rows),
            (nameof(AllowancePage.Series), reads.Series(account, rows))
        );
    }

    private Task BillsAsync(HttpContext context)
    {
        var account = AccountOf(context);
        return Html.SendAsync<BillsPage>(
            context,
            (nameof(BillsPage.Frame), reads.Frame(account)),
            (nameof(BillsPage.Bills), reads.Bills(account))
        );
    }

    private Task BillAsync(HttpContext context)
    {
        var account = AccountOf(context);
        return Html.SendAsync<BillPage>(
            context,
            (nameof(BillPage.Frame), reads.Frame(account)),
            (nameof(BillPage.Bill), reads.Bill(account, Value(context, "cycle")))
        );
    }

    private Task BillSheetAsync(HttpContext context)
    {
        var bill = reads.Bill(AccountOf(context), Value(context, "cycle"));
        context.Response.ContentType = $"{Forms.Csv.Media}; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(StatementSheets.Csv([bill]), context.RequestAborted);
    }

    private Task ToldAsync(HttpContext context)
    {
        var account = AccountOf(context);
        var notices =
            node.Notices(account, context.Request.Query["after"], NoticesOfAPage)
            ?? throw Refusal.NoAccount();
        var cases = node.Cases(account, null, MostCases) ?? throw Refusal.NoAccount();
        return Html.SendAsync<ToldPage>(
            context,
            (nameof(ToldPage.Frame), reads.Frame(account)),
            (nameof(ToldPage.Cases), Latest(cases.Items.Select(ToldViews.Of), each => each.Time)),
            (
                nameof(ToldPage.Notices),
                Latest(notices.Items.Select(ToldViews.Of), each => each.Time)
            ),
            (
                nameof(ToldPage.Earlier),
                notices.Next is { } next ? $"/portal/told?after={Uri.EscapeDataString(next)}" : null
            )
        );
    }

    private Task PolicyAsync(HttpContext context)
    {
        var account = AccountOf(context);
        return Html.SendAsync<PolicyPage>(
            context,
            (nameof(PolicyPage.Frame), reads.Frame(account)),
            (nameof(PolicyPage.Rows), reads.Rows(account)),
            (nameof(PolicyPage.Coming), reads.Coming(account))
        );
    }

    private static Task AssetAsync(HttpContext context)
    {
        var asset = Asset.Find(Value(context, "name")) ?? throw Refusal.Missing("file");
        context.Response.ContentType = asset.Media;
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.Body.WriteAsync(asset.Content, context.RequestAborted).AsTask();
    }

    private static List<T> Latest<T>(IEnumerable<T> items, Func<T, DateTimeOffset> time) =>
        [.. items.OrderByDescending(time)];

    private static string AccountOf(HttpContext context) => Caller.Of(context).Key.Account;

    private static string Value(HttpContext context, string name) =>
        (string)context.Request.RouteValues[name]!;
}
