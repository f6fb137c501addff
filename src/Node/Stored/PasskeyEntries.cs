using Evenhand.Node.Roles;

namespace Evenhand.Node.Stored;

/// <summary>The person signs in with a passkey, from now on.</summary>
/// <param name="Id">The person.</param>
/// <param name="Credential">The passkey's id, in Base64Url.</param>
/// <param name="Key">Its public key (COSE), in Base64Url.</param>
/// <param name="Name">What the person calls it.</param>
/// <param name="Count">How often its authenticator says it was used.</param>
/// <param name="MayMove">Whether it may be copied to other devices.</param>
/// <param name="By">Who added it.</param>
internal sealed record PasskeyAdded(
    string Id,
    string Credential,
    string Key,
    string Name,
    uint Count,
    bool MayMove,
    Doer? By
) : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "passkey.added";

    /// <inheritdoc/>
    public override string? InWords() => Name;
}

/// <summary>A passkey was shown.</summary>
/// <param name="Id">The person.</param>
/// <param name="Credential">The passkey's id.</param>
/// <param name="Count">How often its authenticator says it was used: a copy of it would say less.</param>
/// <param name="By">The person.</param>
internal sealed record PasskeyUsed(string Id, string Credential, uint Count, Doer? By) : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "passkey.used";
}

/// <summary>A passkey opens nothing any more; all sessions of the person end.</summary>
internal sealed record PasskeyEnded(string Id, string Credential, Doer? By) : SignInEntry
{
    /// <inheritdoc/>
    public override string Word() => "passkey.ended";
}
