using Evenhand.Core.Time;

namespace Evenhand.Node.People;

/// <summary>A passkey of a person: the public half, as ASP.NET Core Identity verifies it (WebAuthn, Level 3).</summary>
/// <param name="Credential">Its id, in Base64Url.</param>
/// <param name="Key">The public key (COSE), in Base64Url.</param>
/// <param name="Name">What the person calls it.</param>
/// <param name="Since">When it was added.</param>
/// <param name="Count">How often its authenticator says it was used; 0 where that does not count.</param>
/// <param name="MayMove">Whether it may be copied to other devices.</param>
public sealed record Passkey(
    string Credential,
    string Key,
    string Name,
    Moment Since,
    uint Count,
    bool MayMove
);
