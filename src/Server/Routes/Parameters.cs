using System.Collections.Concurrent;
using System.Reflection;
using Evenhand.Core.Codes;
using Evenhand.Node.Refusals;
using Evenhand.Notation;
using Evenhand.Server.Description;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>
/// Refuses query parameters that a route does not take: a filter that is passed over shows what was not asked for. What a
/// route takes is what its method takes, or what it says that it takes.
/// </summary>
internal sealed class Parameters
{
    private const string Ours = "/v1/";

    private readonly ConcurrentDictionary<Endpoint, string[]> taken = new();

    /// <summary>The middleware. It stands after the guard.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (
            context.Request.QueryString.HasValue
            && context.GetEndpoint() is RouteEndpoint route
            && route.RoutePattern.RawText!.StartsWith(Ours, StringComparison.Ordinal)
        )
            Check(context.Request.Query, taken.GetOrAdd(route, _ => Of(route)));
        return next(context);
    }

    private static void Check(IQueryCollection query, string[] names)
    {
        foreach (var name in query.Keys)
            if (!names.Contains(name, StringComparer.Ordinal))
                throw new RequestException(
                    Code.UnknownParameter,
                    $"there is no query parameter {Short(name)} here; "
                        + (names.Length == 0 ? "none is taken" : string.Join(", ", names) + " are")
                )
                {
                    DidYouMean = Nearest.To(name, names),
                };
    }

    private static string[] Of(RouteEndpoint route)
    {
        var inPath = route.RoutePattern.Parameters.Select(parameter => parameter.Name).ToHashSet();
        return
        [
            .. route
                .Metadata.OfType<MethodInfo>()
                .Take(1)
                .SelectMany(method => method.GetParameters())
                .Where(parameter => IsText(parameter.ParameterType))
                .Select(parameter => parameter.Name!)
                .Where(name => !inPath.Contains(name))
                .Concat(route.Metadata.OfType<TakenQuery>().Select(query => query.Name)),
        ];
    }

    private static bool IsText(Type type) => type == typeof(string);

    private static string Short(string name) => name.Length <= 64 ? name : name[..64] + "…";
}
