using System.Security.Cryptography;

namespace Evenhand.Node.Stored;

/// <summary>A statement of reasons in its three forms, byte for byte as it was made.</summary>
/// <param name="Json">As JSON, which names the hashes of the other two.</param>
/// <param name="Text">As plain text.</param>
/// <param name="Html">As a page.</param>
public sealed record KeptReasons(
    ReadOnlyMemory<byte> Json,
    ReadOnlyMemory<byte> Text,
    ReadOnlyMemory<byte> Html
)
{
    /// <summary>SHA-256 of its JSON, hexadecimal: the hash by which the statement goes.</summary>
    public string Sha256 { get; } = Hash(Json);

    /// <summary>SHA-256 of a form, hexadecimal.</summary>
    public static string Hash(ReadOnlyMemory<byte> form) =>
        Convert.ToHexStringLower(SHA256.HashData(form.Span));
}
