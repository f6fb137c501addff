using System.Net;
using Evenhand.Tests.Channels.Mail;
using Shouldly;
using Xunit;
using Duration = NodaTime.Duration;

namespace Evenhand.Tests.Server;

/// <summary>What came back is told by the route, or read from a mailbox; either way the delivery has failed and starts no clock.</summary>
public sealed class BounceTests : IAsyncLifetime
{
    private readonly MailServer next = MailServer.Start();
    private readonly MailboxServer mailbox = MailboxServer.Start();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bounces-");
    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider clock = new(
        new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero)
    );
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        var password = Path.Combine(folder.FullName, "password");
        await File.WriteAllTextAsync(password, "secret\n");
        server = await ServerUnderTest.StartAsync(
            settings =>
                settings with
                {
                    Smtp = next.Url,
                    MailFrom = "notices@example.com",
                    BounceWait = Duration.FromDays(20),
                    BounceMailbox = mailbox.Url,
                    BounceMailboxUser = "bounces",
                    BounceMailboxPasswordFile = password,
                },
            clock
        );
        await SendAsync(
            "open",
            "account.opened",
            """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-500"}""",
            clock.GetUtcNow().AddDays(-40)
        );
        await server.PostAsync("/v1/accounts/acme/recipients", """{"email":"ada@example.com"}""");
        await SendAsync(
            "call",
            "call.ended",
            """{"direction":"outbound","duration":14401}""",
            clock.GetUtcNow()
        );
        Wait.Until(() => next.All.Count > 0, "it is mailed");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await mailbox.DisposeAsync();
        await next.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_came_back_is_told_by_its_message_id_and_a_second_time_changes_nothing()
    {
        await TakenAsync();
        var body = $$"""{"message_id":"{{next.All[0].MessageId}}","detail":"no such user"}""";
        var told = await server.PostAsync("/v1/deliveries/bounces", body);
        told.Status.ShouldBe(HttpStatusCode.OK, told.Body);
        told.Json.GetProperty("in_time").GetBoolean().ShouldBeTrue();
        (await FailedAsync()).ShouldBe("no such user");
        (await server.PostAsync("/v1/deliveries/bounces", body))
            .Json.GetProperty("in_time")
            .GetBoolean()
            .ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"message_id":"<hello@example.org>"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"detail":"no such user"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"message_id":"n1.t1.bm9ib2R5@example.com"}""", HttpStatusCode.NotFound)]
    [InlineData("Undelivered Mail Returned to Sender", HttpStatusCode.BadRequest)]
    public async Task What_is_no_mail_of_ours_is_refused(string body, HttpStatusCode status) =>
        (await server.PostAsync("/v1/deliveries/bounces", body)).Status.ShouldBe(status);

    [Fact]
    public async Task A_mail_of_ours_that_is_not_known_any_more_changes_nothing()
    {
        // Account acme, and a delivery that it never had.
        var told = await server.PostAsync(
            "/v1/deliveries/bounces",
            """{"message_id":"n1.t1.YWNtZQ@example.com"}"""
        );
        told.Status.ShouldBe(HttpStatusCode.OK, told.Body);
        told.Json.GetProperty("in_time").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_report_in_the_mailbox_says_the_same_by_itself()
    {
        await TakenAsync();
        mailbox.Add(Bounces.Report($"<{next.All[0].MessageId}>", "failed"));
        await Wait.UntilAsync(
            async () =>
            {
                clock.Advance(TimeSpan.FromMinutes(1));
                return await FailedAsync() is not null;
            },
            "it is read"
        );
        (await FailedAsync()).ShouldBe("5.1.1: smtp; 550 no such user");
        // How far it has read is noted once what it read is stored.
        var mark = Path.Combine(server.Data, "bounces-read");
        Wait.Until(() => File.Exists(mark), "it notes how far it has read");
        File.ReadAllText(mark).ShouldBe("7 1");
    }

    private Task TakenAsync() =>
        Wait.UntilAsync(
            async () =>
                (await server.GetAsync("/v1/deliveries?channel=email")).Body.Contains("\"due\""),
            "the next hop took it"
        );

    private async Task<string?> FailedAsync()
    {
        var items = (
            await server.GetAsync("/v1/deliveries?state=failed_everywhere&channel=email")
        ).Json.GetProperty("items");
        return items.GetArrayLength() == 0 ? null : items[0].GetProperty("last_error").GetString();
    }

    private async Task SendAsync(string id, string type, string data, DateTimeOffset time)
    {
        var answer = await server.PostAsync(
            "/v1/events",
            TestEvents.Line("acme", id, type, data, time),
            "application/x-ndjson"
        );
        answer.Json.GetProperty("rejected").GetArrayLength().ShouldBe(0, answer.Body);
    }
}
