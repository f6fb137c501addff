using Evenhand.Core.Codes;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Pages.Console;
using Evenhand.Pages.Drawing;
using Evenhand.Server.Access;
using Evenhand.Server.Limits;
using Evenhand.Server.Sites.Filling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.SigningIn;

/// <summary>The pages before the console: a name and a password, or a link that opens once.</summary>
internal sealed class SignInRoutes(EvenhandNode node, SignIn signIn, Entry entry, BodyReader bodies)
{
    private const int MostBytes = 1 << 14;

    private static readonly string Wrong = Language.Key(
        "Name and password do not fit together, or too many attempts failed. After a quarter of an hour you can try again; an administrator can make you a link at once."
    );

    private static readonly string WrongCode = Language.Key(
        "That is no code that is good now, or too many were none. A code is good once, for half a minute; after a quarter of an hour you can try again."
    );

    private static readonly string Late = Language.Key(
        "Too much time passed before the second step: begin again."
    );

    private static readonly string Over = Language.Key(
        "the link opens nothing, or not any more: an administrator makes a fresh one"
    );

    private Doorway Door => signIn.Door;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(SignIn.Page, context => PageAsync(context)).ExcludeFromDescription();
        routes.MapPost(SignIn.Page, SignInAsync).ExcludeFromDescription();
        routes.MapPost(SignIn.CodePage, ShowCodeAsync).ExcludeFromDescription();
        routes.MapGet(PersonLinks.Page, LinkAsync).ExcludeFromDescription();
        routes.MapPost(PersonLinks.Page, OpenAsync).ExcludeFromDescription();
    }

    /// <summary>Sends the page of the sign-in.</summary>
    public Task PageAsync(
        HttpContext context,
        string? refused = null,
        string name = "",
        string? back = null
    ) =>
        Html.SendAsync<SignInPage>(
            context,
            (nameof(SignInPage.Form), Door.FormToken(context)),
            (nameof(SignInPage.Back), ReturnAddress.Of(back ?? context.Request.Query["return"])),
            (nameof(SignInPage.Name), name),
            (nameof(SignInPage.Refused), refused),
            (nameof(SignInPage.Provider), signIn.Provider?.Name)
        );

    private async Task SignInAsync(HttpContext context)
    {
        var form = await ReadAsync(context);
        var (name, back) = (form.Text("name"), ReturnAddress.Of(form.Text("return")));
        var from = context.Connection.RemoteIpAddress;
        if (await entry.ByPasswordAsync(name, form.Secret("password"), from) is not { } person)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await PageAsync(context, Wrong, name, back);
            return;
        }
        await GoOnAsync(context, person, "password", back);
    }

    /// <summary>Whoever showed who it is comes in, or shows a second factor first.</summary>
    /// <param name="context">The request.</param>
    /// <param name="person">Who it is.</param>
    /// <param name="way">How it showed that.</param>
    /// <param name="back">Where it leads on to.</param>
    /// <param name="isForeign">Whether another site led here: a browser would not send a cookie along with a redirect then.</param>
    public async Task GoOnAsync(
        HttpContext context,
        Person person,
        string way,
        string back,
        bool isForeign = false
    )
    {
        if (node.People.SignIns.Of(person.Id).Second is not null)
        {
            var half = Door.HalfOf(context, person.Id, way, signIn.StampOf(person.Id));
            await CodePageAsync(context, half, back);
            return;
        }
        await entry.BeginAsync(context, person.Id, way);
        if (isForeign)
            await Html.SendAsync<OpenedPage>(context, (nameof(OpenedPage.On), back));
        else
            Html.Lead(context, back);
    }

    private Task CodePageAsync(
        HttpContext context,
        string half,
        string back,
        string? refused = null
    ) =>
        Html.SendAsync<CodePage>(
            context,
            (nameof(CodePage.Form), Door.FormToken(context)),
            (nameof(CodePage.Half), half),
            (nameof(CodePage.Back), back),
            (nameof(CodePage.Refused), refused)
        );

    private async Task ShowCodeAsync(HttpContext context)
    {
        var form = await ReadAsync(context);
        var (half, back) = (form.Text("half"), ReturnAddress.Of(form.Text("return")));
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        if (
            !Door.TryReadHalf(context, half, out var person, out var way, out var stamp)
            || stamp != signIn.StampOf(person)
            || node.FindPerson(person) is null
        )
            await PageAsync(context, Late, back: back);
        else if (!await entry.IsCodeOfAsync(person, form.Secret("code")))
            await CodePageAsync(context, half, back, WrongCode);
        else
        {
            await entry.BeginAsync(context, person, $"{way}+code");
            Html.Lead(context, back);
        }
    }

    /// <summary>Looking at a link uses nothing up: programs that read messages do that, too.</summary>
    private Task LinkAsync(HttpContext context)
    {
        var link = context.Request.Query["link"].ToString();
        if (!signIn.Links.TryRead(link, out var id, out _) || node.FindPerson(id) is not { } person)
            throw new RequestException(Code.NotFound, Over);
        return Html.SendAsync<LinkPage>(
            context,
            (nameof(LinkPage.Form), Door.FormToken(context)),
            (nameof(LinkPage.Link), link),
            (nameof(LinkPage.Person), person.Name)
        );
    }

    private async Task OpenAsync(HttpContext context)
    {
        var form = await ReadAsync(context);
        if (
            !signIn.Links.TryRead(form.Text("link"), out var person, out var id)
            || node.FindPerson(person) is not { } found
            || !await node.People.SignIns.UseLinkAsync(person, id)
        )
            throw new RequestException(Code.NotFound, Over);
        var isNew = node.People.SignIns.Of(person).Password is null;
        await GoOnAsync(context, found, "link", isNew ? PageActs.Own : ReturnAddress.Home);
    }

    /// <summary>Reads a form of this browser's visit.</summary>
    public async Task<PageForm> ReadAsync(HttpContext context)
    {
        var form = await PageForm.ReadOpenAsync(context, bodies, MostBytes);
        return Door.IsFormToken(context, form.Text("form"))
            ? form
            : throw new RequestException(
                Code.Role,
                Language.Key(
                    "this form was not made for this browser, or lay open for too long: load the page anew and send it from there"
                )
            );
    }
}
