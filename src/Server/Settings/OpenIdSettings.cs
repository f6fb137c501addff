namespace Evenhand.Server.Settings;

/// <summary>The provider at which persons may sign in.</summary>
/// <param name="Authority">Where it says how it is spoken with (OpenID Connect Discovery).</param>
/// <param name="Client">The name by which it knows this server.</param>
/// <param name="SecretFile">The file that holds the secret that it shares with it; null for none.</param>
/// <param name="Name">What people call it.</param>
public sealed record OpenIdSettings(Uri Authority, string Client, string? SecretFile, string Name)
{
    /// <summary>What is set; null for no provider.</summary>
    /// <exception cref="CannotServeException">It is not said by what name it knows this server.</exception>
    public static OpenIdSettings? Of(ServerSettings settings) =>
        settings.OpenIdAuthority is not { } authority ? null
        : settings.OpenIdClient is { } client
            ? new(authority, client, settings.OpenIdSecretFile, settings.OpenIdName)
        : throw new CannotServeException("--openid-authority needs --openid-client");

    /// <summary>The secret; null for none.</summary>
    public string? Secret() => SecretFile is null ? null : File.ReadAllText(SecretFile).Trim();
}
