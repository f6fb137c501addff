using System.Security.Cryptography;

namespace Evenhand.Node.Gate;

/// <summary>
/// Ids that nobody has had and nobody guesses. The bytes come from the system's generator, those of many ids at a time: to
/// call it costs as much as to decide an ask. Safe to use from many threads.
/// </summary>
internal static class FreshIds
{
    private const int Size = 12;
    private const int AtOnce = 64;

    [ThreadStatic]
    private static byte[]? fetched;

    [ThreadStatic]
    private static int left;

    /// <summary>Another id: 96 random bits in hexadecimal digits.</summary>
    public static string Next()
    {
        var bytes = fetched ??= new byte[AtOnce * Size];
        if (left == 0)
        {
            RandomNumberGenerator.Fill(bytes);
            left = AtOnce;
        }
        var own = bytes.AsSpan(--left * Size, Size);
        var id = Convert.ToHexStringLower(own);
        own.Clear();
        return id;
    }
}
