using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Evenhand.Server.Settings;

/// <summary>A certificate with its key and its chain, as the files of the settings hold them.</summary>
/// <param name="Own">The certificate with its key.</param>
/// <param name="Chain">All certificates of the file.</param>
internal sealed record TlsPair(X509Certificate2 Own, X509Certificate2Collection Chain)
{
    /// <summary>Reads it; null where none is set.</summary>
    /// <exception cref="CannotServeException">A file cannot be read or is no good.</exception>
    public static TlsPair? Load(ServerSettings settings)
    {
        if (settings.TlsCertificate is not { } file)
            return null;
        var certificate = Text("--tls-cert", file);
        var keyFile = settings.TlsKey ?? file;
        var key = Text("--tls-key", keyFile);
        if (!certificate.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
            throw new CannotServeException($"--tls-cert: {file} holds no certificate in PEM");
        if (key.Contains("ENCRYPTED", StringComparison.Ordinal))
            throw new CannotServeException(
                $"--tls-key: the key in {keyFile} is locked by a password; unlock it with openssl pkey -in {keyFile} -out FILE"
            );
        if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            throw new CannotServeException($"--tls-key: {keyFile} holds no private key in PEM");
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(certificate);
            return new TlsPair(X509Certificate2.CreateFromPem(certificate, key), chain);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new CannotServeException(
                $"--tls-key: the key in {keyFile} is not that of the certificate in {file}, or one of them is damaged",
                error
            );
        }
    }

    private static string Text(string flag, string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CannotServeException(
                $"{flag}: {file} cannot be read: {error.Message}",
                error
            );
        }
    }
}
