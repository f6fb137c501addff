using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;
using Microsoft.AspNetCore.DataProtection;

namespace Evenhand.Channels.Webhooks;

/// <summary>The secrets of endpoints: made, sealed for the ledger, replaced, and signed with.</summary>
/// <param name="seal">What only this server can open.</param>
public sealed class WebhookSecrets(IDataProtector seal)
{
    /// <summary>How long the old secret signs too after it was replaced.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    private const string Mark = "whsec_";
    private const int Bytes = 24;

    /// <summary>Gives an endpoint its first secret, or a new one beside the one that it has.</summary>
    /// <param name="target">The endpoint.</param>
    /// <param name="now">The present.</param>
    /// <returns>The endpoint with the secret sealed, and its text, which is shown this once.</returns>
    public (Target Target, string Text) Renew(Target target, Moment now)
    {
        var text = Mark + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));
        var secrets = target.Secrets.Take(1).Prepend(seal.Protect(text));
        return (
            target with
            {
                Secrets = [.. secrets],
                Until = target.Secrets.IsEmpty ? null : now + Overlap,
            },
            text
        );
    }

    /// <summary>The signatures of a message, one for each secret that is good.</summary>
    /// <exception cref="CryptographicException">A secret was sealed by keys that are lost.</exception>
    public string Sign(Target target, string id, long timestamp, string body, Moment now)
    {
        var good = target.Until is { } until && now < until ? 2 : 1;
        var signatures = target
            .Secrets.Take(good)
            .Select(secret => "v1," + Signature(seal.Unprotect(secret), id, timestamp, body));
        return string.Join(' ', signatures);
    }

    /// <summary>The signature of a message by one secret, without its version.</summary>
    public static string Signature(string secret, string id, long timestamp, string body)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.{body}");
        return Convert.ToBase64String(
            HMACSHA256.HashData(
                Convert.FromBase64String(secret[Mark.Length..]),
                Encoding.UTF8.GetBytes(signed)
            )
        );
    }
}
