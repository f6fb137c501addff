using Evenhand.Pages.Accounts;
using Evenhand.Pages.Portal;
using Evenhand.Server.Access;
using Evenhand.Server.Formats;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites;

/// <summary>The portal's pages. Each is whole, made anew for its reader, and kept by nobody.</summary>
internal sealed class PortalRoutes(SiteReads reads, Sessions sessions)
{
    private const int NoticesOfAPage = 50;
    private const int MostCases = 100;

    public void Map(IEndpointRouteBuilder routes)
    {
        Page(routes, "/portal/open", OpenAsync);
        Page(routes, "/portal", UsageAsync);
        Page(routes, "/portal/usage/{clause}", AllowanceAsync);
        Page(routes, "/portal/bills", BillsAsync);
        Page(routes, "/portal/bills/{cycle}", BillAsync);
        Page(routes, "/portal/bills/{cycle}.csv", BillSheetAsync);
        Page(routes, "/portal/told", ToldAsync);
        Page(routes, "/portal/policy", PolicyAsync);
    }

    private static void Page(IEndpointRouteBuilder routes, string at, RequestDelegate page) =>
        routes.MapGet(at, page).ExcludeFromDescription();

    private Task OpenAsync(HttpContext context) => Html.OpenAsync(context, sessions, "/portal");

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
        var rows = reads.Rows(account, Html.Value(context, "clause"));
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
            (nameof(BillPage.Bill), reads.Bill(account, Html.Value(context, "cycle")))
        );
    }

    private Task BillSheetAsync(HttpContext context)
    {
        var bill = reads.Bill(AccountOf(context), Html.Value(context, "cycle"));
        context.Response.ContentType = $"{Forms.Csv.Media}; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(StatementSheets.Csv([bill]), context.RequestAborted);
    }

    private Task ToldAsync(HttpContext context)
    {
        var account = AccountOf(context);
        var (notices, next) = reads.Notices(
            account,
            context.Request.Query["after"],
            NoticesOfAPage
        );
        return Html.SendAsync<ToldPage>(
            context,
            (nameof(ToldPage.Frame), reads.Frame(account)),
            (nameof(ToldPage.Cases), reads.Cases(account, MostCases)),
            (nameof(ToldPage.Notices), notices),
            (
                nameof(ToldPage.Earlier),
                next is null ? null : $"/portal/told?after={Uri.EscapeDataString(next)}"
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

    private static string AccountOf(HttpContext context) => Caller.Of(context).Key.Account;
}
