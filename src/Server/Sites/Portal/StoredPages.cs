using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Refusals;
using Evenhand.Node.Vault;
using Evenhand.Node.Views;
using Evenhand.Pages.Figures;
using Evenhand.Pages.Forms;
using Evenhand.Pages.Portal;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Formats;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Evenhand.Server.Sites.Portal;

/// <summary>What an account may take with it: its stored things, and all that was reported of it.</summary>
internal sealed class StoredPages(EvenhandNode node, SiteReads reads, PageForms forms)
{
    private const int RowsOfAPage = 50;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(PageActs.Stored, context => ShowAsync(context)).ExcludeFromDescription();
        routes.MapGet(PageActs.StoredBytes, (RequestDelegate)SendAsync).ExcludeFromDescription();
        routes
            .MapGet(PageActs.OwnEvents, (RequestDelegate)ExportAsync)
            .WithMetadata(Compression.None)
            .ExcludeFromDescription();
    }

    /// <summary>Sends the page.</summary>
    public Task ShowAsync(HttpContext context, RefusedForm? refused = null)
    {
        var account = Caller.Of(context).Key.Account;
        var (query, say) = (context.Request.Query, Visits.LanguageOf(context));
        var (name, state, after) = (Text("name"), Text("state"), Text("after"));
        if (state.Length > 0 && !ObjectQuery.States.Contains(state))
            throw Refusal.Malformed($"state is one of {string.Join(", ", ObjectQuery.States)}");
        var (page, frame) = (Find(account, name, state, after), reads.Frame(account.Text, say));
        return Html.SendAsync<StoredPage>(
            context,
            (nameof(StoredPage.Frame), frame with { Form = forms.Seed(context, refused) }),
            (
                nameof(StoredPage.Rows),
                page.Items.Select(each => RowOf(each, say, frame.Reader)).ToList()
            ),
            (nameof(StoredPage.Billed), StorageRows.Of(node, reads, frame)),
            (nameof(StoredPage.Rules), Rules(account)),
            (nameof(StoredPage.Holds), Holds(account)),
            (nameof(StoredPage.Exports), Exports(account)),
            (nameof(StoredPage.MayCopy), node.Vault?.Targets.Kinds(account).Count > 0),
            (nameof(StoredPage.MayExport), node.Vault?.Exports.MayAsk(account) == true),
            (nameof(StoredPage.Name), name),
            (nameof(StoredPage.State), state),
            (
                nameof(StoredPage.More),
                page.Next is { } next
                    ? $"{PageActs.Stored}?state={Uri.EscapeDataString(state)}&after={Uri.EscapeDataString(next)}"
                    : null
            )
        );

        string Text(string field) => query[field].ToString().Trim();
    }

    private Page<StoredObject> Find(AccountId account, string name, string state, string after)
    {
        if (node.Vault is not { } vault)
            return new Page<StoredObject>([], null);
        if (name.Length > 0)
            return new Page<StoredObject>(
                vault.Find(account, name) is { } found ? [found] : [],
                null
            );
        return vault.List(
            account,
            new ObjectQuery(null, null, state.Length > 0 ? state : null),
            after.Length > 0 ? after : null,
            RowsOfAPage
        );
    }

    private List<RuleRow> Rules(AccountId account) =>
        [
            .. (node.Vault?.Rules.Of(account) ?? []).Select(each => new RuleRow(
                each.Class,
                each.Rule == RuleDesk.Retention,
                each.After,
                $"{PageActs.Stored}/rules/{each.Rule}/{Uri.EscapeDataString(each.Class)}"
            )),
        ];

    /// <summary>What is kept, and by whom; what was let go is over.</summary>
    private List<HoldRow> Holds(AccountId account) =>
        [
            .. (node.Standing.Holds(account) ?? [])
                .Where(each => !each.IsReleased)
                .Select(each => new HoldRow(
                    each.Id,
                    each.Objects is { } names ? [.. names] : null,
                    each.IsVendors
                        ? null
                        : $"{PageActs.StoredHolds}/{Uri.EscapeDataString(each.Id)}/release"
                )),
        ];

    private List<ExportRow> Exports(AccountId account) =>
        [
            .. (node.Vault?.Exports.All(account) ?? [])
                .Reverse()
                .Select(each => new ExportRow(
                    Instants.Of(each.Requested),
                    each.State,
                    each.Done,
                    each.Things,
                    each.Why == "restoring",
                    each.State == "over"
                        ? []
                        :
                        [
                            .. each.Parts.Select(part => new PartRow(
                                part.Number,
                                part.Bytes,
                                Instants.Of(part.Until),
                                $"{PageActs.Stored}/export/{Uri.EscapeDataString(each.Export)}/{part.Number}"
                            )),
                        ]
                )),
        ];

    private static StoredRow RowOf(StoredObject its, Language say, Reader reader)
    {
        var isHere = its is { Sha256: not null, IsLost: false, Quarantine: null };
        var at = $"{PageActs.Stored}/{Uri.EscapeDataString(its.Name)}";
        return new(
            its.Name,
            its.Class,
            its.Bytes,
            Instants.Of(its.Stored),
            Lies(its, say, reader),
            isHere && (!its.IsCold || its.BackUntil is not null)
                // What is played or fetched from one page counts once, in however many pieces it comes.
                ? $"{at}?retrieval={Guid.NewGuid():N}"
                : null,
            isHere && its is { IsCold: true, BackUntil: null, IsAwaited: false }
                ? $"{at}/retrieve"
                : null,
            its.Media.StartsWith("audio/", StringComparison.Ordinal)
        );
    }

    private static string Lies(StoredObject its, Language say, Reader reader) =>
        its switch
        {
            { IsLost: true } => say["lost"],
            { Quarantine: not null } => say["in quarantine, until a person has decided"],
            { IsAwaited: true, PromisedBy: { } by } => say[
                "{0}, being brought back; there by {1}",
                Tier(its, say),
                reader.DayAndTime(Instants.Of(by))
            ],
            { IsAwaited: true } => say["{0}, being brought back", Tier(its, say)],
            { IsCold: true, BackUntil: { } until } => say[
                "{0}, brought back until {1}",
                Tier(its, say),
                reader.DayAndTime(Instants.Of(until))
            ],
            { IsKept: true } => say["{0}, kept by a hold", Tier(its, say)],
            { Sha256: null } => say["counted; its bytes are not here"],
            _ => Tier(its, say),
        };

    private static string Tier(StoredObject its, Language say) =>
        its.Tier switch
        {
            "hot" => say["hot"],
            "cold" => say["cold"],
            var other => other,
        };

    private Task SendAsync(HttpContext context) =>
        new ContentRoutes(node).SendAsync(
            Caller.Of(context).Key.Account.Text,
            Html.Value(context, "object"),
            context.Request.Query["retrieval"],
            context
        );

    private Task ExportAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        context.Response.ContentType = Forms.Lines.Media;
        headers.CacheControl = "no-store";
        headers[HeaderNames.ContentDisposition] = "attachment; filename=events.ndjson";
        return ExportFiles.SendAsync(
            node.Export(Caller.Of(context).Key.Account),
            context.Response.Body,
            context.RequestAborted
        );
    }
}
