using Evenhand.Node;
using Evenhand.Node.Policies;
using Evenhand.Node.Roles;
using Evenhand.Pages.Forms;
using Evenhand.Pages.Versions;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites.Console;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Versions;

/// <summary>Versions that people write: begun, written, checked, published, put away.</summary>
internal sealed class DraftPages(
    EvenhandNode node,
    VersionReads versions,
    DraftReads reads,
    ConsoleFrames frames,
    PageForms forms
)
{
    private delegate Task<(string To, string Said)> Act(
        HttpContext context,
        PolicyDraft draft,
        PageForm form
    );

    private const string One = PageActs.Draft;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(One, (HttpContext context) => ShowAsync(context, IdOf(context)))
            .ExcludeFromDescription();
        On(routes, One, WriteAsync);
        On(routes, One + "/publish", PublishAsync);
        On(routes, One + "/end", EndAsync);
    }

    /// <summary>The drafts of a policy as lines, for whoever may write one.</summary>
    public IReadOnlyList<DraftRow> Of(HttpContext context, string policy) =>
        VersionPages.MayTry(context)
            ? [.. node.Looks.Drafts.Of(policy).Select(each => reads.RowOf(each, PersonOf(context)))]
            : [];

    /// <summary>A draft of a policy.</summary>
    /// <exception cref="Node.Refusals.RequestException">There is none, or none any more.</exception>
    public PolicyDraft Find(string policy, string id) =>
        node.Looks.Drafts.Find(id) is { } draft && draft.Policy == policy
            ? draft
            : throw Refusal.Missing("draft, or not any more");

    /// <summary>Sends the page of a draft.</summary>
    public Task ShowAsync(HttpContext context, string id, RefusedForm? refused = null)
    {
        var (shelf, draft) = (versions.Shelf, Find(NameOf(context), id));
        var policy = versions.Of(shelf, draft.Policy);
        return Html.SendAsync<DraftPage>(
            context,
            (nameof(DraftPage.Frame), frames.Of(context, refused)),
            (nameof(DraftPage.Policy), policy),
            (
                nameof(DraftPage.Draft),
                reads.Sheet(
                    shelf,
                    draft,
                    PersonOf(context),
                    Filled(policy, draft, refused),
                    Visits.LanguageOf(context)
                ) with
                {
                    MayEnd = MayEnd(context, draft),
                }
            ),
            (nameof(DraftPage.Reader), versions.Reader(context))
        );
    }

    private void On(IEndpointRouteBuilder routes, string at, Act act) =>
        forms.Map(
            routes,
            at,
            versions.Reader,
            (context, form) => act(context, Find(NameOf(context), IdOf(context)), form),
            (context, refused) => ShowAsync(context, IdOf(context), refused)
        );

    /// <summary>Begins a draft, as a version or as somebody's draft.</summary>
    public async Task<(string To, string Said)> BeginAsync(HttpContext context, PageForm form)
    {
        var (shelf, name) = (versions.Shelf, NameOf(context));
        var other = form.Text("draft") is { Length: > 0 } id ? Find(name, id) : (PolicyDraft?)null;
        var from =
            other?.From ?? VersionReads.VersionOf(shelf, name, form.Text("from")).Version.Version;
        var draft = await node.Looks.Drafts.BeginAsync(
            form.Id,
            name,
            from,
            other?.Text ?? DraftReads.Begun(shelf, name, from),
            DoerOf(context)
        );
        return (AddressOf(draft), Visits.LanguageOf(context)["It is begun, and kept."]);
    }

    private async Task<(string To, string Said)> WriteAsync(
        HttpContext context,
        PolicyDraft draft,
        PageForm form
    )
    {
        var (revision, text) = (form.Revision, DraftPart.Joined(form.All("part")));
        var written = await node.Looks.Drafts.WriteAsync(draft.Id, revision, text, DoerOf(context));
        var say = Visits.LanguageOf(context);
        var wrong = reads.Check(written).Count;
        return (
            AddressOf(written),
            wrong == 0
                ? say["It is kept, and passes the check."]
                : say.Count(
                    wrong,
                    "It is kept. {0} problem is left.|It is kept. {0} problems are left."
                )
        );
    }

    private async Task<(string To, string Said)> PublishAsync(
        HttpContext context,
        PolicyDraft draft,
        PageForm form
    )
    {
        var reason = form.Text("reason") is { Length: > 0 } said ? said : null;
        var terms = new PublishTerms(DoerOf(context), PolicyRoutes.Reason(reason));
        var published = (await node.PublishAsync(draft.Text, terms)).Version;
        await node.Looks.Drafts.EndAsync(draft, published.Version, DoerOf(context));
        return (
            $"/console/policies/{Uri.EscapeDataString(published.Name)}/{Uri.EscapeDataString(published.Version)}",
            Visits.LanguageOf(context)[
                "{0} is published. Whom it concerns is told.",
                published.Version
            ]
        );
    }

    private async Task<(string To, string Said)> EndAsync(
        HttpContext context,
        PolicyDraft draft,
        PageForm form
    )
    {
        if (!MayEnd(context, draft))
            throw new Node.Refusals.RequestException(
                Core.Codes.Code.Role,
                Visits.LanguageOf(context)["the draft is {0}'s", draft.Owner]
            );
        await node.Looks.Drafts.EndAsync(draft, null, DoerOf(context));
        return (
            $"/console/policies/{Uri.EscapeDataString(draft.Policy)}",
            Visits.LanguageOf(context)["It is put away."]
        );
    }

    /// <summary>The text as it came back from a form that was refused; else as it is kept.</summary>
    private static string Filled(PolicyRow policy, PolicyDraft draft, RefusedForm? refused) =>
        refused is { } form
        && form.Action == policy.DraftAt(draft.Id)
        && form.Values.TryGetValue("part", out var parts)
            ? DraftPart.Joined(parts)
            : draft.Text;

    /// <summary>Of somebody who left, an administrator puts drafts away.</summary>
    private static bool MayEnd(HttpContext context, PolicyDraft draft) =>
        draft.Owner == PersonOf(context) || Caller.Of(context).Key.Roles.Contains(Role.Admin);

    private static string AddressOf(PolicyDraft draft) =>
        $"/console/policies/{Uri.EscapeDataString(draft.Policy)}/drafts/{Uri.EscapeDataString(draft.Id)}";

    private static Doer DoerOf(HttpContext context) => Doer.Of(Caller.Of(context).Key);

    private static string PersonOf(HttpContext context) => Caller.Of(context).Key.Person;

    private static string NameOf(HttpContext context) => Html.Value(context, "policy");

    private static string IdOf(HttpContext context) => Html.Value(context, "draft");
}
