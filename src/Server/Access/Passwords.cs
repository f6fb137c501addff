using System.Security.Cryptography;
using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Languages;
using Evenhand.Node.Refusals;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Evenhand.Server.Access;

/// <summary>
/// Slow hashes of passwords, by ASP.NET Core Identity's hasher (PBKDF2 with HMAC-SHA-512). Each costs as much work whether there is
/// a person and a password or not, and only few are made at once, so that nobody slows the server by guessing.
/// </summary>
internal sealed class Passwords
{
    /// <summary>Rounds of a hash: what OWASP's Password Storage Cheat Sheet gives for PBKDF2-HMAC-SHA512.</summary>
    private const int Rounds = 210_000;

    /// <summary>Hashes that may wait for their turn; whoever comes then is sent away.</summary>
    private const int MostWaiting = 32;

    private static readonly object Anybody = new();
    private static readonly SemaphoreSlim Turns = new(Math.Max(1, Environment.ProcessorCount / 2));

    private readonly PasswordHasher<object> hasher = new(
        Options.Create(new PasswordHasherOptions { IterationCount = Rounds })
    );
    private readonly Lazy<string> nobodys;
    private int waiting;

    /// <summary>The hashes of a server.</summary>
    public Passwords() =>
        nobodys = new(() =>
            hasher.HashPassword(Anybody, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)))
        );

    /// <summary>The hash of a password.</summary>
    /// <exception cref="RequestException">Too many are being made.</exception>
    public Task<string> HashAsync(string password) =>
        InTurnAsync(() => hasher.HashPassword(Anybody, Normal(password)));

    /// <summary>Whether a password is the one of a hash.</summary>
    /// <param name="hash">The hash; where there is none, the work is done against one of nobody's.</param>
    /// <param name="password">The password.</param>
    /// <exception cref="RequestException">Too many are being made.</exception>
    public Task<bool> IsAsync(string? hash, string password) =>
        InTurnAsync(() =>
            hasher.VerifyHashedPassword(Anybody, hash ?? nobodys.Value, Normal(password))
                != PasswordVerificationResult.Failed
            && hash is not null
        );

    /// <summary>One form for what looks the same on every keyboard (NIST SP 800-63B, 5.1.1.2).</summary>
    private static string Normal(string password) => password.Normalize(NormalizationForm.FormKC);

    private async Task<T> InTurnAsync<T>(Func<T> work)
    {
        if (Interlocked.Increment(ref waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            throw new RequestException(
                Code.Overloaded,
                Language.Key("many sign in just now; try again in a moment")
            );
        }
        try
        {
            await Turns.WaitAsync();
            try
            {
                return await Task.Run(work);
            }
            finally
            {
                Turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
