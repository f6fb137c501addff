using Evenhand.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Evenhand.Pages;

/// <summary>Makes HTML of a component: once, whole, with nothing that goes on living.</summary>
public static class Rendering
{
    /// <summary>The HTML of a page.</summary>
    /// <typeparam name="TPage">The page.</typeparam>
    /// <param name="visit">Who looks.</param>
    /// <param name="parameters">What it shows, by the names of its parameters.</param>
    public static async Task<string> HtmlOf<TPage>(
        Visit visit,
        params (string Name, object? Value)[] parameters
    )
        where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(new Given(visit), NullLoggerFactory.Instance);
        var given = ParameterView.FromDictionary(
            parameters.ToDictionary(each => each.Name, each => each.Value)
        );
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TPage>(given)).ToHtmlString()
        );
    }

    /// <summary>Pages are given what they show; all that they may ask for is who looks, and in which language.</summary>
    private sealed class Given(Visit visit) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(Visit) ? visit
            : serviceType == typeof(Language) ? visit.Say
            : null;
    }
}
