using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Pages.Console;
using Evenhand.Pages.Figures;
using Evenhand.Pages.Forms;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Sites.Console;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.SigningIn;

/// <summary>How whoever looks signs in: the password, and all sessions.</summary>
internal sealed class OwnRoutes(
    EvenhandNode node,
    Sessions sessions,
    Entry entry,
    OpenIdProvider? provider,
    ConsoleFrames frames,
    PageForms forms
)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(PageActs.Own, context => PageAsync(context)).ExcludeFromDescription();
        Post(routes, "/password", SetPasswordAsync);
        Post(routes, "/out", EndSessionsAsync);
    }

    private void Post(
        IEndpointRouteBuilder routes,
        string to,
        Func<HttpContext, PageForm, Task<string>> act
    ) =>
        forms.Map(
            routes,
            PageActs.Own + to,
            Visits.ReaderOf,
            async (context, form) => (PageActs.Own, await act(context, form)),
            PageAsync
        );

    /// <summary>Sends the page.</summary>
    public Task PageAsync(HttpContext context, RefusedForm? refused = null)
    {
        var person = PersonOf(context);
        var state = node.People.SignIns.Of(person.Id);
        return Html.SendAsync<OwnPage>(
            context,
            (nameof(OwnPage.Frame), frames.Of(context, refused)),
            (nameof(OwnPage.Person), person.Id),
            (nameof(OwnPage.HasPassword), state.Password is not null),
            (nameof(OwnPage.Passkeys), state.Passkeys.Length),
            (nameof(OwnPage.Provider), provider?.Name),
            (nameof(OwnPage.IsLinked), state.Subject is not null),
            (nameof(OwnPage.AsksForOld), AsksForOld(context, person)),
            (nameof(OwnPage.RecoveryLeft), state.Second?.Recovery.Length),
            (nameof(OwnPage.Shortest), PasswordRule.Shortest)
        );
    }

    private async Task<string> SetPasswordAsync(HttpContext context, PageForm form)
    {
        var person = PersonOf(context);
        await CheckOldAsync(context, person, form);
        var password = form.Secret("password");
        if (PasswordRule.Objection(password, person, Visits.LanguageOf(context)) is { } objection)
            throw Refusal.Malformed(objection);
        var hash = await entry.Passwords.HashAsync(password);
        await node.People.SignIns.SetPasswordAsync(person.Id, hash, DoerOf(context));
        sessions.Begin(context, person.Id, "password");
        return Visits.LanguageOf(context)[
            "You sign in with this password from now on. All other sessions of yours are over."
        ];
    }

    private async Task<string> EndSessionsAsync(HttpContext context, PageForm form)
    {
        var (person, way) = (PersonOf(context), Sessions.Of(context).Way);
        await node.People.SignIns.EndSessionsAsync(person.Id, DoerOf(context));
        sessions.Begin(context, person.Id, way);
        return Visits.LanguageOf(context)[
            "All other sessions of yours are over, and links that were made for you open nothing any more."
        ];
    }

    /// <summary>Holds the password that a person has against what a form says, where it asks for that.</summary>
    /// <exception cref="RequestException">It is another.</exception>
    public async Task CheckOldAsync(HttpContext context, Person person, PageForm form)
    {
        if (
            AsksForOld(context, person)
            && !await entry.IsPasswordOfAsync(person, form.Secret("password-now"))
        )
            throw Refusal.Malformed(
                Language.Key(
                    "the password that you have now is another, or too many attempts failed"
                )
            );
    }

    /// <summary>A link stands for a password that was forgotten; else whoever sits down before a screen could change it.</summary>
    public bool AsksForOld(HttpContext context, Person person) =>
        node.People.SignIns.Of(person.Id).Password is not null
        && !Sessions.Of(context).Way.StartsWith("link", StringComparison.Ordinal);

    /// <summary>Whoever looks.</summary>
    public Person PersonOf(HttpContext context) => node.People.Find(Caller.Of(context).Key.Person)!;

    private static Doer DoerOf(HttpContext context) => Doer.Of(Caller.Of(context).Key);
}
