using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Evenhand.Channels.Mail;
using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Acts;
using Evenhand.Node.Bodies;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Pages.Figures;
using Evenhand.Pages.Forms;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Evenhand.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Evenhand.Core.Stream.BuiltIns.Kind;

namespace Evenhand.Server.Sites.Portal;

/// <summary>
/// What an account's people do in the portal: they appeal, ask, reply, set limits, resume. Each does what the account's own key
/// may do, and nothing else.
/// </summary>
internal sealed class PortalActs(
    EvenhandNode node,
    SiteReads reads,
    PortalRoutes pages,
    PageForms forms
)
{
    private const string Told = "/portal/told";
    private const string Limits = "/portal/limits";

    public void Map(IEndpointRouteBuilder routes)
    {
        Post(routes, PageActs.AppealOfStep, Told, pages.ToldAsync, AppealOf("step"));
        Post(routes, PageActs.AppealOfRefusal, Told, pages.ToldAsync, AppealOf("exception"));
        Post(routes, PageActs.AppealOfLine, PageActs.Line, pages.LineAsync, AppealLineAsync);
        Post(routes, PageActs.Line + "/question", PageActs.Line, pages.LineAsync, AskAsync);
        Post(
            routes,
            "/portal/told/notices/{notice}/reply",
            Told,
            pages.ToldAsync,
            (context, form) => SayAsync(context, form, ("notice", Part(context, "notice"), null))
        );
        Post(
            routes,
            "/portal/told/notices/{notice}/read",
            Told,
            pages.ToldAsync,
            (context, _) => ReadAsync(context)
        );
        Post(
            routes,
            PageActs.Request,
            "/portal/usage/{clause}",
            pages.AllowanceAsync,
            RequestAsync
        );
        Post(routes, Limits + "/{meter}", Limits, pages.LimitsAsync, SetAsync);
        Post(routes, Limits + "/resume/{automation}", Limits, pages.LimitsAsync, ResumeAsync);
        Post(routes, Limits + "/recipients", Limits, pages.LimitsAsync, AddAsync);
        Post(
            routes,
            Limits + "/recipients/{recipient}/digest",
            Limits,
            pages.LimitsAsync,
            DigestAsync
        );
        Post(routes, Limits + "/recipients/{recipient}/end", Limits, pages.LimitsAsync, EndAsync);
    }

    private void Post(
        IEndpointRouteBuilder routes,
        string at,
        string back,
        Func<HttpContext, RefusedForm?, Task> page,
        Func<HttpContext, PageForm, Task<string>> act
    ) =>
        forms.Map(
            routes,
            at,
            ReaderOf,
            async (context, form) =>
                (PageAddress.Of(back, name => Part(context, name)), await act(context, form)),
            page
        );

    private Func<HttpContext, PageForm, Task<string>> AppealOf(string part) =>
        (context, form) => AppealAsync(context, form, Part(context, part));

    private Task<string> AppealLineAsync(HttpContext context, PageForm form) =>
        AppealAsync(
            context,
            form,
            new JsonObject
            {
                ["clause"] = Part(context, "clause"),
                ["cycle"] = Part(context, "cycle"),
            }
        );

    private async Task<string> AppealAsync(HttpContext context, PageForm form, JsonNode against)
    {
        // Words that could mean something else are part of the reason, in the policy's own words.
        var reading = form.Text("reading") is { Length: > 0 } other ? $"{other}. " : "";
        var body = new JsonObject
        {
            ["against"] = against,
            ["reason"] = reading + form.Text("reason"),
        };
        var order = new ActOrder(
            new AccountId(AccountOf(context)),
            form.Id,
            new Dictionary<string, string>(),
            body
        );
        return await DoAsync(ActTable.Of(AppealOpened)!, order, context);
    }

    private Task<string> RequestAsync(HttpContext context, PageForm form)
    {
        var row = ActTable.Of(ExceptionRequested)!;
        var zone = ReaderOf(context).Zone;
        return DoAsync(
            row,
            ActForms.OrderOf(row, AccountOf(context), context, form, zone),
            context
        );
    }

    private async Task<string> DoAsync(ActRow row, ActOrder order, HttpContext context)
    {
        if (node.Account(order.Account) is not { IsOpened: true })
            throw Refusal.NoAccount();
        var done = await node.Acts.ActAsync(row, order, Caller.Of(context).Key);
        return ActWords.Of(node, done, Visits.LanguageOf(context));
    }

    private Task<string> AskAsync(HttpContext context, PageForm form) =>
        SayAsync(context, form, ("line", Part(context, "clause"), Part(context, "cycle")));

    private async Task<string> SayAsync(
        HttpContext context,
        PageForm form,
        (string Matter, string Of, string? Cycle) about
    )
    {
        await node.Acts.Notes.AskAsync(
            new AccountId(AccountOf(context)),
            about,
            form.Text("reason"),
            form.Id,
            Doer.Of(Caller.Of(context).Key)
        );
        return Visits.LanguageOf(context)[
            "Your provider has it. The answer stands under “Told and asked”."
        ];
    }

    private async Task<string> ReadAsync(HttpContext context)
    {
        var key = Caller.Of(context).Key;
        await node.Deliveries.OpenAsync(key.Account, Part(context, "notice"), key.Id);
        return Visits.LanguageOf(context)["It is noted that you have read it."];
    }

    private async Task<string> SetAsync(HttpContext context, PageForm form)
    {
        var say = Visits.LanguageOf(context);
        var text = say.Plain(form.Text("amount"));
        var set = await node.Limits.SetAsync(
            new AccountId(AccountOf(context)),
            Part(context, "meter"),
            LimitRoutes.Amount(text.Length > 0 ? text : null),
            Caller.Of(context).SenderTo(node)
        );
        return set.Amount is { } amount
            ? say[
                "You stop at {0} {1} in a billing month.",
                ReaderOf(context).Quantity(amount),
                set.Units
            ]
            : say["There is no limit any more."];
    }

    private async Task<string> ResumeAsync(HttpContext context, PageForm form)
    {
        var account = AccountOf(context);
        var limit = node.Limits.Of(new AccountId(account)) ?? throw Refusal.NoAccount();
        if (limit is not { Resumes: { } type, Automation: { } field })
            throw Refusal.Missing("automation");
        if (limit.IsReached)
            throw Refusal.Malformed(
                Language.Key("nothing can be resumed while your limit is reached")
            );
        var automation = Part(context, "automation");
        var outcome = await node.IngestAsync(
            Encoding.UTF8.GetBytes(
                new JsonObject
                {
                    ["specversion"] = "1.0",
                    ["id"] = form.Id,
                    ["source"] = "evenhand:portal",
                    ["type"] = type,
                    ["subject"] = account,
                    ["data"] = new JsonObject { [field] = automation },
                }.ToJsonString()
            ),
            BodyFormat.Single,
            Caller.Of(context).SenderTo(node),
            fillTime: true
        );
        if (outcome.Rejected is [var wrong, ..])
            throw new RequestException(wrong);
        return Visits.LanguageOf(context)["{0} goes on.", automation];
    }

    private async Task<string> AddAsync(HttpContext context, PageForm form)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(form.Id)))[..16];
        var question = new RecipientQuestion
        {
            Email = form.Text("email"),
            FromPercent = PercentOf(form.Text("percent")),
            Digest = HourOf(form.Text("digest")),
        };
        var target = RecipientRoutes.Read(new Target(id, MailChannel.Name, ""), question);
        await node.Deliveries.SetAsync(new AccountId(AccountOf(context)), target, DoerOf(context));
        return Visits.LanguageOf(context)["{0} is told from now on.", target.Address];
    }

    private async Task<string> DigestAsync(HttpContext context, PageForm form)
    {
        var account = new AccountId(AccountOf(context));
        var (id, hour) = (Part(context, "recipient"), HourOf(form.Text("digest")));
        var before =
            node.Deliveries.Targets(account)
                .FirstOrDefault(each => each.Id == id && each.Channel == MailChannel.Name)
            ?? throw Refusal.Missing("recipient");
        var target = RecipientRoutes.Read(
            before,
            new RecipientQuestion { Digest = hour ?? "none" }
        );
        await node.Deliveries.SetAsync(account, target, DoerOf(context));
        var say = Visits.LanguageOf(context);
        return hour is null
            ? say["{0} is told of each by itself.", target.Address]
            : say["What may wait is told {0} in one mail at {1}.", target.Address, hour];
    }

    /// <summary>The hour of a digest; null where none is chosen.</summary>
    private static string? HourOf(string text) => text.Length > 0 ? text : null;

    private async Task<string> EndAsync(HttpContext context, PageForm form)
    {
        await node.Deliveries.EndAsync(
            new AccountId(AccountOf(context)),
            Part(context, "recipient"),
            DoerOf(context)
        );
        return Visits.LanguageOf(context)["Nothing is sent there any more."];
    }

    private static int? PercentOf(string text) =>
        text.Length == 0 ? null
        : int.TryParse(
            text.TrimEnd('%', ' '),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var percent
        )
            ? percent
        : throw Refusal.Malformed(Language.Key("per cent are a whole number"));

    private static Doer DoerOf(HttpContext context) => Doer.Of(Caller.Of(context).Key);

    private Reader ReaderOf(HttpContext context) =>
        reads.Frame(AccountOf(context), Visits.LanguageOf(context)).Reader;

    private static string AccountOf(HttpContext context) => Caller.Of(context).Key.Account.Text;

    private static string Part(HttpContext context, string name) => Html.Value(context, name);
}
