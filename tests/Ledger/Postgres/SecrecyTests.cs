using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Evenhand.Ledger;
using Evenhand.Ledger.Postgres;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Postgres;

/// <summary>A server that lets nobody in without TLS and a password, and whose certificate is checked by whoever asks for that.</summary>
public sealed class SecrecyTests : IDisposable
{
    private readonly PostgresServer server;
    private readonly PostgresLedgers ledgers;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-secrecy-");

    public SecrecyTests()
    {
        server = PostgresServer.Own("listen_addresses=127.0.0.1", $"port={FreePort()}");
        ledgers = new(server);
        var (certificate, key) = Certificate("localhost");
        server.Put("server.crt", certificate);
        server.Put("server.key", key);
        server.Put(
            "pg_hba.conf",
            "local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n"
        );
        ledgers.Do("ALTER SYSTEM SET ssl = on");
        ledgers.Do("SELECT pg_reload_conf()");
        ledgers.Do($"ALTER ROLE {ledgers.Role} PASSWORD 'first'");
        File.WriteAllText(RootFile, certificate);
        File.WriteAllText(PasswordFile, "first\n");
        Wait.Until(() => ledgers.Ask<string>("SHOW ssl") == "on", "the settings are read");
    }

    private string RootFile => Path.Combine(folder.FullName, "root.crt");

    private string PasswordFile => Path.Combine(folder.FullName, "password");

    public void Dispose()
    {
        server?.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void With_the_right_root_and_password_it_serves_encrypted()
    {
        using var ledger = Open(Whole);

        Made.Append(ledger, "a", "one");

        Made.Texts(ledger.Read(StreamName.Of("a"), 0)).ShouldBe(["one"]);
        ledgers
            .Ask<long>(
                $"SELECT count(*) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE a.usename = '{ledgers.Role}' AND NOT s.ssl"
            )
            .ShouldBe(0);
        LedgerPlace.In(Place(Whole)).Verify(null).IsSound.ShouldBeTrue();
    }

    [Fact]
    public void A_certificate_of_another_root_is_refused()
    {
        File.WriteAllText(RootFile, Certificate("localhost").Certificate);

        Refusal(Whole).ShouldContain("TLS");
    }

    [Fact]
    public void A_certificate_of_another_name_is_refused_where_the_name_is_to_be_checked()
    {
        var other = Whole.Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
        Refusal(other).ShouldContain("TLS");

        using var ledger = Open(other.Replace("VerifyFull", "VerifyCA", StringComparison.Ordinal));
        Made.Append(ledger, "a", "one");
    }

    [Fact]
    public void Without_encryption_the_server_lets_nobody_in_and_it_is_told_why()
    {
        Refusal(Whole.Replace("VerifyFull", "Disable", StringComparison.Ordinal))
            .ShouldContain("no encryption");
    }

    [Fact]
    public void A_password_is_read_from_its_file_with_each_connection()
    {
        using var ledger = Open(Whole);
        Made.Append(ledger, "a", "one");
        File.WriteAllText(PasswordFile, "second");
        ledgers.Do($"ALTER ROLE {ledgers.Role} PASSWORD 'second'");
        ledgers.Do(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{ledgers.Role}'"
        );

        Made.Append(ledger, "a", "two");

        File.WriteAllText(PasswordFile, "neither");
        Refusal(Whole).ShouldContain("lets");
        File.Delete(PasswordFile);
        Refusal(Whole)
            .ShouldContain($"{PasswordFile}: the file of the ledger's password cannot be read");
    }

    private string Whole =>
        $"Host=localhost;Port={server.Port};Database={ledgers.Database};Username={ledgers.Role};SSL Mode=VerifyFull;Root Certificate={RootFile}";

    private PostgresPlace Place(string keywords) => PostgresPlace.Of(keywords, PasswordFile);

    private PostgresLedger Open(string keywords) =>
        PostgresLedger
            .OpenAsync(Place(keywords), new LedgerOpening { Holds = true })
            .GetAwaiter()
            .GetResult();

    private string Refusal(string keywords) =>
        Should.Throw<LedgerUnavailableException>(() => Open(keywords).Dispose()).Message;

    private static (string Certificate, string Key) Certificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            $"CN={name}",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );
        return (made.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
