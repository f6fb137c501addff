using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Views;
using Evenhand.Pages.Console;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Formats;
using Evenhand.Server.Sites.Desk;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Evenhand.Server.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Console;

/// <summary>The console's pages. Each is whole, made anew for its reader, and kept by nobody.</summary>
internal sealed class ConsoleRoutes(
    EvenhandNode node,
    SiteReads reads,
    DeskReads desk,
    Timelines timelines,
    ConsoleFrames frames,
    PageForms forms
)
{
    private const int AccountsOfAPage = 50;
    private const int CasesOfToday = 6;
    private const int RunOutsOfToday = 8;
    private const int StoppedOfToday = 20;
    private const int DecidedOfToday = 6;
    private const int MostAsking = 100;
    private const int RowsOfTimeline = 40;

    public void Map(IEndpointRouteBuilder routes)
    {
        Page(routes, "/", Begin);
        Page(routes, "/console", TodayAsync);
        Page(routes, "/console/accounts", AccountsAsync);
        Page(routes, "/console/accounts/{account}", AccountAsync);
        Page(routes, "/console/accounts/{account}/usage/{clause}", AllowanceAsync);
        Page(routes, "/console/accounts/{account}/bills/{cycle}", BillAsync);
        Page(routes, "/console/accounts/{account}/bills/{cycle}.csv", BillSheetAsync);
        routes.MapPost(PageActs.Out, SignOutAsync).ExcludeFromDescription();
    }

    private static void Page(IEndpointRouteBuilder routes, string at, RequestDelegate page) =>
        routes.MapGet(at, page).ExcludeFromDescription();

    private static Task Begin(HttpContext context)
    {
        context.Response.Redirect("/console");
        return Task.CompletedTask;
    }

    private Task SignOutAsync(HttpContext context) =>
        forms.SignOutAsync(
            context,
            Visits.LanguageOf(context)["/console/sign-in is where you sign in again."],
            session => node.People.SignIns.SignOutAsync(session.Subject, session.Id)
        );

    private Task TodayAsync(HttpContext context)
    {
        var asking = node.Standing.Asking(null, MostAsking);
        return Html.SendLiveAsync<TodayPage>(
            context,
            (nameof(TodayPage.Frame), Frame(context)),
            (nameof(TodayPage.Arrivals), ArrivalsOf(node.Figures)),
            (nameof(TodayPage.Waiting), desk.Open(CasesOfToday, Visits.LanguageOf(context))),
            (nameof(TodayPage.Next), desk.Next(RunOutsOfToday, Visits.LanguageOf(context))),
            (
                nameof(TodayPage.Stopped),
                node.Waits.Stopped.Take(StoppedOfToday).Select(each => each.Text).ToList()
            ),
            (nameof(TodayPage.Asking), asking.Items.Count),
            (nameof(TodayPage.AskingMore), asking.Next is not null),
            (
                nameof(TodayPage.Undelivered),
                node.Undelivered.Counts().GetValueOrDefault(DeliveryStage.FailedEverywhere)
            ),
            (nameof(TodayPage.Decided), Decided(context)),
            (nameof(TodayPage.Policies), desk.Policies().Count),
            (nameof(TodayPage.Reader), Visits.ReaderOf(context))
        );
    }

    private IReadOnlyList<Decided> Decided(HttpContext context) =>
        [
            .. from done in node.Acts.Latest.All.Take(DecidedOfToday)
            let frame = reads.Frame(done.Account.Text, Visits.LanguageOf(context))
            select new Decided(
                ActWords.Title(done.Row.Kind, frame.Reader.Say),
                done.Account.Text,
                frame.Name,
                node.People.Find(done.By!)?.Name is { Length: > 0 } name ? name : done.By!,
                Instants.Of(done.Time),
                frame.Reader
            ),
        ];

    private Task AccountsAsync(HttpContext context)
    {
        var page = node.Accounts(context.Request.Query["after"], AccountsOfAPage);
        return Html.SendAsync<AccountsPage>(
            context,
            (nameof(AccountsPage.Frame), Frame(context)),
            (nameof(AccountsPage.Accounts), page.Items.Select(AccountViews.Of).ToList()),
            (
                nameof(AccountsPage.More),
                page.Next is { } next
                    ? $"/console/accounts?after={Uri.EscapeDataString(next)}"
                    : null
            )
        );
    }

    private Task AccountAsync(HttpContext context)
    {
        var (account, query) = (AccountOf(context), context.Request.Query);
        var (shown, before) = (query["show"].ToString(), query["before"].ToString());
        var frame = reads.Frame(account, Visits.LanguageOf(context));
        var (rows, next) = timelines.Page(frame, shown, before, RowsOfTimeline);
        return Html.SendLiveAsync<AccountPage>(
            context,
            (nameof(AccountPage.Frame), Frame(context)),
            (nameof(AccountPage.Of), frame),
            (nameof(AccountPage.Usage), reads.Rows(frame)),
            (nameof(AccountPage.Bills), reads.Bills(account, frame.Reader.Say)),
            (nameof(AccountPage.Rows), rows),
            (nameof(AccountPage.Shown), shown),
            (nameof(AccountPage.IsFirst), before.Length == 0),
            (nameof(AccountPage.More), next)
        );
    }

    private Task AllowanceAsync(HttpContext context)
    {
        var account = AccountOf(context);
        var frame = reads.Frame(account, Visits.LanguageOf(context));
        var rows = reads.Rows(frame, Html.Value(context, "clause"));
        return Html.SendWithScriptAsync<AccountAllowancePage>(
            context,
            (nameof(AccountAllowancePage.Frame), Frame(context)),
            (nameof(AccountAllowancePage.Of), frame),
            (nameof(AccountAllowancePage.Rows), rows),
            (nameof(AccountAllowancePage.Series), reads.Series(frame, rows))
        );
    }

    private Task BillAsync(HttpContext context)
    {
        var (account, say) = (AccountOf(context), Visits.LanguageOf(context));
        var isExpected = context.Request.Query["expected"] == "1";
        var bill = reads.Bill(account, Html.Value(context, "cycle"), say, isExpected);
        return Html.SendAsync<AccountBillPage>(
            context,
            (nameof(AccountBillPage.Frame), Frame(context)),
            (nameof(AccountBillPage.Of), reads.Frame(account, say)),
            (nameof(AccountBillPage.Bill), bill),
            (nameof(AccountBillPage.Before), reads.Before(bill, say)),
            (nameof(AccountBillPage.IsExpected), isExpected)
        );
    }

    private Task BillSheetAsync(HttpContext context) =>
        StatementSheets.SendAsync(
            context,
            reads.Bill(AccountOf(context), Html.Value(context, "cycle"), Language.English)
        );

    private ConsoleFrame Frame(HttpContext context) => frames.Of(context);

    private static Arrivals ArrivalsOf(NodeFigures figures) =>
        new(
            figures.Accounts,
            figures.Accepted,
            figures.Duplicates,
            figures.Rejected,
            figures.Asks,
            figures.Denied,
            figures.Parked
        )
        {
            Last = Instants.Of(figures.LastAccepted),
        };

    private static string AccountOf(HttpContext context) => Html.Value(context, "account");
}
