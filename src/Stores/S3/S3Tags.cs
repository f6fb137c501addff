using System.Globalization;
using Evenhand.Stores.Buckets;

namespace Evenhand.Stores.S3;

/// <summary>
/// The tags of things, as checksums: of what was put at once a tag is its MD5, of what came in parts the MD5 of theirs, one after the other, and how many
/// there are (Amazon S3's user guide, "Checking object integrity"). Where the provider encrypts with keys of somebody's, a tag says nothing.
/// </summary>
internal static class S3Tags
{
    /// <summary>Whether a tag says that a thing came whole.</summary>
    public static Placed Says(string tag, byte[] md5) => Is(tag, Convert.ToHexStringLower(md5));

    /// <summary>Whether a tag says that a thing came whole, of the MD5 of its parts.</summary>
    public static Placed Says(string tag, IReadOnlyCollection<byte[]> parts) =>
        Is(
            tag,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Convert.ToHexStringLower(PartBytes.Md5Of(parts.SelectMany(md5 => md5).ToArray()))}-{parts.Count}"
            )
        );

    private static Placed Is(string? tag, string expected) =>
        string.Equals(tag?.Trim('"'), expected, StringComparison.OrdinalIgnoreCase)
            ? Placed.Proved
            : Placed.Unproved;
}
