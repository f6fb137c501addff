using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Vault;
using Evenhand.Pages.Accounts;
using Evenhand.Pages.Forms;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Sites.Speaking;
using Evenhand.Server.Views;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Sites.Filling;

/// <summary>What pages show of the targets of an account's copies, and do with them. What opens one is read and shown nowhere again.</summary>
/// <param name="node">The node.</param>
internal sealed class TargetForms(EvenhandNode node)
{
    private const string OfSetting = "set-";
    private const string OfSecret = "secret-";

    private TargetDesk Desk => node.Vault?.Targets ?? throw Refusal.Missing("store");

    /// <summary>What stands on the page.</summary>
    /// <param name="account">The account.</param>
    /// <param name="at">The page's address.</param>
    /// <param name="kind">The kind that was chosen, or stands in the form that was refused; empty for none.</param>
    /// <param name="mayAct">Whether whoever looks may act.</param>
    public TargetsSheet SheetOf(AccountId account, string at, string kind, bool mayAct)
    {
        var kinds = Desk.Kinds(account).Select(TargetViews.Of).ToList();
        return new TargetsSheet(at, [.. Desk.All(account).Select(TargetViews.Of)], kinds)
        {
            Kind = kinds.Find(each => each.Kind == kind),
            MayAct = mayAct,
        };
    }

    /// <summary>The kind that a request for the page chose, or that stands in its form that was refused.</summary>
    public static string KindOf(HttpContext context, RefusedForm? refused) =>
        refused?.Values.GetValueOrDefault("kind", []) is [var kind, ..]
            ? kind
            : context.Request.Query["kind"].ToString();

    /// <summary>What the forms of a page do, by what follows its address.</summary>
    /// <param name="account">Whose targets they are.</param>
    public IEnumerable<(string Tail, Func<HttpContext, PageForm, Task<string>> Act)> Acts(
        Func<HttpContext, AccountId> account
    ) =>
        [
            ("/set", (context, form) => SetAsync(context, account(context), form)),
            ("/{target}/test", (context, _) => TryAsync(context, account(context))),
            ("/{target}/remove", (context, _) => EndAsync(context, account(context))),
        ];

    private async Task<string> SetAsync(HttpContext context, AccountId account, PageForm form)
    {
        var kind = form.Text("kind");
        var terms =
            Desk.Kinds(account).FirstOrDefault(each => each.Name == kind)?.Terms
            ?? throw Refusal.Missing("kind of targets");
        var set = await Desk.SetAsync(
            account,
            new TargetOrder(
                form.Text("target"),
                kind,
                Said(terms.Where(each => !each.IsSecret), each => form.Text(OfSetting + each.Name)),
                Said(
                    terms.Where(each => each.IsSecret),
                    each => form.Secret(OfSecret + each.Name).ReplaceLineEndings("\n")
                )
            )
            {
                IsBeforeDelete = form.Text("before-delete") == "yes",
            },
            Caller.Of(context).SenderTo(node)
        );
        var say = Visits.LanguageOf(context);
        return say["{0} is set. Try whether copies can be made there.", set.Name];
    }

    private static ImmutableSortedDictionary<string, string> Said(
        IEnumerable<Stores.Targets.TargetTerm> terms,
        Func<Stores.Targets.TargetTerm, string> said
    ) =>
        terms
            .Select(term => (term.Name, Text: said(term)))
            .Where(each => each.Text.Length > 0)
            .ToImmutableSortedDictionary(
                each => each.Name,
                each => each.Text,
                StringComparer.Ordinal
            );

    private async Task<string> TryAsync(HttpContext context, AccountId account)
    {
        var name = Html.Value(context, "target");
        var trial = await Desk.TryAsync(account, name, context.RequestAborted);
        var say = Visits.LanguageOf(context);
        return trial.Fault is null
            ? say["A copy was made at {0}, and deleted again.", name]
            : say["No copy could be made at {0}: {1}", name, trial.Detail!];
    }

    private async Task<string> EndAsync(HttpContext context, AccountId account)
    {
        var name = Html.Value(context, "target");
        await Desk.EndAsync(account, name, Caller.Of(context).SenderTo(node));
        var say = Visits.LanguageOf(context);
        return say["Nothing is copied to {0} any more.", name];
    }
}
