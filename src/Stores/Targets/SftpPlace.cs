namespace Evenhand.Stores.Targets;

/// <summary>A folder of a server that speaks SFTP, and how it is reached.</summary>
/// <param name="Host">The server's name or address.</param>
/// <param name="User">Who signs in.</param>
/// <param name="Folder">The folder, as the server names it; empty for the user's own.</param>
public sealed record SftpPlace(string Host, string User, string Folder)
{
    private const int UsualPort = 22;

    /// <summary>The port.</summary>
    public int Port { get; init; } = UsualPort;

    /// <summary>The SHA-256 of the server's key, as OpenSSH prints it: <c>SHA256:…</c>. A server with another is a stranger.</summary>
    public string HostKey { get; init; } = "";

    /// <summary>The user's password; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>The user's private key, as OpenSSH writes it or in PEM; null for none.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>The passphrase of the private key; null for none.</summary>
    public string? Passphrase { get; init; }

    /// <summary>The place that terms of the kind say.</summary>
    internal static SftpPlace Of(TargetTerms terms) =>
        new(terms["host"], terms["user"], terms.Setting("folder") ?? "")
        {
            Port = terms.Port("port", UsualPort),
            HostKey = terms.Setting("host-key") ?? "",
            Password = terms.Secret("password"),
            PrivateKey = terms.Secret("private-key"),
            Passphrase = terms.Secret("passphrase"),
        };

    /// <summary>No secret is part of what is written of it.</summary>
    public override string ToString() => $"sftp://{User}@{Host}:{Port}/{Folder}";
}
