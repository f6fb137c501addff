using Evenhand.Channels.Mail;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Pages.Setup;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites.Console;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Evenhand.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Setup;

/// <summary>The operators' endpoints, set, tried and given new secrets by forms of the page of setup; and a mail to try the next hop.</summary>
internal sealed class ChannelPages(
    EvenhandNode node,
    Endpoints endpoints,
    SetupPages setup,
    ConsoleFrames frames,
    PageForms forms
)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        const string all = PageActs.SetupEndpoints;
        Tell(routes, all, AddAsync);
        Tell(routes, all + "/{id}/rotate", RotateAsync);
        On(routes, all + "/{id}", SetAsync);
        On(routes, all + "/{id}/end", EndAsync);
        On(routes, all + "/{id}/test", (context, _) => TestAsync(context));
        On(routes, PageActs.SetupMail, MailAsync);
    }

    private void On(
        IEndpointRouteBuilder routes,
        string at,
        Func<HttpContext, PageForm, Task<string>> act
    ) =>
        forms.Map(
            routes,
            at,
            setup.Reader,
            async (context, form) => (SetupPages.At + "#channels", await act(context, form)),
            setup.PageAsync
        );

    /// <summary>The text of a secret is on the page that answers and nowhere else.</summary>
    private void Tell(
        IEndpointRouteBuilder routes,
        string at,
        Func<HttpContext, PageForm, Task<string>> make
    ) =>
        forms.Map(
            routes,
            at,
            setup.Reader,
            async (context, form) =>
            {
                var secret = await make(context, form);
                await Html.SendAsync<SecretPage>(
                    context,
                    (nameof(SecretPage.Frame), frames.Of(context)),
                    (nameof(SecretPage.Secret), secret)
                );
            },
            (context, _, refused) => setup.PageAsync(context, refused)
        );

    private async Task<string> AddAsync(HttpContext context, PageForm form) =>
        (await endpoints.AddAsync(null, QuestionOf(form), DoerOf(context))).Secret;

    private Task<string> RotateAsync(HttpContext context, PageForm form) =>
        endpoints.RotateAsync(null, IdOf(context), DoerOf(context));

    private async Task<string> SetAsync(HttpContext context, PageForm form)
    {
        await endpoints.SetAsync(null, IdOf(context), QuestionOf(form), DoerOf(context));
        return Visits.LanguageOf(context)[
            "The endpoint is set. One that was disabled is tried again."
        ];
    }

    private async Task<string> EndAsync(HttpContext context, PageForm form)
    {
        _ = form.Id;
        await endpoints.EndAsync(null, IdOf(context), DoerOf(context));
        return Visits.LanguageOf(context)["Nothing goes to that endpoint any more."];
    }

    private async Task<string> TestAsync(HttpContext context) =>
        TestWords.Of(await endpoints.TestAsync(null, IdOf(context)), Visits.LanguageOf(context));

    private async Task<string> MailAsync(HttpContext context, PageForm form)
    {
        var address = form.Text("address");
        if (!MailChannel.IsAddress(address))
            throw Refusal.Malformed(Language.Key("an address is one such as ada@example.com"));
        return TestWords.Of(
            await ChannelTest.MailAsync(
                node.Deliveries,
                new Target("test", MailChannel.Name, address)
            ),
            Visits.LanguageOf(context)
        );
    }

    private static WebhookQuestion QuestionOf(PageForm form) =>
        new()
        {
            Url = form.Text("url"),
            Name = form.Text("name"),
            Kinds =
            [
                .. form.Text("kinds")
                    .Split(
                        [',', ' '],
                        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                    ),
            ],
        };

    private static string IdOf(HttpContext context) => Html.Value(context, "id");

    private static Doer DoerOf(HttpContext context) => Doer.Of(Caller.Of(context).Key);
}
