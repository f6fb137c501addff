using Evenhand.Languages;
using Evenhand.Server.Access;
using Evenhand.Server.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Speaking;

/// <summary>Where a language is chosen, for all pages of this browser.</summary>
internal static class LanguageRoutes
{
    /// <summary>The pattern; the query's <c>return</c> is the page that follows.</summary>
    public const string Pattern = "/language/{tag}";

    private static readonly TimeSpan Lasting = TimeSpan.FromDays(365);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Pattern, (RequestDelegate)ChooseAsync).ExcludeFromDescription();

    private static Task ChooseAsync(HttpContext context)
    {
        var language =
            Language.Find(Html.Value(context, "tag")) ?? throw Refusal.Missing("language");
        var options = Sessions.Options(context, "/");
        options.MaxAge = Lasting;
        // It says nothing of whoever looks, and a page that a link of a mail opens is to be read in it too.
        options.SameSite = SameSiteMode.Lax;
        context.Response.Cookies.Append(Visits.Cookie, language.Tag, options);
        Html.Lead(context, ReturnAddress.OfPages(context.Request.Query["return"]));
        return Task.CompletedTask;
    }
}
