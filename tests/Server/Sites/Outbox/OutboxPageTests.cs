using System.Net;
using Evenhand.Node.Roles;
using Evenhand.Tests.Channels;
using Evenhand.Tests.Channels.Mail;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Outbox;

/// <summary>What did not arrive is seen, read as it was mailed, and sent once more.</summary>
public sealed class OutboxPageTests : IAsyncLifetime
{
    private const string Page = "/console/notices";

    private readonly MailServer next = MailServer.Start();
    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider clock = new(
        new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero)
    );
    private Receiver receiver = null!;
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        receiver = await Receiver.StartAsync();
        server = await ServerUnderTest.StartAsync(
            settings =>
                settings with
                {
                    Smtp = next.Url,
                    MailFrom = "notices@example.com",
                    BounceWait = NodaTime.Duration.FromDays(20),
                    AllowsPrivateWebhooks = true,
                },
            clock
        );
        await server.Server.Node.People.AddAsync("ann", "Ann", "", Role.Read);
        await server.Server.Node.People.AddAsync("bob", "Bob", "", Role.Operator);
        await SendAsync(
            "open",
            "account.opened",
            """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-500","name":"<i>Acme"}""",
            clock.GetUtcNow().AddDays(-40)
        );
        await server.PostAsync("/v1/accounts/acme/recipients", """{"email":"ada@example.com"}""");
        await SendAsync(
            "call",
            "call.ended",
            """{"direction":"outbound","duration":14401}""",
            clock.GetUtcNow()
        );
        await Wait.UntilAsync(
            async () =>
                (await server.GetAsync("/v1/deliveries?channel=email")).Body.Contains("\"due\""),
            "the next hop took it"
        );
        var body = $$"""{"message_id":"{{next.All[0].MessageId}}","detail":"no such user"}""";
        (await server.PostAsync("/v1/deliveries/bounces", body)).Status.ShouldBe(HttpStatusCode.OK);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await receiver.DisposeAsync();
        await next.DisposeAsync();
    }

    [Fact]
    public async Task What_failed_stands_with_why_and_goes_once_more_by_a_form()
    {
        var bob = await AsAsync("bob");
        var page = await bob.OpenAsync($"{Page}?state=failed&channel=email");
        page.Body.ShouldContain("no such user");
        page.Body.ShouldContain("&lt;i&gt;Acme");
        var resend = Visitor.ActionsOf(page).Single(each => each.EndsWith("/resend"));
        var sent = next.All.Count;
        clock.Advance(TimeSpan.FromMinutes(1));
        var fields = Visitor.Pairs(Visitor.FormOf(page, resend)).ToArray();
        var done = await bob.FollowAsync(await bob.PostAsync(resend, fields));
        done.Body.ShouldContain("It goes out once more");
        done.Body.ShouldContain("ada@example.com");
        Wait.Until(() => next.All.Count > sent, "it is mailed again");
        next.All[^1].MessageId.ShouldBe(next.All[0].MessageId);
    }

    [Fact]
    public async Task Who_only_reads_sees_no_form_and_every_attempt()
    {
        var ann = await AsAsync("ann");
        var page = await ann.OpenAsync($"{Page}/acme");
        page.Body.ShouldContain("no such user");
        Visitor.ActionsOf(page).ShouldBe(["/console/out"]);
        (await ann.OpenAsync($"{Page}?state=odd")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_letter_is_shown_as_it_was_mailed()
    {
        var mail = next.All[0];
        var notices = await server.GetAsync("/v1/accounts/acme/notices");
        var ann = await AsAsync("ann");
        var shown = new List<string>();
        foreach (var notice in notices.Json.GetProperty("items").EnumerateArray())
        {
            var letter = await ann.OpenAsync(
                $"{Page}/acme/{notice.GetProperty("id").GetString()}?language=xx"
            );
            letter.Status.ShouldBe(HttpStatusCode.OK, letter.Body);
            shown.Add(WebUtility.HtmlDecode(letter.Body));
        }
        shown.ShouldContain(page => page.Contains($"<h2 lang=\"en\">{mail.Subject}</h2>"));
        (await ann.OpenAsync($"{Page}/acme/nothing")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_test_says_what_came_of_it_and_tells_no_account()
    {
        var made = await server.PostAsync("/v1/webhooks", $$"""{"url":"{{receiver.Url}}"}""");
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body);
        var at = $"{Page}/endpoints/{made.Json.GetProperty("id").GetString()}/test";
        var bob = await AsAsync("bob");
        (await bob.DoAsync(Page, at)).Body.ShouldContain("The test was taken");
        receiver.All.Count.ShouldBe(1);
        receiver.Answers = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        var refused = await bob.FillAsync(Page, at);
        refused.Status.ShouldBe(HttpStatusCode.BadRequest, refused.Body);
        refused.Body.ShouldContain("The test was not taken");
    }

    private async Task<Visitor> AsAsync(string person) =>
        await Visitor.WithAsync(server, server.Server.ConsoleLink(person));

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
