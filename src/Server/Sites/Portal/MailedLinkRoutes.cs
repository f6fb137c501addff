using Evenhand.Core.Codes;
using Evenhand.Languages;
using Evenhand.Node.Refusals;
using Evenhand.Pages.Branding;
using Evenhand.Pages.Portal;
using Evenhand.Server.Access;
using Evenhand.Server.Limits;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Portal;

/// <summary>The pages before the portal: an address, to which a link is mailed that opens it once.</summary>
internal sealed class MailedLinkRoutes(
    PortalMail mail,
    MailedLinks links,
    Sessions sessions,
    BodyReader bodies,
    Brand? brand
)
{
    private const int MostBytes = 1 << 13;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(MailedLinks.Page, context => PageAsync(context)).ExcludeFromDescription();
        routes.MapPost(MailedLinks.Page, AskAsync).ExcludeFromDescription();
        routes.MapGet(MailedLinks.LinkPage, ShowAsync).ExcludeFromDescription();
        routes.MapPost(MailedLinks.LinkPage, OpenAsync).ExcludeFromDescription();
    }

    private Task PageAsync(HttpContext context, bool isAsked = false) =>
        Html.SendAsync<MailedLinkPage>(
            context,
            (nameof(MailedLinkPage.Brand), brand),
            (nameof(MailedLinkPage.Account), context.Request.Query["account"].ToString()),
            (nameof(MailedLinkPage.Minutes), (int)MailedLinks.Lasting.TotalMinutes),
            (nameof(MailedLinkPage.IsOffered), mail.IsOffered),
            (nameof(MailedLinkPage.IsAsked), isAsked)
        );

    /// <summary>Whatever was typed, the answer is the same.</summary>
    private async Task AskAsync(HttpContext context)
    {
        var form = await PageForm.ReadOpenAsync(context, bodies, MostBytes);
        mail.Ask(
            form.Text("account"),
            form.Text("email"),
            context.Connection.RemoteIpAddress,
            Visits.LanguageOf(context)
        );
        await PageAsync(context, isAsked: true);
    }

    /// <summary>Looking at a link uses nothing up: programs that read mails do that, too.</summary>
    private Task ShowAsync(HttpContext context)
    {
        var link = context.Request.Query["link"].ToString();
        if (!links.TryRead(link, out var account, out var whose) || !IsGood(account, whose))
            throw Over();
        return Html.SendAsync<MailedLinkPage>(
            context,
            (nameof(MailedLinkPage.Brand), brand),
            (nameof(MailedLinkPage.Account), account),
            (nameof(MailedLinkPage.Link), link)
        );
    }

    private async Task OpenAsync(HttpContext context)
    {
        var form = await PageForm.ReadOpenAsync(context, bodies, MostBytes);
        if (
            !links.TryUse(form.Text("link"), out var account, out var whose)
            || !IsGood(account, whose)
        )
            throw Over();
        sessions.Begin(context, account, "mail");
        Html.Lead(context, "/portal");
    }

    private bool IsGood(string account, string recipient) => mail.IsRecipient(account, recipient);

    private static RequestException Over() =>
        new(
            Code.NotFound,
            Language.Key(
                "the link opens nothing, or not any more: ask for a fresh one where you found it"
            )
        );
}
