using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>TLS, pages of other origins, public pages, metrics: what stands between the server and others.</summary>
public class NeighbourTests
{
    [Fact]
    public async Task An_https_address_shows_its_certificate()
    {
        var folder = Directory.CreateTempSubdirectory("tls-");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );
        var pem = Path.Combine(folder.FullName, "both.pem");
        await File.WriteAllTextAsync(
            pem,
            made.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n",
            TestContext.Current.CancellationToken
        );
        await using var server = await ServerUnderTest.StartAsync(settings =>
            settings with
            {
                Urls = ["https://127.0.0.1:0"],
                TlsCertificate = pem,
            }
        );
        string? shown = null;
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
            {
                shown = certificate?.Thumbprint;
                return true;
            },
        };
        using var http = new HttpClient(handler) { BaseAddress = server.Address };
        (await http.GetStringAsync("/health/live", TestContext.Current.CancellationToken)).ShouldBe(
            "live\n"
        );
        shown.ShouldBe(made.Thumbprint);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Only_origins_that_are_named_may_call_from_a_browser()
    {
        await using var server = await ServerUnderTest.StartAsync(settings =>
            settings with
            {
                Cors = ["https://console.example"],
            }
        );
        (await PreflightAsync(server, "https://console.example")).ShouldBe(
            "https://console.example"
        );
        (await PreflightAsync(server, "https://elsewhere.example")).ShouldBeNull();
    }

    [Fact]
    public async Task No_origin_may_unless_one_is_named()
    {
        await using var server = await ServerUnderTest.StartAsync();
        (await PreflightAsync(server, "https://console.example")).ShouldBeNull();
    }

    [Fact]
    public async Task Policies_are_pages_that_run_nothing_and_link_to_each_other()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var index = await server.GetAsync("/policies", key: null);
        index.Body.ShouldContain("href=\"policies/stackcx\"");
        var page = await server.GetAsync("/policies/stackcx", key: null);
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Fields["Content-Type"].ShouldBe("text/html; charset=utf-8");
        page.Fields["Content-Security-Policy"].ShouldContain("default-src 'none'");
        page.Body.ShouldContain("id=\"api-calls\"");
        (await server.GetAsync("/policies/stackcx?version=1", key: null)).Body.ShouldBe(page.Body);
        (await server.GetAsync("/policies/stackcx?version=0", key: null)).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    [Fact]
    public async Task Metrics_count_what_came_in()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("acme");
        var text = (await server.GetAsync("/metrics")).Body;
        text.ShouldContain("evenhand_events_accepted");
        text.ShouldContain("evenhand_accounts");
        text.ShouldNotContain("acme");
    }

    private static async Task<string?> PreflightAsync(ServerUnderTest server, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/gate");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization");
        var answer = await server.SendAsync(request);
        return answer.Fields.GetValueOrDefault("Access-Control-Allow-Origin");
    }
}
