using System.Security.Cryptography;
using Evenhand.Core.Time;
using Evenhand.Node.People;
using Microsoft.AspNetCore.DataProtection;
using OtpNet;

namespace Evenhand.Server.Access;

/// <summary>
/// The second factor: six digits that an app makes of a shared secret and the time (TOTP, RFC 6238, with SHA-1 and 30 s, which
/// every app knows), or a recovery code. Each is good once.
/// </summary>
/// <param name="seals">Seals the secrets: the ledger alone makes no code.</param>
/// <param name="signIns">How persons sign in.</param>
/// <param name="now">The present.</param>
internal sealed class AppCodes(Seals seals, SignInBook signIns, Func<Moment> now)
{
    /// <summary>Bytes of a secret (RFC 4226, 4).</summary>
    private const int SecretBytes = 20;

    private const int Digits = 6;

    /// <summary>A code may be a span late or early (RFC 6238, 5.2).</summary>
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    private readonly IDataProtector seal = seals.For("console second factor");

    /// <summary>A fresh secret, sealed.</summary>
    public string Make() =>
        seal.Protect(Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(SecretBytes)));

    /// <summary>A secret as people type it into an app; null where the seal is none of ours.</summary>
    public string? Open(string? sealedSecret)
    {
        try
        {
            return sealedSecret is null or "" ? null : seal.Unprotect(sealedSecret);
        }
        // Keys that are gone, or what somebody made up.
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What an app reads off a picture (Google's Key Uri Format).</summary>
    public static string AddressOf(string secret, string person) =>
        new OtpUri(OtpType.Totp, secret, person, "Evenhand").ToString();

    /// <summary>Whether a code is one of a secret, now.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="shown">What was typed.</param>
    /// <param name="step">The code's span of 30 s.</param>
    public bool Is(string secret, string shown, out long step)
    {
        var code = string.Concat(shown.Where(char.IsAsciiDigit));
        step = 0;
        return code.Length == Digits
            && new Totp(Base32Encoding.ToBytes(secret)).VerifyTotp(
                now().Instant.ToDateTimeUtc(),
                code,
                out step,
                Window
            );
    }

    /// <summary>Uses up what a person shows.</summary>
    /// <returns>Whether it was good.</returns>
    public Task<bool> UseAsync(string person, string shown)
    {
        if (signIns.Of(person).Second is not { } second)
            return Task.FromResult(false);
        return Open(second.Seal) is { } secret && Is(secret, shown, out var step)
            ? signIns.UseStepAsync(person, step)
            : signIns.UseRecoveryAsync(person, RecoveryCodes.HashOf(person, shown));
    }
}
