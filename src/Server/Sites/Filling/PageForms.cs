using Evenhand.Core.Codes;
using Evenhand.Node.Refusals;
using Evenhand.Pages.Figures;
using Evenhand.Pages.Forms;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Filling;

/// <summary>
/// What every form of a site does: it is sealed for its session, it leads on to a page that says what was done, and where it is
/// refused the page comes back as it was filled in.
/// </summary>
internal sealed class PageForms(Sessions sessions, BodyReader bodies)
{
    /// <summary>Reads the form of a request.</summary>
    public Task<PageForm> ReadAsync(HttpContext context) =>
        PageForm.ReadAsync(context, bodies, sessions);

    /// <summary>What the forms of a page are made with.</summary>
    /// <param name="context">The request for the page.</param>
    /// <param name="refused">The form that was refused just now.</param>
    public FormSeed Seed(HttpContext context, RefusedForm? refused = null) =>
        new(sessions.FormToken(context), Guid.NewGuid().ToString("N"))
        {
            Said = sessions.TakeSaid(context),
            Refused = refused,
        };

    /// <summary>Leads on to a page that says what was done.</summary>
    public Task LeadOn(HttpContext context, string to, string said)
    {
        sessions.Say(context, said);
        Html.Lead(context, to);
        return Task.CompletedTask;
    }

    /// <summary>Ends the session.</summary>
    /// <param name="context">The request.</param>
    /// <param name="back">How one comes back, in words.</param>
    /// <param name="keep">Keeps that it ended; null where a start may forget it.</param>
    public async Task SignOutAsync(
        HttpContext context,
        string back,
        Func<PageSession, Task>? keep = null
    )
    {
        await ReadAsync(context);
        if (keep is not null)
            await keep(Sessions.Of(context));
        sessions.End(context);
        await Html.SendAsync<Pages.Drawing.SignedOutPage>(
            context,
            (nameof(Pages.Drawing.SignedOutPage.Back), back)
        );
    }

    /// <summary>Maps a form: what it is for is done, and where that is refused its page is shown again.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="at">Where it is sent to.</param>
    /// <param name="reader">Who reads why it is refused.</param>
    /// <param name="act">Does what it is for; where that leads on to, and what is said there.</param>
    /// <param name="again">Sends the page of the form.</param>
    public void Map(
        IEndpointRouteBuilder routes,
        string at,
        Func<HttpContext, Reader> reader,
        Func<HttpContext, PageForm, Task<(string To, string Said)>> act,
        Func<HttpContext, RefusedForm, Task> again
    ) =>
        Map(
            routes,
            at,
            reader,
            async (context, form) =>
            {
                var (to, said) = await act(context, form);
                await LeadOn(context, to, said);
            },
            (context, _, refused) => again(context, refused)
        );

    /// <summary>Maps a form that is answered by a page of its own, such as one that shows a secret this once.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="at">Where it is sent to.</param>
    /// <param name="reader">Who reads why it is refused.</param>
    /// <param name="act">Does what it is for, and answers.</param>
    /// <param name="again">Sends the page of the form, which may need what is never shown again.</param>
    public void Map(
        IEndpointRouteBuilder routes,
        string at,
        Func<HttpContext, Reader> reader,
        Func<HttpContext, PageForm, Task> act,
        Func<HttpContext, PageForm, RefusedForm, Task> again
    )
    {
        async Task DoAsync(HttpContext context)
        {
            var form = await ReadAsync(context);
            try
            {
                await act(context, form);
            }
            catch (RequestException refused)
            {
                await again(context, form, Refuse(context, form, refused, reader(context)));
            }
        }
        routes.MapPost(at, DoAsync).ExcludeFromDescription();
    }

    /// <summary>Answers that a form was refused; its page follows.</summary>
    private static RefusedForm Refuse(
        HttpContext context,
        PageForm form,
        RequestException refused,
        Reader reader
    )
    {
        context.Response.StatusCode = refused.Code.Row().Status ?? StatusCodes.Status400BadRequest;
        return new(
            PageAddress.Of(context),
            form.Text("id"),
            SpokenRefusals.Of(refused, reader),
            form.Values
        );
    }

    /// <summary>Half a sentence with its capital, without a full stop.</summary>
    public static string Sentence(string words) =>
        words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..].TrimEnd('.');
}
