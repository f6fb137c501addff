using System.Collections.Immutable;
using Evenhand.Languages;

namespace Evenhand.Pages;

/// <summary>Somebody who looks at a page.</summary>
/// <param name="Say">The language of the page.</param>
/// <param name="At">The address of the page from the server's root, to come back to.</param>
/// <param name="Others">The languages that the page can be had in besides.</param>
public sealed record Visit(Language Say, string At, ImmutableArray<Language> Others)
{
    /// <summary>Where a language is chosen; this page follows.</summary>
    /// <param name="language">The language.</param>
    public string AddressOf(Language language) =>
        $"/language/{language.Tag}?return={Uri.EscapeDataString(At)}";
}
