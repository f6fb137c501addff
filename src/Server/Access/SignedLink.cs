using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Evenhand.Core.Time;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Evenhand.Server.Access;

/// <summary>
/// A text for an address that says for which account, until when and for what it opens; nobody else can make one. It is
/// known by its seal and kept nowhere.
/// </summary>
/// <param name="seal">The seal of what the links open.</param>
internal sealed class SignedLink(IDataProtector seal)
{
    /// <summary>Makes one.</summary>
    /// <param name="account">The account.</param>
    /// <param name="until">The first instant at which it opens nothing any more.</param>
    /// <param name="what">The thing that it opens; empty for the account as a whole.</param>
    public string Make(string account, Moment until, string what = "")
    {
        var text = Encoding.UTF8.GetBytes($"{account}\0{what}");
        var all = new byte[sizeof(long) + text.Length];
        BinaryPrimitives.WriteInt64BigEndian(all, until.Ticks);
        text.CopyTo(all, sizeof(long));
        return WebEncoders.Base64UrlEncode(seal.Protect(all));
    }

    /// <summary>Reads one that is still good.</summary>
    public bool TryRead(
        string? link,
        Moment now,
        [NotNullWhen(true)] out string? account,
        [NotNullWhen(true)] out string? what
    )
    {
        (account, what) = (null, null);
        if (
            link is null or { Length: > 2048 }
            || Opened(link) is not { Length: > sizeof(long) } all
        )
            return false;
        if (now.Ticks >= BinaryPrimitives.ReadInt64BigEndian(all))
            return false;
        var parts = Encoding.UTF8.GetString(all.AsSpan(sizeof(long))).Split('\0');
        (account, what) = (parts[0], parts[1]);
        return true;
    }

    private byte[]? Opened(string link)
    {
        try
        {
            return seal.Unprotect(WebEncoders.Base64UrlDecode(link));
        }
        // Whoever sends what is no link of ours learns no more than that.
        catch (Exception error) when (error is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
