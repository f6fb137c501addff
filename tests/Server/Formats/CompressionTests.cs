using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Formats;

/// <summary>What is read comes compressed to whoever accepts it; what carries a secret, streams or is tiny does not.</summary>
[Trait("fault", "S2-21")]
public sealed class CompressionTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-tls-");
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("acme");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("/policies/qcontact", 4)]
    [InlineData("/v1/accounts/acme/usage?window=hour&to=TODAY", 10)]
    [InlineData("/openapi.json", 4)]
    [InlineData("/metrics", 2)]
    [InlineData("/v1/policies/qcontact/2024.3.1", 2)]
    public async Task What_is_read_comes_in_a_part_of_its_bytes_and_is_the_same(
        string path,
        int times
    )
    {
        path = path.Replace("TODAY", $"{DateTime.UtcNow:yyyy-MM-dd}");
        var plain = await BytesAsync(path, null);
        plain.Coding.ShouldBeEmpty();
        foreach (var coding in new[] { "br", "gzip" })
        {
            var packed = await BytesAsync(path, coding);
            packed.Coding.ShouldBe(coding);
            packed.Vary.ShouldContain("Accept-Encoding");
            (packed.Bytes.Length * times).ShouldBeLessThan(plain.Bytes.Length, coding);
            if (path != "/metrics")
                Unpacked(packed.Bytes, coding).SequenceEqual(plain.Bytes).ShouldBeTrue(coding);
        }
    }

    [Theory]
    [InlineData("/health/ready")]
    [InlineData("/v1/events/export")]
    [InlineData("/v1/events/export?format=tar")]
    public async Task What_streams_or_is_tiny_goes_as_it_is(string path) =>
        (await BytesAsync(path, "br")).Coding.ShouldBeEmpty();

    [Theory]
    [InlineData("/v1/keys", """{"role":"read","name":"a name of any length"}""")]
    [InlineData("/v1/gate", """{"account":"acme","act":"api.called"}""")]
    public async Task What_is_answered_to_a_post_goes_as_it_is(string path, string body)
    {
        using var request = Request(HttpMethod.Post, path, "br, gzip");
        request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        var answer = await server.SendAsync(request);
        answer.Fields.Keys.ShouldNotContain("Content-Encoding");
        answer.Body.ShouldStartWith("{");
    }

    [Fact]
    public async Task A_page_is_not_sent_again_to_whoever_has_it_in_either_form()
    {
        using var first = Request(HttpMethod.Get, "/policies/qcontact", "br");
        var tag = (await server.SendAsync(first)).Fields["ETag"];
        tag.ShouldStartWith("W/");
        foreach (var coding in new[] { "br", "identity" })
        {
            using var again = Request(HttpMethod.Get, "/policies/qcontact", coding);
            again.Headers.TryAddWithoutValidation("If-None-Match", tag);
            (await server.SendAsync(again)).Status.ShouldBe(HttpStatusCode.NotModified);
        }
    }

    [Theory]
    [InlineData("/policies")]
    [InlineData("/policies/qcontact")]
    [InlineData("/openapi.json")]
    [InlineData("/v1/accounts")]
    [InlineData("/v1/accounts/acme/usage?window=hour")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    public async Task Head_has_the_fields_of_the_answer_and_no_body(string path)
    {
        foreach (var coding in new[] { "identity", "br" })
        {
            using var get = Request(HttpMethod.Get, path, coding);
            using var head = Request(HttpMethod.Head, path, coding);
            var (got, told) = (await server.SendAsync(get), await server.SendAsync(head));
            told.Status.ShouldBe(got.Status);
            told.Body.ShouldBeEmpty();
            foreach (var field in new[] { "Content-Type", "Content-Encoding", "ETag", "Vary" })
                told.Fields.GetValueOrDefault(field).ShouldBe(got.Fields.GetValueOrDefault(field));
        }
    }

    [Fact]
    public async Task It_comes_compressed_over_TLS_as_well()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest(
            "CN=localhost",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        ).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var (certificate, secret) = (
            Path.Combine(folder.FullName, "cert.pem"),
            Path.Combine(folder.FullName, "key.pem")
        );
        await File.WriteAllTextAsync(certificate, made.ExportCertificatePem(), Cancel);
        await File.WriteAllTextAsync(secret, key.ExportPkcs8PrivateKeyPem(), Cancel);
        await using var secured = await ServerUnderTest.StartAsync(settings =>
            settings with
            {
                Urls = ["https://127.0.0.1:0"],
                TlsCertificate = certificate,
                TlsKey = secret,
            }
        );
        using var trusting = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, there, _, _) =>
                there!.Thumbprint == made.Thumbprint,
        };
        using var http = new HttpClient(trusting) { BaseAddress = secured.Address };
        using var request = Request(HttpMethod.Get, "/policies/qcontact", "br");
        using var answer = await http.SendAsync(request, Cancel);
        answer.Content.Headers.ContentEncoding.ShouldBe(["br"]);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<(byte[] Bytes, string Coding, string Vary)> BytesAsync(
        string path,
        string? coding
    )
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var request = Request(HttpMethod.Get, path, coding);
        using var answer = await http.SendAsync(request, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (
            await answer.Content.ReadAsByteArrayAsync(Cancel),
            string.Join(", ", answer.Content.Headers.ContentEncoding),
            answer.Headers.Vary.ToString()
        );
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? coding)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", ServerUnderTest.AdminKey);
        if (coding is not null)
            request.Headers.TryAddWithoutValidation("Accept-Encoding", coding);
        return request;
    }

    private static byte[] Unpacked(byte[] bytes, string coding)
    {
        using var packed = new MemoryStream(bytes);
        using Stream stream =
            coding == "br"
                ? new System.IO.Compression.BrotliStream(
                    packed,
                    System.IO.Compression.CompressionMode.Decompress
                )
                : new System.IO.Compression.GZipStream(
                    packed,
                    System.IO.Compression.CompressionMode.Decompress
                );
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        return plain.ToArray();
    }
}
