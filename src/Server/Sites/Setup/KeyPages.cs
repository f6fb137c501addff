using Evenhand.Languages;
using Evenhand.Pages.Setup;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites.Console;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Sites.Speaking;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Setup;

/// <summary>Keys of programs, made and revoked by forms of the page of setup, as the routes do it.</summary>
internal sealed class KeyPages(
    KeyRoutes keys,
    SetupPages setup,
    ConsoleFrames frames,
    PageForms forms
)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        forms.Map(
            routes,
            PageActs.SetupKeys,
            setup.Reader,
            MakeAsync,
            (context, _, refused) => setup.PageAsync(context, refused)
        );
        forms.Map(
            routes,
            PageActs.SetupKeys + "/{key}/revoke",
            setup.Reader,
            (context, _) => RevokeAsync(context),
            setup.PageAsync
        );
    }

    /// <summary>The text is on the page that answers and nowhere else.</summary>
    private async Task MakeAsync(HttpContext context, PageForm form)
    {
        var (key, text) = await keys.MakeAsync(
            QuestionOf(form, Visits.LanguageOf(context)),
            context
        );
        await Html.SendAsync<KeyPage>(
            context,
            (nameof(KeyPage.Frame), frames.Of(context)),
            (nameof(KeyPage.Name), key.Name.Length > 0 ? key.Name : key.Id),
            (nameof(KeyPage.Text), text)
        );
    }

    private async Task<(string To, string Said)> RevokeAsync(HttpContext context)
    {
        await keys.EndAsync(Html.Value(context, "key"), context);
        return (SetupPages.At, Visits.LanguageOf(context)["The key opens nothing any more."]);
    }

    private static KeyQuestion QuestionOf(PageForm form, Language say) =>
        new()
        {
            Name = form.Text("name"),
            Account = form.Text("account") is { Length: > 0 } account ? account : null,
            Roles =
            [
                .. form.All("role")
                    .Select(word =>
                        Enum.TryParse<KeyRole>(word, ignoreCase: true, out var role)
                            ? role
                            : throw Refusal.Malformed(say["there is no role {0}", word])
                    ),
            ],
        };
}
