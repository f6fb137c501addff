using Evenhand.Languages;
using Evenhand.Node;
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

/// <summary>How whoever looks sets a second factor, ends it, and has recovery codes made.</summary>
internal sealed class SecondRoutes(
    EvenhandNode node,
    SignIn signIn,
    Entry entry,
    ConsoleFrames frames,
    PageForms forms,
    OwnRoutes own
)
{
    private static readonly string NoCode = Language.Key(
        "that is no code that is good now, or too many were none; a code is good once, for half a minute"
    );

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(PageActs.Second, BeginAsync).ExcludeFromDescription();
        Post(routes, PageActs.Second, SetAsync, AgainAsync);
        Post(
            routes,
            PageActs.Second + "/end",
            EndAsync,
            (c, _, refused) => own.PageAsync(c, refused)
        );
        Post(
            routes,
            PageActs.Second + "/recovery",
            RenewAsync,
            (c, _, refused) => own.PageAsync(c, refused)
        );
    }

    private void Post(
        IEndpointRouteBuilder routes,
        string at,
        Func<HttpContext, PageForm, Person, Task> act,
        Func<HttpContext, PageForm, RefusedForm, Task> again
    ) =>
        forms.Map(
            routes,
            at,
            Visits.ReaderOf,
            (context, form) => act(context, form, own.PersonOf(context)),
            again
        );

    private Task BeginAsync(HttpContext context)
    {
        if (node.People.SignIns.Of(own.PersonOf(context).Id).Second is null)
            return PageAsync(context, signIn.Codes.Make());
        Html.Lead(context, PageActs.Own);
        return Task.CompletedTask;
    }

    private Task AgainAsync(HttpContext context, PageForm form, RefusedForm refused)
    {
        var secret = form.Text("secret");
        return PageAsync(
            context,
            signIn.Codes.Open(secret) is null ? signIn.Codes.Make() : secret,
            refused
        );
    }

    private Task PageAsync(HttpContext context, string sealedSecret, RefusedForm? refused = null)
    {
        var (person, secret) = (own.PersonOf(context), signIn.Codes.Open(sealedSecret)!);
        return Html.SendAsync<SecondPage>(
            context,
            (nameof(SecondPage.Frame), frames.Of(context, refused)),
            (nameof(SecondPage.Picture), QrPicture.Of(AppCodes.AddressOf(secret, person.Id))),
            (nameof(SecondPage.Key), secret),
            (nameof(SecondPage.Sealed), sealedSecret),
            (nameof(SecondPage.AsksForOld), own.AsksForOld(context, person)),
            (nameof(SecondPage.IsDemanded), signIn.LacksSecond(context, Caller.Of(context).Key))
        );
    }

    private async Task SetAsync(HttpContext context, PageForm form, Person person)
    {
        var sealedSecret = form.Text("secret");
        if (node.People.SignIns.Of(person.Id).Second is not null)
            throw Refusal.Malformed(Language.Key("a second factor is set: end that one first"));
        await own.CheckOldAsync(context, person, form);
        if (
            signIn.Codes.Open(sealedSecret) is not { } secret
            || !signIn.Codes.Is(secret, form.Secret("code"), out var step)
        )
            throw Refusal.Malformed(NoCode);
        var codes = RecoveryCodes.Make();
        var (hashes, by) = (Hashes(person, codes), Doer.Of(Caller.Of(context).Key));
        await node.People.SignIns.SetSecondAsync(person.Id, sealedSecret, step, hashes, by);
        signIn.Console.Begin(context, person.Id, $"{Sessions.Of(context).Way}+code");
        await CodesPageAsync(context, codes);
    }

    private async Task EndAsync(HttpContext context, PageForm form, Person person)
    {
        await CheckCodeAsync(person, form);
        var way = Sessions.Of(context).Way;
        await node.People.SignIns.EndSecondAsync(person.Id, Doer.Of(Caller.Of(context).Key));
        signIn.Console.Begin(context, person.Id, way);
        await forms.LeadOn(
            context,
            PageActs.Own,
            Visits.LanguageOf(context)["You show no codes any more."]
        );
    }

    private async Task RenewAsync(HttpContext context, PageForm form, Person person)
    {
        await CheckCodeAsync(person, form);
        var (codes, by) = (RecoveryCodes.Make(), Doer.Of(Caller.Of(context).Key));
        await node.People.SignIns.SetRecoveryAsync(person.Id, Hashes(person, codes), by);
        await CodesPageAsync(context, codes);
    }

    private async Task CheckCodeAsync(Person person, PageForm form)
    {
        if (!await entry.IsCodeOfAsync(person.Id, form.Secret("code")))
            throw Refusal.Malformed(NoCode);
    }

    private Task CodesPageAsync(HttpContext context, string[] codes) =>
        Html.SendAsync<RecoveryPage>(
            context,
            (nameof(RecoveryPage.Frame), frames.Of(context)),
            (nameof(RecoveryPage.Codes), codes)
        );

    private static System.Collections.Immutable.ImmutableArray<string> Hashes(
        Person person,
        string[] codes
    ) => [.. codes.Select(code => RecoveryCodes.HashOf(person.Id, code))];
}
