using System.Net;
using Evenhand.Core.Stream;
using Evenhand.Node.Dispatching;
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

    [Fact]
    public async Task A_report_that_comes_twice_and_those_on_nothing_that_is_known_change_nothing_more()
    {
        await TakenAsync();
        string[] unknown =
        [
            "<hello@example.org>",
            "<n1.t1.bm9ib2R5@example.com>",
            "<n1.t1.YWNtZQ@example.com>",
        ];
        foreach (var id in unknown)
            mailbox.Add(Bounces.Report(id, "failed"));
        for (var twice = 0; twice < 2; twice++)
            mailbox.Add(Bounces.Report($"<{next.All[0].MessageId}>", "failed"));
        await ReadUpToAsync(unknown.Length + 2);
        (await FailedAsync()).ShouldBe("5.1.1: smtp; 550 no such user");
        CountOf("Failed").ShouldBe(1);
        var attempts = Attempts();

        // The mailbox counts anew: all is read once more, and says the same.
        mailbox.Validity++;
        await ReadUpToAsync(unknown.Length + 2);
        Attempts().ShouldBe(attempts, "it is settled once");
        server.Log.All.ShouldNotContain(line => line.Contains("cannot be read now"));
    }

    [Fact]
    public async Task A_report_about_an_account_that_is_set_aside_is_set_aside_and_the_others_are_read()
    {
        await TakenAsync();
        await SetAsideAsync("zed");
        mailbox.Add(Bounces.Report("<n1.t1.emVk@example.com>", "failed"));
        mailbox.Add(Bounces.Report($"<{next.All[0].MessageId}>", "failed"));
        await ReadUpToAsync(2, "1");
        (await FailedAsync()).ShouldBe("5.1.1: smtp; 550 no such user");

        await SendAsync(
            "void",
            "usage.voided",
            """{"source":"test/zed","id":"leave"}""",
            clock.GetUtcNow(),
            "zed"
        );
        await ReadUpToAsync(2);
        server.Log.All.ShouldNotContain(line => line.Contains("cannot be read now"));
    }

    /// <summary>An account whose totals pass every bound: it takes nothing until what makes them is taken back.</summary>
    private async Task SetAsideAsync(string account)
    {
        var opened = """{"policy":"qcontact","currency":"EUR","time_zone":"UTC"}""";
        var leave =
            """{"clause":"api-rate","amount":1e15,"from":"2026-01-01T00:00:00Z","to":"2030-01-01T00:00:00Z"}""";
        var called = """{"count":1,"user":"ana"}""";
        var time = clock.GetUtcNow().AddDays(-300);
        await SendAsync("open", "account.opened", opened, time, account);
        await SendAsync("leave", "exception.granted", leave, time, account);
        await SendAsync("first", "api.called", called, time.AddHours(10), account);
        await SendAsync("last", "api.called", called, clock.GetUtcNow(), account);
        (await server.GetAsync($"/v1/accounts/{account}/usage")).Status.ShouldBe(
            HttpStatusCode.ServiceUnavailable
        );
    }

    [Fact]
    public async Task A_report_that_comes_after_the_wait_takes_nothing_back_and_is_told_in_the_log()
    {
        await TakenAsync();
        for (var hour = 0; hour < 24 * 21; hour += 12)
        {
            clock.Advance(TimeSpan.FromHours(12));
            await server.Server.Node.LookAfterDueAsync();
        }
        CountOf("Delivered").ShouldBe(1);
        mailbox.Add(Bounces.Report($"<{next.All[0].MessageId}>", "failed"));
        await ReadUpToAsync(1);
        CountOf("Delivered").ShouldBe(1);
        CountOf("Failed").ShouldBe(0);
        server.Log.All.ShouldContain(line => line.Contains("too late"));
    }

    /// <summary>Lets minutes pass until the mailbox is read up to a message.</summary>
    /// <param name="message">Its number.</param>
    /// <param name="aside">What is set aside up to it.</param>
    private Task ReadUpToAsync(int message, string? aside = null)
    {
        var mark = Path.Combine(server.Data, "bounces-read");
        var wanted = string.Join(
            ' ',
            new[] { $"{mailbox.Validity} {message}", aside }.OfType<string>()
        );
        return Wait.UntilAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromMinutes(1));
                return Task.FromResult(File.Exists(mark) && File.ReadAllText(mark) == wanted);
            },
            "it is read"
        );
    }

    /// <summary>How many mails stand so.</summary>
    private int CountOf(string state) => Mails().Count(each => each.State.ToString() == state);

    /// <summary>How often something came of them.</summary>
    private int Attempts() => Mails().Sum(each => each.Attempts.Length);

    private IEnumerable<DeliveryHistory> Mails() =>
        server
            .Server.Node.Deliveries.Of(new AccountId("acme"), null, 100)
            .Items.Where(each => each.Delivery.Channel == "email");

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

    private async Task SendAsync(
        string id,
        string type,
        string data,
        DateTimeOffset time,
        string account = "acme"
    )
    {
        var answer = await server.PostAsync(
            "/v1/events",
            TestEvents.Line(account, id, type, data, time),
            "application/x-ndjson"
        );
        answer.Json.GetProperty("rejected").GetArrayLength().ShouldBe(0, answer.Body);
    }
}
