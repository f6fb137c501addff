using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Evenhand.Node.Roles;
using Evenhand.Server;
using Evenhand.Server.Settings;
using Evenhand.Stores;
using Evenhand.Tests.Stores.S3;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>A whole server whose store is a bucket.</summary>
public sealed class ServedOnS3Tests
{
    private const string Content = "/v1/accounts/acme/objects/call-1/content";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private static string Place =>
        $"s3://{S3Server.Bucket}/served?path-style=yes&endpoint={Uri.EscapeDataString(S3Server.Address.AbsoluteUri)}";

    [Fact]
    public async Task What_is_put_is_given_back_whole_and_in_ranges()
    {
        await using var server = await ServerUnderTest.StartAsync(settings =>
            settings with
            {
                Vault = StorePlace.Parse(Place),
                VaultCredentials = S3Server.Credentials(),
            }
        );
        await server.PostAsync(
            "/v1/events",
            TestEvents.Line(
                "acme",
                "open",
                "account.opened",
                """{"policy":"qcontact","currency":"USD","time_zone":"UTC"}""",
                DateTimeOffset.UtcNow.AddDays(-40)
            ),
            "application/x-ndjson"
        );
        var key = await server.KeyAsync(Role.Account, "acme");
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var put = await http.PutAsync(
            "/v1/accounts/acme/objects/call-1?class=call-recording",
            new ByteArrayContent(Encoding.UTF8.GetBytes("0123456789")),
            Ends
        );
        put.StatusCode.ShouldBe(HttpStatusCode.OK, await put.Content.ReadAsStringAsync(Ends));
        (await http.GetStringAsync(Content, Ends)).ShouldBe("0123456789");
        using var request = new HttpRequestMessage(HttpMethod.Get, Content);
        request.Headers.Range = new RangeHeaderValue(4, 6);
        using var part = await http.SendAsync(request, Ends);
        (part.StatusCode, await part.Content.ReadAsStringAsync(Ends)).ShouldBe(
            (HttpStatusCode.PartialContent, "456")
        );
    }

    [Fact]
    public async Task A_bucket_that_cannot_be_used_is_told_before_anything_is_served()
    {
        var refused = await Should.ThrowAsync<CannotServeException>(() =>
            ServerUnderTest.StartAsync(settings =>
                settings with
                {
                    Vault = StorePlace.Parse(Place),
                    VaultCredentials = S3Server.Credentials("wrong"),
                }
            )
        );
        refused.Message.ShouldContain("InvalidAccessKeyId");
    }
}
