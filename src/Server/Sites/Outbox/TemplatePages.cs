using System.Text.RegularExpressions;
using Evenhand.Channels.Composing;
using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Outbox;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Pages.Figures;
using Evenhand.Pages.Forms;
using Evenhand.Pages.Outbox;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites.Console;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Outbox;

/// <summary>How letters are worded: looked at with what an account was told, and worded anew.</summary>
internal sealed partial class TemplatePages(
    EvenhandNode node,
    TemplateSet templates,
    string? link,
    ConsoleFrames frames,
    PageForms forms
)
{
    /// <summary>So many accounts are looked through for one that was told something of a kind.</summary>
    private const int MostLooked = 20;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(TemplateName.List, ListAsync).ExcludeFromDescription();
        routes
            .MapGet(
                TemplateName.One,
                (HttpContext context) =>
                {
                    var query = context.Request.Query;
                    return ShowAsync(
                        context,
                        Named(name => $"{query[name]}"),
                        $"{query["account"]}"
                    );
                }
            )
            .ExcludeFromDescription();
        forms.Map(
            routes,
            TemplateName.One,
            Visits.ReaderOf,
            WriteAsync,
            (context, form, refused) =>
                ShowAsync(
                    context,
                    Named(form.Text),
                    form.Text("account"),
                    form.Text("text"),
                    refused
                )
        );
        forms.Map(
            routes,
            TemplateName.Drop,
            Visits.ReaderOf,
            DropAsync,
            (context, refused) =>
                ShowAsync(
                    context,
                    Named(name => refused.Values.GetValueOrDefault(name, [""])[0]),
                    "",
                    refused: refused
                )
        );
    }

    private Task ListAsync(HttpContext context) =>
        Html.SendAsync<TemplatesPage>(
            context,
            (nameof(TemplatesPage.Frame), frames.Of(context)),
            (nameof(TemplatesPage.Reader), Visits.ReaderOf(context, node.Clock)),
            (
                nameof(TemplatesPage.Rows),
                templates.Paths.Select(path => RowOf(TemplateName.Of(path))).ToList()
            ),
            (nameof(TemplatesPage.Policies), Policies()),
            (nameof(TemplatesPage.MayWrite), MayWrite(context))
        );

    private Task ShowAsync(
        HttpContext context,
        TemplateName name,
        string account,
        string? tried = null,
        RefusedForm? refused = null,
        int? revision = null
    )
    {
        var (used, kept) = templates.TextOf(name.Policy, name.Language, name.Kind);
        var text = tried ?? kept;
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var wrong = TemplateSet.Check(text);
        var told = ToldTo(account, name.Kind);
        return Html.SendAsync<TemplatePage>(
            context,
            (nameof(TemplatePage.Frame), frames.Of(context, refused)),
            (nameof(TemplatePage.Reader), Visits.ReaderOf(context, node.Clock)),
            (
                nameof(TemplatePage.Sheet),
                new TemplateSheet(
                    RowOf(name),
                    TemplateName.Of(used),
                    revision ?? node.Looks.Templates.Find(name.Path)?.Revision ?? 0,
                    text,
                    [
                        .. wrong.Select(each =>
                            (
                                each.Line,
                                each.Line <= lines.Length ? lines[each.Line - 1] : "",
                                PageForms.Sentence(each.Problem) + "."
                            )
                        ),
                    ]
                )
                {
                    Fields = [.. TemplateSet.FieldNames],
                    Account = told?.Account.Text ?? account,
                    Letter = told is null ? null : LetterOf(text, told, name.Language),
                    IsTried = text.Trim() != kept.Trim(),
                    MayWrite = MayWrite(context),
                }
            )
        );
    }

    private async Task WriteAsync(HttpContext context, PageForm form)
    {
        var (name, account) = (Named(form.Text), form.Text("account"));
        var text = form.Text("text");
        if (form.Text("do") != "keep")
        {
            // It goes on from what was opened, however long it is looked at.
            await ShowAsync(context, name, account, text, revision: form.GivenRevision);
            return;
        }
        if (TemplateSet.Check(text) is { Count: > 0 } wrong)
            throw Refusal.Malformed($"line {wrong[0].Line}: {wrong[0].Problem}");
        await node.Looks.Templates.WriteAsync(name.Path, form.Revision, text, DoerOf(context));
        await forms.LeadOn(
            context,
            $"{name.Address}&account={Uri.EscapeDataString(account)}",
            Visits.LanguageOf(context)["Letters are worded by it from now on."]
        );
    }

    private async Task<(string To, string Said)> DropAsync(HttpContext context, PageForm form)
    {
        _ = form.Id;
        var name = Named(form.Text);
        await node.Looks.Templates.DropAsync(name.Path, DoerOf(context));
        return (
            TemplateName.List,
            Visits.LanguageOf(context)[
                "The wording is taken back. What stood there before holds again."
            ]
        );
    }

    private TemplateRow RowOf(TemplateName name) =>
        node.Looks.Templates.Find(name.Path) is { } worded
            ? new(name, TemplateOrigin.Console, worded.By, Instants.Of(worded.Written))
            : new(
                name,
                templates.IsFile(name.Path) ? TemplateOrigin.File : TemplateOrigin.Own,
                null,
                null
            );

    /// <summary>The latest that an account was told of a kind; where none is named, the first of a few that was.</summary>
    private SaidEntry? ToldTo(string account, string kind)
    {
        var wanted = kind == TemplateName.Any ? null : kind;
        if (account.Length > 0)
            return node.Account(new AccountId(account)) is null
                ? null
                : node.Deliveries.LatestTold(new AccountId(account), wanted);
        return node.Accounts(null, MostLooked)
            .Items.Select(each => node.Deliveries.LatestTold(each.Id, wanted))
            .FirstOrDefault(each => each is not null);
    }

    private LetterView? LetterOf(string text, SaidEntry told, string language) =>
        TemplateSet.Try(text, told, link, language) is { } letter
            ? new()
            {
                Subject = letter.Subject,
                Text = letter.Text,
                Html = "",
            }
            : null;

    /// <summary>The template that is asked for, where there may be one of that name.</summary>
    /// <exception cref="RequestException">There may not.</exception>
    private TemplateName Named(Func<string, string> given)
    {
        var name = new TemplateName(
            given("policy").Trim(),
            Or(given("tag").Trim(), TemplateSet.English),
            Or(given("kind").Trim(), TemplateName.Any)
        );
        if (!Kind().IsMatch(name.Kind))
            throw Refusal.Malformed(
                Language.Key("a kind of notice is a word such as step, or notice for all")
            );
        if (!Tag().IsMatch(name.Language))
            throw Refusal.Malformed(Language.Key("a language is its tag, such as de or pt-BR"));
        return name.Policy.Length == 0 || Policies().Contains(name.Policy)
            ? name
            : throw Refusal.Missing("policy");
    }

    private static string Or(string text, string other) => text.Length > 0 ? text : other;

    private List<string> Policies() =>
        [.. node.Policies().Select(each => each.Version.Name).Distinct()];

    private static bool MayWrite(HttpContext context) =>
        AccessTable.Of("POST", TemplateName.Drop).Admits(Caller.Of(context).Key.Roles);

    private static Doer DoerOf(HttpContext context) => Doer.Of(Caller.Of(context).Key);

    [GeneratedRegex("^[a-z][a-z-]{0,59}$")]
    private static partial Regex Kind();

    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]
    private static partial Regex Tag();
}
