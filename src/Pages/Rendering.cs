using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Evenhand.Pages;

/// <summary>Makes HTML of a component: once, whole, with nothing that goes on living.</summary>
public static class Rendering
{
    /// <summary>The HTML of a page.</summary>
    /// <typeparam name="TPage">The page.</typeparam>
    /// <param name="parameters">What it shows, by the names of its parameters.</param>
    public static async Task<string> HtmlOf<TPage>(params (string Name, object? Value)[] parameters)
        where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(Nobody.Instance, NullLoggerFactory.Instance);
        var given = ParameterView.FromDictionary(
            parameters.ToDictionary(each => each.Name, each => each.Value)
        );
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TPage>(given)).ToHtmlString()
        );
    }

    /// <summary>Pages are given what they show; there is nobody to be asked.</summary>
    private sealed class Nobody : IServiceProvider
    {
        public static readonly Nobody Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
