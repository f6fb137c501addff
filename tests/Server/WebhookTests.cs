using System.Net;
using System.Text.Json;
using Evenhand.Channels.Webhooks;
using Evenhand.Client;
using Evenhand.Node.Roles;
using Evenhand.Tests.Channels;
using Evenhand.Tests.Cli;
using Evenhand.Wire;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Endpoints over HTTP: made, tried, told what accounts are told; the inbox; what failed.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;
    private Receiver receiver = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(settings =>
            settings with
            {
                AllowsPrivateWebhooks = true,
            }
        );
        receiver = await Receiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task An_endpoint_is_told_of_a_step_and_that_brings_it_into_force()
    {
        await OpenAsync("acme");
        var secret = await MakeAsync("/v1/webhooks");
        await CallAsync("acme");
        await Wait.UntilAsync(
            async () => (await ToldAsync("acme")).Count == 2,
            "the step comes into force"
        );
        Wait.Until(() => receiver.All.Count >= 3, "all is told");

        var step = receiver.All.Single(each => TypeOf(each) == "notice.step");
        step.Fields["webhook-signature"]
            .ShouldBe(
                "v1,"
                    + WebhookSecrets.Signature(
                        secret,
                        step.Id,
                        long.Parse(step.Fields["webhook-timestamp"], null),
                        step.Body
                    )
            );
        var data = JsonDocument.Parse(step.Body).RootElement.GetProperty("data");
        data.GetProperty("id").GetString().ShouldBe(step.Id);
        data.GetProperty("step").GetString().ShouldStartWith("call-fair@");
        receiver.All.Select(TypeOf).ShouldContain("case.opened");
        receiver.All.Select(TypeOf).ShouldContain("notice.step-changed");
    }

    [Fact]
    public async Task An_accounts_own_endpoint_is_told_of_that_account_and_of_no_case()
    {
        await OpenAsync("acme");
        await OpenAsync("blue");
        var key = await server.KeyAsync(Role.Account, "acme");
        await MakeAsync("/v1/accounts/acme/webhooks", key);
        await CallAsync("blue");
        await CallAsync("acme");
        Wait.Until(() => receiver.All.Count == 2, "all is told");

        receiver.All.Select(TypeOf).ShouldBe(["notice.step", "notice.step-changed"]);
        receiver.All.ShouldAllBe(each => each.Body.Contains("\"account\":\"acme\""));
        (await server.GetAsync("/v1/accounts/blue/webhooks", key)).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    [Fact]
    public async Task An_endpoint_is_tried_changed_given_a_new_secret_and_taken_away()
    {
        var old = await MakeAsync("/v1/webhooks");
        var id = (await server.GetAsync("/v1/webhooks"))
            .Json.GetProperty("items")[0]
            .GetProperty("id")
            .GetString();
        var tried = await server.PostAsync($"/v1/webhooks/{id}/test", "");
        tried.Json.GetProperty("taken").GetBoolean().ShouldBeTrue(tried.Body);
        TypeOf(receiver.All.Single()).ShouldBe("test");

        var rotated = await server.PostAsync($"/v1/webhooks/{id}/rotate", "");
        rotated.Json.GetProperty("secret").GetString().ShouldNotBe(old);
        await server.PostAsync($"/v1/webhooks/{id}/test", "");
        receiver.All[1].Fields["webhook-signature"].Split(' ').Length.ShouldBe(2);

        var set = await server.SendAsync(
            HttpMethod.Put,
            $"/v1/webhooks/{id}",
            ServerUnderTest.AdminKey,
            """{"name":"desk","kinds":["step"]}"""
        );
        set.Json.GetProperty("name").GetString().ShouldBe("desk");
        (
            await server.SendAsync(
                HttpMethod.Delete,
                $"/v1/webhooks/{id}",
                ServerUnderTest.AdminKey
            )
        ).Status.ShouldBe(HttpStatusCode.NoContent);
        (await server.GetAsync("/v1/webhooks"))
            .Json.GetProperty("items")
            .GetArrayLength()
            .ShouldBe(0);
        (await server.GetAsync("/v1/webhooks")).Body.ShouldNotContain("whsec_");
    }

    [Fact]
    public async Task What_failed_is_listed_for_operators_with_every_attempt_and_sent_again_when_asked()
    {
        receiver.Answers = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await OpenAsync("acme");
        await MakeAsync("/v1/accounts/acme/webhooks");
        await CallAsync("acme");
        await Wait.UntilAsync(
            async () =>
                (await DeliveriesAsync("acme")).Any(each =>
                    each.GetProperty("channel").GetString() == "webhook"
                    && each.GetProperty("attempts").GetArrayLength() > 0
                ),
            "it is tried"
        );
        var delivery = (await DeliveriesAsync("acme")).Single(each =>
            each.GetProperty("channel").GetString() == "webhook"
        );
        delivery.GetProperty("state").GetString().ShouldBe("waiting");
        delivery.GetProperty("attempts")[0].GetProperty("status").GetInt32().ShouldBe(500);
        var id = delivery.GetProperty("id").GetString();
        (
            await server.PostAsync($"/v1/deliveries/{id}/resend", """{"account":"acme"}""")
        ).Status.ShouldBe(HttpStatusCode.Conflict);
        (await server.GetAsync("/v1/deliveries?state=failed"))
            .Json.GetProperty("items")
            .GetArrayLength()
            .ShouldBe(0);
    }

    [Fact]
    public async Task What_has_not_arrived_is_listed_of_all_accounts_filtered_and_over_the_client()
    {
        receiver.Answers = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await OpenAsync("acme");
        await MakeAsync("/v1/webhooks");
        await CallAsync("acme");
        using var client = new EvenhandClient(
            new EvenhandOptions { Address = server.Address, Key = ServerUnderTest.AdminKey }
        );
        await Wait.UntilAsync(
            async () =>
                (await client.Deliveries.UndeliveredAsync("tried", cancel: Cancel)).Items.Count > 0,
            "it is tried"
        );
        var tried = (
            await client.Deliveries.UndeliveredAsync("tried", "webhook", cancel: Cancel)
        ).Items[0];
        tried.State.ShouldBe(DeliveryWord.Waiting);
        tried.LastError.ShouldBe("it answered 500 Internal Server Error");
        tried.NextTry.ShouldNotBeNull();
        tried.Attempts[0].Status.ShouldBe(500);
        tried.Address.ShouldBeNull();
        (await client.Deliveries.DeliveryAsync("acme", tried.Id, Cancel)).Address.ShouldBe(
            receiver.Url
        );
        (await client.Deliveries.OfAsync("acme", cancel: Cancel)).Items.ShouldContain(each =>
            each.Id == tried.Id
        );
        (
            await client.Deliveries.UndeliveredAsync("failed_everywhere", cancel: Cancel)
        ).Items.ShouldBeEmpty();
        (await server.GetAsync("/v1/deliveries?state=lost")).Status.ShouldBe(
            HttpStatusCode.BadRequest
        );
        (await server.GetAsync("/v1/accounts/acme/deliveries/none")).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
        (
            await client.Deliveries.LetterAsync(
                "acme",
                (await NoticeAsync("acme"))!,
                cancel: Cancel
            )
        ).Text.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_command_line_lists_shows_previews_and_tries_what_goes_out()
    {
        receiver.Answers = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await OpenAsync("acme");
        await MakeAsync("/v1/webhooks");
        await CallAsync("acme");
        await Wait.UntilAsync(
            async () =>
                (await NoticesAsync("list", "--state", "tried", "--json")).Output.Contains("500"),
            "it is tried"
        );
        var listed = await NoticesAsync("list");
        listed.Output.ShouldContain("it answered 500");
        var delivery = JsonDocument
            .Parse((await NoticesAsync("list", "--state", "tried", "--json")).Output.Split('\n')[0])
            .RootElement;
        var id = delivery.GetProperty("id").GetString()!;
        (await NoticesAsync("show", "acme", id)).Output.ShouldContain("500");
        (await NoticesAsync("resend", "acme", id)).Status.ShouldNotBe(0);
        var notice = (await NoticeAsync("acme"))!;
        (await NoticesAsync("preview", "acme", notice)).Output.ShouldContain("acme");
        var hook = (await server.GetAsync("/v1/webhooks"))
            .Json.GetProperty("items")[0]
            .GetProperty("id")
            .GetString()!;
        var tried = await NoticesAsync("test", hook);
        tried.Errors.ShouldContain("not taken: it answered 500 Internal Server Error");
        tried.Status.ShouldBe(1);
        (await NoticesAsync("list", "acme")).Output.ShouldContain("portal");
    }

    [Fact]
    public async Task What_its_people_open_in_the_inbox_has_arrived_and_only_they_can_say_so()
    {
        await OpenAsync("acme");
        await CallAsync("acme");
        await Wait.UntilAsync(
            async () => (await DeliveriesAsync("acme")).Length == 1,
            "the step is announced"
        );
        var inbox = (await server.GetAsync("/v1/accounts/acme/inbox")).Json.GetProperty("items");
        var notice = inbox[0].GetProperty("notice").GetProperty("id").GetString();
        var path = $"/v1/accounts/acme/inbox/{notice}/opened";
        (await server.PostAsync(path, "")).Status.ShouldBe(HttpStatusCode.Forbidden);

        var key = await server.KeyAsync(Role.Account, "acme");
        (await server.PostAsync(path, "", key: key)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await server.PostAsync(path, "", key: key)).Status.ShouldBe(HttpStatusCode.NoContent);
        await Wait.UntilAsync(
            async () => (await ToldAsync("acme")).Count == 2,
            "the step comes into force"
        );
        (await server.GetAsync("/v1/accounts/acme/inbox"))
            .Json.GetProperty("items")[0]
            .TryGetProperty("opened", out _)
            .ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"url":"https://10.0.0.1/"}""")]
    [InlineData("""{"url":"http://example.com/"}""")]
    [InlineData("""{"name":"nowhere"}""")]
    public async Task An_endpoint_that_is_none_is_refused(string body)
    {
        await using var strict = await ServerUnderTest.StartAsync();
        (await strict.PostAsync("/v1/webhooks", body)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<string> MakeAsync(string path, string key = ServerUnderTest.AdminKey)
    {
        var made = await server.PostAsync(path, $$"""{"url":"{{receiver.Url}}"}""", key: key);
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body);
        return made.Json.GetProperty("secret").GetString()!;
    }

    private Task OpenAsync(string account) =>
        SendAsync(
            TestEvents.Line(
                account,
                "open",
                "account.opened",
                """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-500"}""",
                DateTimeOffset.UtcNow.AddDays(-40)
            )
        );

    private Task CallAsync(string account) =>
        SendAsync(
            TestEvents.Line(
                account,
                "call",
                "call.ended",
                """{"direction":"outbound","duration":14401}"""
            )
        );

    private async Task SendAsync(string line)
    {
        var answer = await server.PostAsync("/v1/events", line, "application/x-ndjson");
        answer.Json.GetProperty("rejected").GetArrayLength().ShouldBe(0, answer.Body);
    }

    private async Task<IReadOnlyList<string?>> ToldAsync(string account) =>
        [
            .. (await server.GetAsync($"/v1/accounts/{account}/notices"))
                .Json.GetProperty("items")
                .EnumerateArray()
                .Select(each => each.GetProperty("notice").GetString()),
        ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<string?> NoticeAsync(string account) =>
        (await server.GetAsync($"/v1/accounts/{account}/notices"))
            .Json.GetProperty("items")[0]
            .GetProperty("id")
            .GetString();

    private Task<Ran> NoticesAsync(params string[] arguments) =>
        Task.Run(() =>
        {
            using var evenhand = new EvenhandProcess();
            return evenhand.Run(
                $"notices {string.Join(' ', arguments)} --server {server.Address} --key {ServerUnderTest.AdminKey}"
            );
        });

    private async Task<JsonElement[]> DeliveriesAsync(string account) =>
        [
            .. (await server.GetAsync($"/v1/accounts/{account}/deliveries"))
                .Json.GetProperty("items")
                .EnumerateArray(),
        ];

    private static string? TypeOf(Received received) =>
        JsonDocument.Parse(received.Body).RootElement.GetProperty("type").GetString();
}
