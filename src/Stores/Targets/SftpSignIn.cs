using System.Net;
using System.Text;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Evenhand.Stores.Targets;

/// <summary>How the client signs in.</summary>
internal static class SftpSignIn
{
    /// <summary>With the key, where there is one, and then with the password.</summary>
    /// <param name="place">The server, and who signs in.</param>
    /// <param name="address">Where the server is.</param>
    /// <param name="patience">How long it may take to answer.</param>
    /// <exception cref="TargetException">There is neither, or the key is none.</exception>
    public static ConnectionInfo Of(SftpPlace place, IPAddress address, TimeSpan patience)
    {
        var ways = new List<AuthenticationMethod>();
        if (place.PrivateKey is { } key)
            ways.Add(new PrivateKeyAuthenticationMethod(place.User, Read(key, place.Passphrase)));
        if (place.Password is { } password)
            ways.Add(new PasswordAuthenticationMethod(place.User, password));
        return ways.Count > 0
            ? new ConnectionInfo($"{address}", place.Port, place.User, [.. ways])
            {
                Timeout = patience,
            }
            : throw new TargetException(
                TargetFault.Refused,
                "there is neither a password nor a private key"
            );
    }

    private static PrivateKeyFile Read(string key, string? passphrase)
    {
        try
        {
            return new PrivateKeyFile(new MemoryStream(Encoding.UTF8.GetBytes(key)), passphrase);
        }
        catch (SshException wrong)
        {
            throw new TargetException(
                TargetFault.Refused,
                wrong is SshPassPhraseNullOrEmptyException
                    ? "the private key needs its passphrase"
                    : "the private key cannot be read",
                wrong
            );
        }
    }
}
