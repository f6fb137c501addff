using Evenhand.Core.Codes;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.People;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Pages.Drawing;
using Evenhand.Pages.Figures;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Evenhand.Server.Sites.SigningIn;

/// <summary>
/// Signing in at a provider: whoever is linked to it comes in, and whoever has the one person's address that the provider verified is
/// linked. Whoever is signed in links itself to whatever it is called there.
/// </summary>
internal sealed partial class OpenIdRoutes(
    EvenhandNode node,
    SignIn signIn,
    SignInRoutes door,
    OwnRoutes own,
    PageForms forms,
    ILogger log
)
{
    private const string At = PageActs.Own + "/openid";
    private const string Return = "return";
    private const string Person = "person";
    private const string Stamp = "stamp";

    private static readonly string Failed = Language.Key(
        "The provider did not say who you are, or too much time passed. Try again, or sign in here."
    );

    private static readonly string Away = Language.Key(
        "The provider cannot be reached just now. Try again, or sign in here."
    );

    private static readonly string Nobody = Language.Key(
        "Nobody here goes with what the provider says of you: an administrator gives your person the address that it has verified, or makes a link by which you sign in and link yourself."
    );

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(OpenIdProvider.Page, LeaveAsync).ExcludeFromDescription();
        routes.MapGet(OpenIdProvider.Back, ComeBackAsync).ExcludeFromDescription();
        forms.Map(
            routes,
            At,
            Visits.ReaderOf,
            LinkAsync,
            (context, _, refused) => own.PageAsync(context, refused)
        );
        routes.MapPost(At + "/end", EndAsync).ExcludeFromDescription();
    }

    private async Task LeaveAsync(HttpContext context)
    {
        var back = ReturnAddress.Of(context.Request.Query["return"]);
        var trip = new Dictionary<string, string?> { [Return] = back };
        if (await Provider.LeaveAsync(context, trip) is not { } to)
        {
            await RefuseAsync(context, Away);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = to;
        context.Response.Headers.CacheControl = "no-store";
    }

    private async Task ComeBackAsync(HttpContext context)
    {
        var answer = await Provider.AnswerAsync(context);
        if (answer.Subject is not { } subject)
        {
            TellFailed(log, answer.Why);
            await RefuseAsync(context, Failed);
        }
        else if (answer.Known(Person) is { } person)
            await FinishLinkAsync(context, person, answer.Known(Stamp), subject);
        else if (await FoundAsync(subject) is { } found)
        {
            var back = ReturnAddress.Of(answer.Known(Return));
            await door.GoOnAsync(context, found, "openid", back, isForeign: true);
        }
        else
        {
            TellNobody(log, subject.Issuer, subject.Subject);
            await RefuseAsync(context, Nobody);
        }
    }

    private Task RefuseAsync(HttpContext context, string why)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return door.PageAsync(context, why);
    }

    /// <summary>Who is linked to it, or is linked now since it alone has the address.</summary>
    private async Task<Person?> FoundAsync(ProviderSubject subject)
    {
        var (book, name) = (
            node.People.SignIns,
            new LinkedSubject(subject.Issuer, subject.Subject)
        );
        if (book.LinkedTo(name) is { } linked)
            return node.FindPerson(linked);
        return
            subject.Email is { } email
            && node.People.ByEmail(email) is { } person
            && await book.LinkSubjectAsync(person.Id, name)
            ? person
            : null;
    }

    /// <summary>Whoever is signed in goes to the provider, to be known by what it is called there.</summary>
    private async Task LinkAsync(HttpContext context, PageForm form)
    {
        var person = own.PersonOf(context);
        await own.CheckOldAsync(context, person, form);
        var trip = new Dictionary<string, string?>
        {
            [Person] = person.Id,
            [Stamp] = signIn.StampOf(person.Id),
        };
        // By a page: a form must lead nowhere but here (form-action).
        var to =
            await Provider.LeaveAsync(context, trip)
            ?? throw new RequestException(Code.Overloaded, Away);
        await Html.SendAsync<LeavingPage>(
            context,
            (nameof(LeavingPage.To), to),
            (nameof(LeavingPage.Name), Provider.Name)
        );
    }

    private async Task FinishLinkAsync(
        HttpContext context,
        string person,
        string? stamp,
        ProviderSubject subject
    )
    {
        if (
            stamp != signIn.StampOf(person)
            || node.FindPerson(person) is null
            || !await node.People.SignIns.LinkSubjectAsync(
                person,
                new(subject.Issuer, subject.Subject)
            )
        )
        {
            await RefuseAsync(
                context,
                Language.Key(
                    "You are not linked: somebody is already, or you signed out meanwhile."
                )
            );
            return;
        }
        await Html.SendAsync<OpenedPage>(context, (nameof(OpenedPage.On), PageActs.Own));
    }

    private async Task EndAsync(HttpContext context)
    {
        await forms.ReadAsync(context);
        var person = own.PersonOf(context);
        await node.People.SignIns.UnlinkSubjectAsync(person.Id, Doer.Of(Caller.Of(context).Key));
        await forms.LeadOn(
            context,
            PageActs.Own,
            Visits.LanguageOf(context)["You are not linked any more."]
        );
    }

    /// <exception cref="RequestException">There is none.</exception>
    private OpenIdProvider Provider => signIn.Provider ?? throw Refusal.Missing("provider");

    [LoggerMessage(
        EventId = 5,
        Level = LogLevel.Warning,
        Message = "Somebody came back from the provider, which did not say who it is: {Why}"
    )]
    private static partial void TellFailed(ILogger log, string? why);

    [LoggerMessage(
        EventId = 6,
        Level = LogLevel.Information,
        Message = "Nobody goes with the subject {Subject} of {Issuer}: it has no verified address that one person alone has"
    )]
    private static partial void TellNobody(ILogger log, string issuer, string subject);
}
