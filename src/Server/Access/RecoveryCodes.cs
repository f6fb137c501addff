using System.Security.Cryptography;
using System.Text;
using OtpNet;

namespace Evenhand.Server.Access;

/// <summary>
/// Codes for whoever lost the app that makes codes: 80 bits of chance each, so that a fast hash of one tells nothing (as of a key).
/// </summary>
internal static class RecoveryCodes
{
    /// <summary>How many a person gets.</summary>
    public const int Count = 10;

    /// <summary>Bytes of chance in each.</summary>
    private const int Bytes = 10;

    /// <summary>Signs between two hyphens.</summary>
    private const int Group = 4;

    /// <summary>Fresh ones, as people write them down: <c>k3vq-7xha-2mtc-wd5e</c>.</summary>
    public static string[] Make() =>
        [
            .. Enumerable
                .Range(0, Count)
                .Select(_ => Base32Encoding.ToString(RandomNumberGenerator.GetBytes(Bytes)))
                .Select(text =>
                    string.Join(
                        '-',
                        text.ToLowerInvariant().Chunk(Group).Select(part => new string(part))
                    )
                ),
        ];

    /// <summary>The hash of one, however it is typed.</summary>
    /// <param name="person">Whose it is: the hash of another's is another.</param>
    /// <param name="shown">What was typed.</param>
    public static string HashOf(string person, string shown)
    {
        var plain = shown.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant);
        var text = $"{person}\0{string.Concat(plain)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
