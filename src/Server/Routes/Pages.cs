using Evenhand.Wire;
using Told = Evenhand.Node.Views;

namespace Evenhand.Server.Routes;

/// <summary>Pages of lists on the wire.</summary>
internal static class Pages
{
    /// <summary>A page of the node's.</summary>
    public static Page<TView> Of<T, TView>(Told.Page<T> page, Func<T, TView> view) =>
        new() { Items = [.. page.Items.Select(view)], Next = page.Next };

    /// <summary>A list that is short enough to come whole.</summary>
    public static Page<TView> Whole<T, TView>(IEnumerable<T> items, Func<T, TView> view) =>
        new() { Items = [.. items.Select(view)] };
}
