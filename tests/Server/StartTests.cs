using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Evenhand.Server;
using Evenhand.Server.Settings;
using Evenhand.Tests.Cli;
using Evenhand.Tests.Tidy;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Starts that cannot be: a clear word, and no defect.</summary>
public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-start-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    [Trait("fault", "low-defect")]
    public async Task A_port_in_use_is_told_with_exit_status_2()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://{taken.LocalEndpoint}";
        (await RefusedAsync(new ServerSettings { Urls = [url] })).ShouldContain(
            "another program listens there"
        );
        using var evenhand = new EvenhandProcess();
        var run = evenhand.Run(
            $"serve --data '{folder.FullName}' --urls {url} --policies '{Path.Combine(Tree.Root(), "policies")}'"
        );
        run.Status.ShouldBe(2, run.Errors);
        run.Errors.ShouldContain($"cannot listen at {url}");
        run.Errors.ShouldNotContain("defect");
    }

    [Fact]
    [Trait("fault", "low-defect")]
    public async Task An_address_of_another_machine_is_told() =>
        (
            await RefusedAsync(new ServerSettings { Urls = ["http://203.0.113.7:8099"] })
        ).ShouldContain("this machine has no such address");

    [Fact]
    [Trait("fault", "low-defect")]
    public async Task What_is_wrong_with_a_certificate_or_its_key_is_told()
    {
        using var key = RSA.Create(2048);
        using var other = RSA.Create(2048);
        using var made = new CertificateRequest(
            "CN=localhost",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        ).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var certificate = FileOf("cert.pem", made.ExportCertificatePem());
        var right = FileOf("key.pem", key.ExportPkcs8PrivateKeyPem());
        var foreign = FileOf("foreign.pem", other.ExportPkcs8PrivateKeyPem());
        var locked = FileOf(
            "locked.pem",
            key.ExportEncryptedPkcs8PrivateKeyPem(
                "secret",
                new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000)
            )
        );
        var spoilt = FileOf("spoilt.pem", made.ExportCertificatePem().Replace('M', 'N'));
        (await TlsAsync(certificate, foreign)).ShouldContain("is not that of the certificate");
        (await TlsAsync(certificate, locked)).ShouldContain("locked by a password");
        (await TlsAsync(certificate, certificate)).ShouldContain("holds no private key");
        (await TlsAsync(right, right)).ShouldContain("holds no certificate");
        (await TlsAsync(spoilt, right)).ShouldContain("damaged");
        (await TlsAsync(Path.Combine(folder.FullName, "none.pem"), right)).ShouldContain(
            "cannot be read"
        );
    }

    [Fact]
    [Trait("fault", "low-variable")]
    public void A_misspelt_variable_is_not_passed_over()
    {
        List<string> problems = [],
            warnings = [];
        var settings = SettingSources.Read(
            _ => null,
            _ => null,
            problems,
            [
                "EVENHAND_GRACES",
                "EVENHAND_MAXBODY",
                "EVENHAND_SOMETHING_ELSE_ALTOGETHER",
                "EVENHAND_GRACE",
                "EVENHAND_CONFIG",
                "EVENHAND_API_SERVICE_HOST",
                "EVENHAND_API_PORT_8080_TCP_ADDR",
                "PATH",
            ],
            warnings
        );
        settings.ShouldBeNull();
        problems.ShouldBe([
            "EVENHAND_GRACES: there is no such setting; did you mean `EVENHAND_GRACE`?",
            "EVENHAND_MAXBODY: there is no such setting; did you mean `EVENHAND_MAX_BODY`?",
        ]);
        warnings.ShouldHaveSingleItem().ShouldContain("EVENHAND_SOMETHING_ELSE_ALTOGETHER");
    }

    private Task<string> TlsAsync(string certificate, string key) =>
        RefusedAsync(
            new ServerSettings
            {
                Urls = ["https://127.0.0.1:0"],
                TlsCertificate = certificate,
                TlsKey = key,
            }
        );

    private async Task<string> RefusedAsync(ServerSettings settings) =>
        (
            await Should.ThrowAsync<CannotServeException>(async () =>
                await RunningServer.StartAsync(
                    settings with
                    {
                        Data = Path.Combine(folder.FullName, "data"),
                        AdminKey = ServerUnderTest.AdminKey,
                    },
                    Path.Combine(Tree.Root(), "policies"),
                    TimeProvider.System
                )
            )
        ).Message;

    private string FileOf(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
