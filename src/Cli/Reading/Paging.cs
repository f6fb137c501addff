using Evenhand.Wire;

namespace Evenhand.Cli.Reading;

/// <summary>Lists that come in pages, as one.</summary>
internal static class Paging
{
    /// <summary>All items, page after page.</summary>
    public static async IAsyncEnumerable<T> AllAsync<T>(Func<string?, Task<Page<T>>> read)
    {
        string? after = null;
        do
        {
            var page = await read(after);
            foreach (var item in page.Items)
                yield return item;
            after = page.Next;
        } while (after is not null);
    }
}
