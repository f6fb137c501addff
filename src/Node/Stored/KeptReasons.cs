using System.Collections.Immutable;
using System.Security.Cryptography;
using Evenhand.Languages;

namespace Evenhand.Node.Stored;

/// <summary>A statement of reasons in its forms, byte for byte as it was made.</summary>
/// <param name="Json">As JSON, which names the hashes of all others.</param>
/// <param name="Text">As plain text, in English.</param>
/// <param name="Html">As a page, in English.</param>
public sealed record KeptReasons(
    ReadOnlyMemory<byte> Json,
    ReadOnlyMemory<byte> Text,
    ReadOnlyMemory<byte> Html
)
{
    /// <summary>The same in other languages; of what was made before there were such, none.</summary>
    public ImmutableArray<ReasonsTranslation> Others { get; init; } = [];

    /// <summary>SHA-256 of its JSON, hexadecimal: the hash by which the statement goes.</summary>
    public string Sha256 { get; } = Hash(Json);

    /// <summary>Text and page in a language; in English where it was not made in that.</summary>
    public ReasonsTranslation In(Language say) =>
        Others.FirstOrDefault(each => each.Language == say.Tag)
        ?? new ReasonsTranslation(Language.English.Tag, Text, Html);

    /// <summary>SHA-256 of a form, hexadecimal.</summary>
    public static string Hash(ReadOnlyMemory<byte> form) =>
        Convert.ToHexStringLower(SHA256.HashData(form.Span));
}
