using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Evenhand.Core.Effects;

/// <summary>
/// Names what was said so that it has the same name whenever it is said again: by clause, kind and cycle, and by how
/// many of these there were before in that cycle. The instant takes no part, for a fold done anew may say it at another.
/// </summary>
public static class SayingId
{
    private const int Bytes = 12;

    /// <summary>The id, 24 hexadecimal digits; of no use to find the parts again, so that none leaks into an address.</summary>
    /// <param name="account">The account.</param>
    /// <param name="clause">The slug of the clause; of a statement the policy.</param>
    /// <param name="kind">What kind of notice; a case, with whose it is; a statement.</param>
    /// <param name="cycle">The first tick of the cycle.</param>
    /// <param name="ordinal">The how-manieth of them in the cycle, from 1.</param>
    public static string Of(string account, string clause, string kind, long cycle, int ordinal)
    {
        var parts = string.Create(
            CultureInfo.InvariantCulture,
            $"{account}\n{clause}\n{kind}\n{cycle}\n{ordinal}"
        );
        return Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(parts)).AsSpan(0, Bytes)
        );
    }

    /// <summary>The kind of a case: whose it is takes part, where a limit goes by a key.</summary>
    public static string KindOfCase(string? whose) => whose is null ? "case" : $"case of {whose}";
}
