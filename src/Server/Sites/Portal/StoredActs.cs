using System.Globalization;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Acts;
using Evenhand.Node.Refusals;
using Evenhand.Node.Vault;
using Evenhand.Pages.Figures;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Portal;

/// <summary>What an account's people do with what it stores: they have things brought back and kept, set its rules, and have it exported.</summary>
internal sealed class StoredActs(
    EvenhandNode node,
    SiteReads reads,
    StoredPages pages,
    PageForms forms
)
{
    private VaultDesk Vault => node.Vault ?? throw Refusal.Missing("store");

    public void Map(IEndpointRouteBuilder routes)
    {
        Post(routes, PageActs.StoredAsk, AskAsync);
        Post(routes, PageActs.StoredRule, SetAsync);
        Post(routes, PageActs.StoredExport, ExportAsync);
        Post(routes, PageActs.StoredHolds, ActOn(BuiltIns.Kind.HoldPlaced));
        Post(routes, PageActs.StoredHoldRelease, ActOn(BuiltIns.Kind.HoldReleased));
        routes.MapGet(PageActs.StoredPart, (RequestDelegate)SendAsync).ExcludeFromDescription();
    }

    private void Post(
        IEndpointRouteBuilder routes,
        string at,
        Func<HttpContext, PageForm, Task<string>> act
    ) =>
        forms.Map(
            routes,
            at,
            ReaderOf,
            async (context, form) => (PageActs.Stored, await act(context, form)),
            pages.ShowAsync
        );

    private async Task<string> AskAsync(HttpContext context, PageForm form)
    {
        var (key, say) = (Caller.Of(context).Key, Visits.LanguageOf(context));
        var name = Html.Value(context, "object");
        var asked = await Vault.RetrieveAsync(key.Account, name, form.Id, key);
        return asked switch
        {
            { State: "ready" } => say["{0} can be had now.", name],
            { PromisedBy: { } by } => say[
                "{0} is brought back; it is there by {1} at the latest.",
                name,
                ReaderOf(context).DayAndTime(Instants.Of(by))
            ],
            _ => say["{0} is brought back.", name],
        };
    }

    private async Task<string> SetAsync(HttpContext context, PageForm form)
    {
        var (caller, say) = (Caller.Of(context), Visits.LanguageOf(context));
        var rule = new SetRule(
            Html.Value(context, "rule"),
            Html.Value(context, "class"),
            DaysOf(form.Text("after"), say)
        );
        if (rule.Rule is not (RuleDesk.Retention or RuleDesk.Lifecycle))
            throw Refusal.Missing("rule");
        var isConfirmed = form.Text("confirmed") == "yes";
        Look(context, rule, isConfirmed);
        await Vault.Rules.SetAsync(
            caller.Key.Account,
            rule,
            isConfirmed,
            caller.SenderTo(node),
            form.Id
        );
        return say["It is set."];
    }

    /// <summary>Says what a rule would delete at once, before it may.</summary>
    private void Look(HttpContext context, SetRule rule, bool isConfirmed)
    {
        if (isConfirmed || rule.Rule != RuleDesk.Retention)
            return;
        var does = Vault.Rules.Preview(Caller.Of(context).Key.Account, rule);
        if (does.Oldest is not { } oldest)
            return;
        var say = Visits.LanguageOf(context);
        throw new RequestException(
            Code.Unconfirmed,
            say[
                "{0} would be deleted at once, {1} together, the oldest of {2}. Tick that it may, and set it again",
                say.Count(does.Things, "{0} thing|{0} things"),
                say.Count((long)does.Size, "{0} byte|{0} bytes"),
                ReaderOf(context).DayAndTime(Instants.Of(oldest))
            ]
        );
    }

    private async Task<string> ExportAsync(HttpContext context, PageForm form)
    {
        var key = Caller.Of(context).Key;
        await Vault.Exports.AskAsync(key.Account, form.Id, key);
        return Visits.LanguageOf(context)[
            "The export is being made. Its parts stand here as they come."
        ];
    }

    /// <summary>Does an act of the account's own; which holds it may let go of, the act says.</summary>
    private Func<HttpContext, PageForm, Task<string>> ActOn(BuiltIns.Kind kind) =>
        async (context, form) =>
        {
            var (row, key) = (ActTable.Of(kind)!, Caller.Of(context).Key);
            var order = ActForms.OrderOf(
                row,
                key.Account.Text,
                context,
                form,
                ReaderOf(context).Zone
            );
            var done = await node.Acts.ActAsync(row, order, key);
            return ActWords.Of(node, done, Visits.LanguageOf(context));
        };

    private Task SendAsync(HttpContext context) =>
        new BulkExportRoutes(node).SendAsync(
            Caller.Of(context).Key.Account.Text,
            Html.Value(context, "part"),
            Html.Value(context, "export"),
            context
        );

    private Reader ReaderOf(HttpContext context) =>
        reads.Frame(Caller.Of(context).Key.Account.Text, Visits.LanguageOf(context)).Reader;

    private static long? DaysOf(string text, Language say) =>
        text.Length == 0 ? null
        : long.TryParse(
            say.Plain(text),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var days
        )
        && days > 0
            ? days
        : throw Refusal.Malformed(say["days are a whole number from 1"]);
}
