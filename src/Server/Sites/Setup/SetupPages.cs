using Evenhand.Core.Codes;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Acts;
using Evenhand.Node.Roles;
using Evenhand.Pages.Branding;
using Evenhand.Pages.Figures;
using Evenhand.Pages.Forms;
using Evenhand.Pages.Setup;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Settings;
using Evenhand.Server.Sites.Console;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Evenhand.Server.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Setup;

/// <summary>People, keys, and how the server is set.</summary>
internal sealed class SetupPages(
    EvenhandNode node,
    ServerSettings settings,
    Brand? brand,
    PersonLinks links,
    Endpoints endpoints,
    ConsoleFrames frames,
    PageForms forms
)
{
    /// <summary>The page.</summary>
    public const string At = "/console/setup";

    private const string OfPerson = At + "/people/{person}";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(At, context => PageAsync(context)).ExcludeFromDescription();
        Post(routes, At + "/people", AddAsync);
        Post(routes, OfPerson + "/end", EndAsync);
        routes.MapPost(OfPerson + "/link", LinkAsync).ExcludeFromDescription();
    }

    private void Post(
        IEndpointRouteBuilder routes,
        string at,
        Func<HttpContext, PageForm, Task<string>> act
    ) =>
        forms.Map(
            routes,
            at,
            Reader,
            async (context, form) => (At, await act(context, form)),
            PageAsync
        );

    /// <summary>Sends the page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="refused">The form of it that was refused just now.</param>
    public Task PageAsync(HttpContext context, RefusedForm? refused = null)
    {
        var (keys, now) = (node.Keys.All, Moment.Of(node.Clock.GetUtcNow()));
        var say = Visits.LanguageOf(context);
        return Html.SendAsync<SetupPage>(
            context,
            (nameof(SetupPage.Frame), frames.Of(context, refused)),
            (nameof(SetupPage.Reader), Reader(context)),
            (
                nameof(SetupPage.People),
                node.People.All.Select(each => new PersonRow(
                        PersonViews.Of(each, keys),
                        each.ActsAt(now)
                    ))
                    .OrderByDescending(each => each.Acts)
                    .ToList()
            ),
            (nameof(SetupPage.Missing), Staffing.Missing(node.People.All, now, say)),
            (
                nameof(SetupPage.Keys),
                keys.Where(key => key.Revoked is null).Select(KeyViews.Of).ToList()
            ),
            (nameof(SetupPage.Revoked), keys.Count(key => key.Revoked is not null)),
            (nameof(SetupPage.Endpoints), endpoints.Of(null).Select(DeliveryViews.Of).ToList()),
            (nameof(SetupPage.Sends), SetupReads.Sends(settings, node)),
            (nameof(SetupPage.Facts), new SetupReads(say).Of(settings, node, brand))
        );
    }

    private async Task<string> AddAsync(HttpContext context, PageForm form)
    {
        var say = Visits.LanguageOf(context);
        var roles = form.All("role")
            .Select(word =>
                Enum.TryParse<Role>(word, ignoreCase: true, out var role)
                    ? role
                    : throw Refusal.Malformed(say["there is no role {0}", word])
            );
        var added = await node.People.AddAsync(
            form.Text("person"),
            form.Text("name"),
            form.Text("email"),
            RoleSet.Of(roles),
            by: DoerOf(context)
        );
        return say["{0} is added. A link brings {0} in.", added.Name];
    }

    private async Task<string> EndAsync(HttpContext context, PageForm form)
    {
        _ = form.Id;
        var person = PersonOf(context);
        if (person.Id == Caller.Of(context).Key.Person)
            throw Refusal.Malformed(
                Language.Key("nobody ends oneself: another administrator does")
            );
        await node.People.EndAsync(person.Id, DoerOf(context));
        return Visits.LanguageOf(context)["{0} does not act any more.", person.Name];
    }

    /// <summary>The link is on the page that answers and nowhere else.</summary>
    private async Task LinkAsync(HttpContext context)
    {
        await forms.ReadAsync(context);
        var person = PersonOf(context);
        await node.People.SignIns.NoteLinkAsync(person.Id, DoerOf(context));
        var link = links.AddressOf(person.Id, out var until);
        var server = PageAddress.RootOf(context, settings.PublicUrl);
        await Html.SendAsync<WayInPage>(
            context,
            (nameof(WayInPage.Frame), frames.Of(context)),
            (nameof(WayInPage.Reader), Reader(context)),
            (nameof(WayInPage.Name), person.Name),
            (nameof(WayInPage.Link), server + link),
            (nameof(WayInPage.Until), Instants.Of(until))
        );
    }

    private Person PersonOf(HttpContext context) =>
        node.People.Find(Html.Value(context, "person")) ?? throw Refusal.Missing("person");

    /// <summary>Who reads the page.</summary>
    public Reader Reader(HttpContext context) => Visits.ReaderOf(context, node.Clock);

    private static Doer DoerOf(HttpContext context) => Doer.Of(Caller.Of(context).Key);
}
