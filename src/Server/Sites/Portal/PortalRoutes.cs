using Evenhand.Pages.Accounts;
using Evenhand.Pages.Forms;
using Evenhand.Pages.Portal;
using Evenhand.Server.Access;
using Evenhand.Server.Formats;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Portal;

/// <summary>The portal's pages. Each is whole, made anew for its reader, and kept by nobody.</summary>
internal sealed class PortalRoutes(
    SiteReads reads,
    PortalReads own,
    Sessions sessions,
    PageForms forms
)
{
    private const int NoticesOfAPage = 50;
    private const int MostCases = 100;

    public void Map(IEndpointRouteBuilder routes)
    {
        Page(routes, "/portal/open", OpenAsync);
        Page(routes, "/portal", UsageAsync);
        Page(routes, "/portal/usage/{clause}", context => AllowanceAsync(context));
        Page(routes, "/portal/bills", BillsAsync);
        Page(routes, "/portal/bills/{cycle}", BillAsync);
        Page(routes, "/portal/bills/{cycle}.csv", BillSheetAsync);
        Page(routes, PageActs.Line, context => LineAsync(context));
        Page(routes, "/portal/told", context => ToldAsync(context));
        Page(
            routes,
            "/portal/told" + PageActs.Reasons,
            context =>
                Html.SendPaperAsync(
                    context,
                    own.Reasons(
                        AccountOf(context),
                        Html.Value(context, "step"),
                        Visits.LanguageOf(context)
                    )
                )
        );
        Page(routes, "/portal/limits", context => LimitsAsync(context));
        Page(routes, "/portal/policy", PolicyAsync);
        routes.MapPost("/portal/out", SignOutAsync).ExcludeFromDescription();
    }

    private static void Page(IEndpointRouteBuilder routes, string at, RequestDelegate page) =>
        routes.MapGet(at, page).ExcludeFromDescription();

    private Task OpenAsync(HttpContext context) =>
        Html.OpenAsync(
            context,
            sessions,
            context.Request.Query["clause"] is [{ Length: > 0 } clause]
                ? $"/portal/usage/{Uri.EscapeDataString(clause)}"
                : "/portal"
        );

    private Task SignOutAsync(HttpContext context) =>
        forms.SignOutAsync(
            context,
            Visits.LanguageOf(context)["Your provider's app makes a fresh link."]
        );

    private AccountFrame Frame(HttpContext context, RefusedForm? refused = null) =>
        reads.Frame(AccountOf(context), Visits.LanguageOf(context)) with
        {
            Form = forms.Seed(context, refused),
        };

    private Task UsageAsync(HttpContext context)
    {
        var frame = Frame(context);
        var bills = reads.Bills(frame.Account.Id, frame.Reader.Say);
        return Html.SendLiveAsync<UsagePage>(
            context,
            (nameof(UsagePage.Frame), frame),
            (nameof(UsagePage.Rows), reads.Rows(frame)),
            (nameof(UsagePage.Running), bills.FirstOrDefault(bill => bill.Running)),
            (nameof(UsagePage.Before), bills.FirstOrDefault(bill => !bill.Running))
        );
    }

    /// <summary>Sends the page of an allowance.</summary>
    /// <param name="context">The request.</param>
    /// <param name="refused">The form of it that was refused just now.</param>
    public Task AllowanceAsync(HttpContext context, RefusedForm? refused = null)
    {
        var clause = Html.Value(context, "clause");
        var frame = Frame(context, refused);
        var rows = reads.Rows(frame, clause);
        return Html.SendWithScriptAsync<AllowancePage>(
            context,
            (nameof(AllowancePage.Frame), frame),
            (nameof(AllowancePage.Request), own.Request(frame, clause, Caller.Of(context).Key)),
            (nameof(AllowancePage.Rows), rows),
            (nameof(AllowancePage.Series), reads.Series(frame, rows))
        );
    }

    private Task BillsAsync(HttpContext context)
    {
        var frame = Frame(context);
        return Html.SendAsync<BillsPage>(
            context,
            (nameof(BillsPage.Frame), frame),
            (nameof(BillsPage.Bills), reads.Bills(frame.Account.Id, frame.Reader.Say))
        );
    }

    private Task BillAsync(HttpContext context)
    {
        var frame = Frame(context);
        var say = frame.Reader.Say;
        var bill = reads.Bill(frame.Account.Id, Html.Value(context, "cycle"), say);
        return Html.SendAsync<BillPage>(
            context,
            (nameof(BillPage.Frame), frame),
            (nameof(BillPage.Bill), bill),
            (nameof(BillPage.Before), reads.Before(bill, say))
        );
    }

    private Task BillSheetAsync(HttpContext context) =>
        StatementSheets.SendAsync(
            context,
            reads.Bill(AccountOf(context), Html.Value(context, "cycle"), Languages.Language.English)
        );

    /// <summary>Sends the page of a line.</summary>
    /// <inheritdoc cref="AllowanceAsync"/>
    public Task LineAsync(HttpContext context, RefusedForm? refused = null)
    {
        var frame = Frame(context, refused);
        var (cycle, clause) = (Html.Value(context, "cycle"), Html.Value(context, "clause"));
        return Html.SendAsync<LinePage>(
            context,
            (nameof(LinePage.Frame), frame),
            (nameof(LinePage.Sheet), own.Line(frame, cycle, clause, Caller.Of(context).Key))
        );
    }

    /// <summary>Sends the page of the account's own limits.</summary>
    /// <inheritdoc cref="AllowanceAsync"/>
    public Task LimitsAsync(HttpContext context, RefusedForm? refused = null) =>
        Html.SendAsync<LimitsPage>(
            context,
            (nameof(LimitsPage.Frame), Frame(context, refused)),
            (nameof(LimitsPage.Sheet), own.Limits(AccountOf(context)))
        );

    /// <summary>Sends the page of what was told and asked.</summary>
    /// <inheritdoc cref="AllowanceAsync"/>
    public Task ToldAsync(HttpContext context, RefusedForm? refused = null)
    {
        var account = AccountOf(context);
        var frame = Frame(context, refused);
        var (notices, next) = reads.Notices(
            account,
            context.Request.Query["after"],
            NoticesOfAPage,
            frame.Reader.Say
        );
        return Html.SendAsync<ToldPage>(
            context,
            (nameof(ToldPage.Frame), frame),
            (nameof(ToldPage.Sheet), own.Asked(frame, Caller.Of(context).Key)),
            (nameof(ToldPage.Cases), reads.Cases(account, MostCases, frame.Reader.Say)),
            (nameof(ToldPage.Notices), notices),
            (nameof(ToldPage.Opened), reads.Opened(account)),
            (
                nameof(ToldPage.Earlier),
                next is null ? null : $"/portal/told?after={Uri.EscapeDataString(next)}"
            )
        );
    }

    private Task PolicyAsync(HttpContext context)
    {
        var (account, frame) = (AccountOf(context), Frame(context));
        var clauses = own.Clauses.Of(frame.Account, reads.Rows(frame));
        return Html.SendAsync<PolicyPage>(
            context,
            (nameof(PolicyPage.Frame), frame),
            (nameof(PolicyPage.Clauses), clauses),
            (nameof(PolicyPage.Coming), reads.Coming(account)),
            (nameof(PolicyPage.Impacts), reads.Impacts(account))
        );
    }

    private static string AccountOf(HttpContext context) => Caller.Of(context).Key.Account.Text;
}
