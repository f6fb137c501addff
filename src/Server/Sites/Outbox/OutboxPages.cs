using Evenhand.Channels.Composing;
using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Reads;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Views;
using Evenhand.Pages.Accounts;
using Evenhand.Pages.Figures;
using Evenhand.Pages.Forms;
using Evenhand.Pages.Outbox;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites.Console;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Outbox;

/// <summary>What went out to accounts and operators, looked at and sent once more.</summary>
internal sealed class OutboxPages(
    EvenhandNode node,
    SiteReads reads,
    TemplateSet templates,
    Endpoints endpoints,
    string? link,
    ConsoleFrames frames,
    PageForms forms
)
{
    private const string At = "/console/notices";
    private const int MessagesOfAPage = 50;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(At, context => ListAsync(context)).ExcludeFromDescription();
        routes.MapGet(At + "/{account}", context => AccountAsync(context)).ExcludeFromDescription();
        routes.MapGet(At + "/{account}/{notice}", LetterAsync).ExcludeFromDescription();
        forms.Map(
            routes,
            At + "/{account}/{delivery}/resend",
            context => FrameOf(context).Reader,
            async (context, form) => (AddressOf(context), await ResendAsync(context, form)),
            AccountAsync
        );
        forms.Map(
            routes,
            At + "/endpoints/{id}/test",
            Visits.ReaderOf,
            async (context, _) => (At, await TestAsync(context)),
            ListAsync
        );
    }

    private Task ListAsync(HttpContext context, RefusedForm? refused = null)
    {
        var filter = FilterOf(context.Request.Query);
        var page = node.Undelivered.Page(
            new DeliveryQuery(
                Stages(filter.State),
                Given(filter.Channel),
                AccountId.Or(Given(filter.Account)),
                Given(filter.Kind),
                null,
                DeliveryOrder.Urgency
            ),
            Given(context.Request.Query["after"].ToString()),
            MessagesOfAPage
        );
        var mayAct = MayAct(context);
        return Html.SendAsync<OutboxPage>(
            context,
            (nameof(OutboxPage.Frame), frames.Of(context, refused)),
            (nameof(OutboxPage.Filter), filter),
            (nameof(OutboxPage.Counts), Counts()),
            (
                nameof(OutboxPage.Rows),
                page.Items.Select(each =>
                        RowOf(
                            DeliveryViews.Of(each, node.Deliveries.IsStopped),
                            mayAct,
                            Visits.LanguageOf(context)
                        )
                    )
                    .ToList()
            ),
            (
                nameof(OutboxPage.Endpoints),
                mayAct ? endpoints.Of(null).Select(DeliveryViews.Of).ToList() : []
            ),
            (nameof(OutboxPage.MayAct), mayAct),
            (nameof(OutboxPage.More), page.Next is { } next ? AddressOf(filter, next) : null)
        );
    }

    private Task AccountAsync(HttpContext context, RefusedForm? refused = null)
    {
        var frame = FrameOf(context);
        var after = Given(context.Request.Query["after"].ToString());
        var page = node.Deliveries.Of(new AccountId(frame.Account.Id), after, MessagesOfAPage);
        var mayAct = MayAct(context);
        return Html.SendAsync<AccountOutboxPage>(
            context,
            (nameof(AccountOutboxPage.Frame), frames.Of(context, refused)),
            (nameof(AccountOutboxPage.Of), frame),
            (
                nameof(AccountOutboxPage.Rows),
                page.Items.Select(each => RowOf(DeliveryViews.Of(each), mayAct, frame.Reader.Say))
                    .ToList()
            ),
            (nameof(AccountOutboxPage.MayAct), mayAct),
            (nameof(AccountOutboxPage.IsFirst), after is null),
            (
                nameof(AccountOutboxPage.More),
                page.Next is { } next
                    ? $"{At}/{Uri.EscapeDataString(frame.Account.Id)}?after={Uri.EscapeDataString(next)}"
                    : null
            )
        );
    }

    private Task LetterAsync(HttpContext context)
    {
        var frame = FrameOf(context);
        var entry =
            node.Deliveries.Told(new AccountId(frame.Account.Id), Html.Value(context, "notice"))
            ?? throw Refusal.Missing("notice");
        var asked = context.Request.Query["language"].ToString();
        var language =
            templates.Languages.Contains(asked) ? asked
            : templates.Languages.Contains(frame.Reader.Say.Tag) ? frame.Reader.Say.Tag
            : TemplateSet.English;
        var letter = templates.Of(entry, language, link);
        return Html.SendAsync<LetterPage>(
            context,
            (nameof(LetterPage.Frame), frames.Of(context)),
            (nameof(LetterPage.Of), frame),
            (
                nameof(LetterPage.Letter),
                new LetterView
                {
                    Subject = letter.Subject,
                    Text = letter.Text,
                    Html = "",
                }
            ),
            (nameof(LetterPage.Kind), entry.Notice!.What),
            (nameof(LetterPage.Language), language),
            (nameof(LetterPage.Languages), templates.Languages),
            (nameof(LetterPage.Action), PageAddress.Of(context))
        );
    }

    private async Task<string> ResendAsync(HttpContext context, PageForm form)
    {
        // Sent again by a page that lay open it would be under way or over already: that is refused, and nothing goes twice.
        _ = form.Id;
        await node.Deliveries.ResendAsync(
            new AccountId(AccountOf(context)),
            Html.Value(context, "delivery"),
            Doer.Of(Caller.Of(context).Key)
        );
        return Visits.LanguageOf(context)["It goes out once more, with the id that it had."];
    }

    private async Task<string> TestAsync(HttpContext context) =>
        TestWords.Of(
            await endpoints.TestAsync(null, Html.Value(context, "id")),
            Visits.LanguageOf(context)
        );

    private OutboxCounts Counts()
    {
        var counts = node.Undelivered.Counts();
        return new OutboxCounts(
            counts.GetValueOrDefault(DeliveryStage.FailedEverywhere),
            counts.GetValueOrDefault(DeliveryStage.Failed),
            counts.GetValueOrDefault(DeliveryStage.Waiting)
                + counts.GetValueOrDefault(DeliveryStage.Tried),
            counts.GetValueOrDefault(DeliveryStage.Held),
            node.Deliveries.IsStopped
        );
    }

    private OutboxRow RowOf(DeliveryView delivery, bool mayAct, Language say)
    {
        var frame = reads.Frame(delivery.Account, say);
        var isOver = delivery.State is not DeliveryWord.Waiting && delivery.Channel != "portal";
        return new OutboxRow(delivery, frame.Name, frame.Reader, mayAct && isOver);
    }

    private static IReadOnlyList<DeliveryStage> Stages(string state) =>
        DeliveryRoutes.StagesOf(Given(state));

    private static OutboxFilter FilterOf(IQueryCollection query) =>
        new(
            query["state"].ToString(),
            query["channel"].ToString(),
            query["account"].ToString().Trim(),
            query["kind"].ToString().Trim()
        );

    private static string AddressOf(OutboxFilter filter, string after) =>
        $"{At}?"
        + string.Join(
            '&',
            new[]
            {
                ("state", filter.State),
                ("channel", filter.Channel),
                ("account", filter.Account),
                ("kind", filter.Kind),
                ("after", after),
            }
                .Where(each => each.Item2.Length > 0)
                .Select(each => $"{each.Item1}={Uri.EscapeDataString(each.Item2)}")
        );

    private AccountFrame FrameOf(HttpContext context) =>
        reads.Frame(AccountOf(context), Visits.LanguageOf(context));

    private static bool MayAct(HttpContext context) =>
        AccessTable
            .Of("POST", At + "/{account}/{delivery}/resend")
            .Admits(Caller.Of(context).Key.Roles);

    private static string? Given(string text) => text.Length == 0 ? null : text;

    private static string AddressOf(HttpContext context) =>
        $"{At}/{Uri.EscapeDataString(AccountOf(context))}";

    private static string AccountOf(HttpContext context) => Html.Value(context, "account");
}
