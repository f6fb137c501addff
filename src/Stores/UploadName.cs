using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Evenhand.Stores;

/// <summary>
/// The name of an upload in parts: a hash of whose it is and of what, so that the sender finds it again without being told, and no
/// name that anybody chose becomes a path.
/// </summary>
public readonly record struct UploadName
{
    private readonly string? digits;

    private UploadName(string digits) => this.digits = digits;

    /// <summary>The name of the upload of a thing.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="thing">Its name there.</param>
    public static UploadName Of(string owner, string thing)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var first = Encoding.UTF8.GetBytes(owner);
        Span<byte> length = stackalloc byte[sizeof(int)];
        // Else two owners could share a name: "a" of "bc", and "ab" of "c".
        BinaryPrimitives.WriteInt32LittleEndian(length, first.Length);
        hash.AppendData(length);
        hash.AppendData(first);
        hash.AppendData(Encoding.UTF8.GetBytes(thing));
        return new UploadName(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <inheritdoc/>
    public override string ToString() =>
        digits ?? throw new InvalidOperationException("an upload has a name");
}
