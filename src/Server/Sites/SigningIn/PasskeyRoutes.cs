using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Roles;
using Evenhand.Pages.Console;
using Evenhand.Pages.Figures;
using Evenhand.Pages.Forms;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Sites.Console;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.SigningIn;

/// <summary>Signing in with a passkey, and the passkeys of whoever looks.</summary>
internal sealed class PasskeyRoutes(
    EvenhandNode node,
    SignIn signIn,
    Entry entry,
    SignInRoutes door,
    OwnRoutes own,
    ConsoleFrames frames,
    PageForms forms
)
{
    private static readonly string Wrong = Language.Key(
        "That passkey opens nothing here, or too much time passed. Try again, or sign in in another way."
    );

    private static readonly string NotMade = Language.Key(
        "no passkey was made, or too much time passed; your browser needs script for it"
    );

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(SignIn.PasskeyPage, context => DoorAsync(context)).ExcludeFromDescription();
        routes.MapPost(SignIn.PasskeyPage, ShowAsync).ExcludeFromDescription();
        routes.MapGet(PageActs.Passkeys, context => PageAsync(context)).ExcludeFromDescription();
        forms.Map(routes, PageActs.Passkeys, Visits.ReaderOf, AddAsync, PageAsync);
        routes.MapPost(PageActs.Passkeys + "/{id}/end", EndAsync).ExcludeFromDescription();
    }

    private async Task DoorAsync(HttpContext context, string? refused = null, string? back = null)
    {
        var visit = signIn.Door.VisitOf(context);
        var (options, state) = await signIn.Passkeys.AskToShowAsync(context, visit);
        await Html.SendWithScriptAsync<PasskeySignInPage>(
            context,
            (nameof(PasskeySignInPage.Form), signIn.Door.FormToken(context)),
            (nameof(PasskeySignInPage.Options), options),
            (nameof(PasskeySignInPage.State), state),
            (
                nameof(PasskeySignInPage.Back),
                ReturnAddress.Of(back ?? context.Request.Query["return"])
            ),
            (nameof(PasskeySignInPage.Refused), refused)
        );
    }

    private async Task ShowAsync(HttpContext context)
    {
        var form = await door.ReadAsync(context);
        var (visit, back) = (signIn.Door.VisitOf(context), ReturnAddress.Of(form.Text("return")));
        var (state, credential) = (form.Text("state"), form.Text("credential"));
        if (await signIn.Passkeys.UseAsync(context, visit, state, credential) is not { } person)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await DoorAsync(context, Wrong, back);
            return;
        }
        await entry.BeginAsync(context, person.Id, SignIn.ByPasskey);
        Html.Lead(context, back);
    }

    private async Task PageAsync(HttpContext context, RefusedForm? refused = null)
    {
        var (person, session) = (own.PersonOf(context), Sessions.Of(context));
        var (options, state) = await signIn.Passkeys.AskToMakeAsync(context, person, session.Id);
        var passkeys = node.People.SignIns.Of(person.Id).Passkeys;
        await Html.SendWithScriptAsync<PasskeysPage>(
            context,
            (nameof(PasskeysPage.Frame), frames.Of(context, refused)),
            (
                nameof(PasskeysPage.Passkeys),
                passkeys
                    .Select(each =>
                        (
                            each.Credential,
                            each.Name,
                            Visits.ReaderOf(context).Day(Instants.Of(each.Since))
                        )
                    )
                    .ToList()
            ),
            (nameof(PasskeysPage.Options), options),
            (nameof(PasskeysPage.State), state),
            (nameof(PasskeysPage.AsksForOld), own.AsksForOld(context, person))
        );
    }

    private async Task<(string To, string Said)> AddAsync(HttpContext context, PageForm form)
    {
        var (person, session) = (own.PersonOf(context), Sessions.Of(context));
        await own.CheckOldAsync(context, person, form);
        var name = form.Text("name");
        if (name.Length is 0 or > 60)
            throw Refusal.Malformed(Language.Key("a passkey has a name of 1 to 60 characters"));
        if (node.People.SignIns.Of(person.Id).Passkeys.Length >= Passkeys.Most)
            throw Refusal.Malformed(
                Visits.LanguageOf(context)[
                    "there are {0} passkeys already: end one first",
                    Passkeys.Most
                ]
            );
        var (state, credential) = (form.Text("state"), form.Text("credential"));
        if (!await signIn.Passkeys.AddAsync(context, person, session.Id, state, credential, name))
            throw Refusal.Malformed(NotMade);
        return (
            PageActs.Passkeys,
            Visits.LanguageOf(context)["{0} signs you in from now on.", name]
        );
    }

    private async Task EndAsync(HttpContext context)
    {
        await forms.ReadAsync(context);
        var (person, way) = (own.PersonOf(context), Sessions.Of(context).Way);
        var id = Html.Value(context, "id");
        if (node.People.SignIns.Of(person.Id).Passkeys.All(each => each.Credential != id))
            throw Refusal.Missing("passkey");
        await node.People.SignIns.EndPasskeyAsync(person.Id, id, Doer.Of(Caller.Of(context).Key));
        signIn.Console.Begin(context, person.Id, way);
        await forms.LeadOn(
            context,
            PageActs.Passkeys,
            Visits.LanguageOf(context)["It opens nothing any more."]
        );
    }
}
