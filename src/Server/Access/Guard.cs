using System.Diagnostics.CodeAnalysis;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Server.Limits;
using Evenhand.Server.Problems;
using Evenhand.Server.Sites;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Access;

/// <summary>Finds the key that somebody shows; null where it is none.</summary>
/// <param name="shown">What was shown.</param>
public delegate Key? KeyFinder(ReadOnlySpan<char> shown);

/// <summary>Finds the session in which a page is asked for, as the key that it stands for; null where there is none.</summary>
/// <param name="context">The request.</param>
/// <param name="pages">Whom the page is for.</param>
public delegate Key? SessionFinder(HttpContext context, PagesFor pages);

/// <summary>Lets a request pass to its route when its key may call it.</summary>
/// <param name="find">Finds keys.</param>
/// <param name="limits">What each key may have under way.</param>
/// <param name="wrong">Told of keys that are none.</param>
/// <param name="session">Finds the session of a page.</param>
/// <param name="lacksSecond">Whether somebody has yet to set a second factor, before anything else.</param>
public sealed class Guard(
    KeyFinder find,
    KeyLimits limits,
    WrongKeys wrong,
    SessionFinder session,
    Func<HttpContext, Key, bool> lacksSecond
)
{
    private const string Scheme = "Bearer ";

    /// <summary>Longer than any key of ours; what is longer is not looked at.</summary>
    private const int LongestKey = 512;

    private static readonly Key Anybody = new(
        "anybody",
        default,
        AccountId.None,
        "before the door",
        Moment.Earliest,
        Revoked: null
    );

    /// <summary>The middleware. It stands after routing.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var endpoint = context.GetEndpoint();
        // What is no route answers 404 or 405, and tells nothing.
        if (endpoint is not RouteEndpoint)
            return next(context);
        var access =
            endpoint.Metadata.GetMetadata<RouteAccess>()
            ?? throw new InvalidOperationException($"nobody has said who may call {endpoint}");
        if (access.IsPublic)
            return access.Method == HttpMethods.Post
                ? PassAnybodyAsync(context, access, next)
                : next(context);
        var key = access.Pages is { } pages ? session(context, pages) : KeyOf(context);
        if (key is null)
            return LeadToSignIn(context, access.Pages!.Value);
        if (!access.Admits(key.Roles))
            throw NoReach(key.Roles, access);
        if (
            access.Pages == PagesFor.Console
            && !PageActs.IsOwn(access)
            && lacksSecond(context, key)
        )
            return LeadToSecond(context);
        context.Features.Set(key);
        if (
            context.Request.RouteValues.TryGetValue("account", out var account)
            && !Caller.Of(context).MaySee((string)account!)
        )
            throw Refusal.NoAccount();
        return limits.PassAsync(context, Caller.Of(context), access.Door, next);
    }

    /// <summary>Whoever sends a form before the door shares with all others there what one key may have under way.</summary>
    private Task PassAnybodyAsync(HttpContext context, RouteAccess access, RequestDelegate next)
    {
        context.Features.Set(Anybody);
        return limits.PassAsync(context, Caller.Of(context), access.Door, next);
    }

    /// <summary>A page was asked for, and nobody is signed in: whoever looks at a page of the console may sign in.</summary>
    private static Task LeadToSignIn(HttpContext context, PagesFor pages)
    {
        var request = context.Request;
        if (
            pages != PagesFor.Console
            || !HttpMethods.IsGet(request.Method)
            || !Browsers.Asks(request)
        )
            throw NoSession(pages);
        Html.Lead(context, SignIn.AddressFor($"{request.Path}{request.QueryString}"));
        return Task.CompletedTask;
    }

    /// <summary>The role demands a second factor: its page comes before all others.</summary>
    private static Task LeadToSecond(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || !Browsers.Asks(context.Request))
            throw new RequestException(
                Code.Role,
                Language.Key("your role demands a second factor: set one at {0}, then go on"),
                PageActs.Second
            );
        Html.Lead(context, PageActs.Second);
        return Task.CompletedTask;
    }

    private static RequestException NoSession(PagesFor pages) =>
        new(
            Code.NoKey,
            pages switch
            {
                PagesFor.Portal => Language.Key(
                    "nobody is signed in here, or not any more: open this page from your provider's app, which makes a fresh link, or have one mailed at /portal/sign-in"
                ),
                PagesFor.Console => Language.Key(
                    "nobody is signed in here, or not any more: sign in at /console/sign-in"
                ),
                PagesFor.Embed => Language.Key(
                    "this is not to be seen here, or not any more: load the page around it anew"
                ),
                _ => Language.Key(
                    "the link opens no notice, or not any more: all that you were told lies in the portal, which your provider's app opens"
                ),
            }
        );

    private Key KeyOf(HttpContext context)
    {
        if (!TryRead(context.Request, out var shown))
            throw new RequestException(Code.NoKey, "a key is needed: Authorization: Bearer KEY");
        if (find(shown) is { } key)
            return key;
        wrong.Note(context);
        throw new RequestException(Code.KeyRefused, "the key is not known, or was revoked");
    }

    /// <summary>The key of the one field in which it may stand.</summary>
    private static bool TryRead(HttpRequest request, [NotNullWhen(true)] out string? shown)
    {
        shown = null;
        if (request.Headers.Authorization is not [{ } field])
            return false;
        if (!field.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        shown = field[Scheme.Length..].Trim();
        return shown.Length is > 0 and <= LongestKey;
    }

    private static RequestException NoReach(RoleSet roles, RouteAccess access) =>
        new(
            Code.Role,
            roles.All.Length == 1
                ? Language.Key("a key of the role {0} does not reach this, which is for {1}")
                : Language.Key("a key of the roles {0} does not reach this, which is for {1}"),
            roles,
            RoleSet.Of(access.Roles)
        );
}
