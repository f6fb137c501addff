using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Acts;
using Evenhand.Node.Outbox;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Pages.Portal;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Limits;
using Evenhand.Server.Problems;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.SigningIn;
using Evenhand.Server.Sites.Speaking;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ToldViews = Evenhand.Node.Reads.ToldViews;

namespace Evenhand.Server.Sites.Portal;

/// <summary>
/// One notice, by the signed link of its mail. To open it says nothing, for programs open what stands in mails; that it was read a
/// person says by a button.
/// </summary>
internal sealed class NoticeRoutes(
    EvenhandNode node,
    SiteReads reads,
    NoticeLinks links,
    BodyReader bodies
)
{
    private const int MostBytes = 1 << 16;

    /// <summary>Questions that may be asked about one notice by its link.</summary>
    private const int MostQuestions = 20;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(NoticeLinks.Page, ShowAsync).ExcludeFromDescription();
        routes.MapPost(NoticeLinks.Page + "/read", ReadAsync).ExcludeFromDescription();
        routes.MapPost(NoticeLinks.Page + "/question", AskAsync).ExcludeFromDescription();
    }

    private Task ShowAsync(HttpContext context)
    {
        var (account, entry) = Told(context);
        var opened = node.Deliveries.Opened(new AccountId(account));
        var link = NoticeLinks.Shows(context);
        return Html.SendAsync<NoticePage>(
            context,
            (nameof(NoticePage.Frame), reads.Frame(account, Visits.LanguageOf(context))),
            (
                nameof(NoticePage.Notice),
                ToldViews.Of(entry.Notice! with { Id = entry.Id }, Visits.LanguageOf(context))
            ),
            (nameof(NoticePage.Step), entry.Step),
            (
                nameof(NoticePage.Opened),
                opened.TryGetValue(entry.Id, out var at) ? Instants.Of(at) : null
            ),
            (nameof(NoticePage.Said), Said(account, entry.Id)),
            (nameof(NoticePage.ReadAction), NoticeLinks.PathOf(link, "/read")),
            (nameof(NoticePage.AskAction), NoticeLinks.PathOf(link, "/question")),
            (nameof(NoticePage.FreshId), Guid.NewGuid().ToString("N"))
        );
    }

    private async Task ReadAsync(HttpContext context)
    {
        var (account, entry) = Told(context);
        await node.Deliveries.OpenAsync(new AccountId(account), entry.Id, ByLink);
        Back(context);
    }

    private async Task AskAsync(HttpContext context)
    {
        var (account, entry) = Told(context);
        var form = await PageForm.ReadOpenAsync(context, bodies, MostBytes);
        if (Said(account, entry.Id).Count(each => each.What == "asked") >= MostQuestions)
            throw new RequestException(
                Code.Refused,
                Language.Key(
                    "{0} questions were asked about this notice; ask further ones in the portal"
                ),
                MostQuestions
            );
        await node.Acts.Notes.AskAsync(
            new AccountId(account),
            ("notice", entry.Id, null),
            form.Text("text"),
            form.GivenId,
            new Doer(null, Via: ByLink)
        );
        // Whoever asks about it has read it.
        await node.Deliveries.OpenAsync(new AccountId(account), entry.Id, ByLink);
        Back(context);
    }

    /// <summary>How people are kept who show a link.</summary>
    private const string ByLink = "link";

    private (string Account, SaidEntry Entry) Told(HttpContext context) =>
        links.TryRead(context, out var account, out var notice)
        && node.Deliveries.Told(new AccountId(account), notice) is { } entry
            ? (account, entry)
            : throw Refusal.Missing("notice");

    /// <summary>What was asked about a notice, and what was answered.</summary>
    private SaidItem[] Said(string account, string notice)
    {
        var all = node.Acts.Notes.All(new AccountId(account)) ?? throw Refusal.NoAccount();
        var asked = all.Where(each =>
                each.What == "asked" && each.Matter is { Matter: "notice" } && each.About == notice
            )
            .Select(each => each.Id)
            .ToHashSet();
        return
        [
            .. all.Where(each => asked.Contains(each.What == "answered" ? each.About : each.Id))
                .Select(StandingItems.Of),
        ];
    }

    private static void Back(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = NoticeLinks.PathOf(NoticeLinks.Shows(context));
        context.Response.Headers.CacheControl = "no-store";
    }
}
