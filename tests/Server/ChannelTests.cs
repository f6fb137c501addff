using Evenhand.Client;
using Evenhand.Node.Roles;
using Evenhand.Tests.Cli;
using Evenhand.Wire;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Where notices go is set, and what came of them read, from .NET and from the command line as over HTTP.</summary>
public sealed class ChannelTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;
    private EvenhandClient client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("acme");
        client = Client(ServerUnderTest.AdminKey);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_recipient_is_added_set_listed_and_taken_away()
    {
        var added = await client.Channels.AddRecipientAsync(
            "acme",
            new RecipientQuestion { Email = "ada@example.com", Billing = true },
            Cancel
        );
        await client.Channels.SetRecipientAsync(
            "acme",
            added.Id,
            new RecipientQuestion { Name = "Ada" },
            Cancel
        );
        var listed = (await client.Channels.RecipientsAsync("acme", Cancel)).Items.Single();
        (listed.Id, listed.Name, listed.Email, listed.Billing).ShouldBe(
            (added.Id, "Ada", "ada@example.com", true)
        );
        await client.Channels.EndRecipientAsync("acme", added.Id, Cancel);
        (await client.Channels.RecipientsAsync("acme", Cancel)).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("acme")]
    public async Task An_endpoint_is_added_set_given_a_new_secret_and_taken_away(string? account)
    {
        var added = await client.Channels.AddWebhookAsync(
            new WebhookQuestion { Url = "https://example.com/hooks" },
            account,
            Cancel
        );
        await client.Channels.SetWebhookAsync(
            added.Id,
            new WebhookQuestion { Kinds = ["step"] },
            account,
            Cancel
        );
        var rotated = await client.Channels.RotateAsync(added.Id, account, Cancel);
        rotated.Secret.ShouldNotBe(added.Secret);
        var listed = (await client.Channels.WebhooksAsync(account, Cancel)).Items.Single();
        (listed.Id, listed.Url, listed.Kinds).ShouldBe(
            (added.Id, "https://example.com/hooks", listed.Kinds)
        );
        listed.Kinds.ShouldBe(["step"]);
        listed.Rotating.ShouldNotBeNull();
        await client.Channels.EndWebhookAsync(added.Id, account, Cancel);
        (await client.Channels.WebhooksAsync(account, Cancel)).Items.ShouldBeEmpty();
        // What is made is tried once: a server that cannot be reached makes nothing twice.
        await Should.ThrowAsync<EvenhandProblemException>(() =>
            client.Channels.AddWebhookAsync(
                new WebhookQuestion { Url = "nowhere" },
                account,
                Cancel
            )
        );
    }

    [Fact]
    public async Task The_inbox_is_read_and_what_lies_in_it_opened()
    {
        var opening =
            """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-500"}""";
        await SendAsync(
            "eng",
            "open",
            "account.opened",
            opening,
            DateTimeOffset.UtcNow.AddDays(-40)
        );
        (await client.Deliveries.InboxAsync("eng", cancel: Cancel)).Items.ShouldBeEmpty();
        var call = """{"direction":"outbound","duration":14401}""";
        await SendAsync("eng", "call", "call.ended", call, DateTimeOffset.UtcNow);
        await Wait.UntilAsync(
            async () => (await client.Deliveries.InboxAsync("eng", cancel: Cancel)).Items.Count > 0,
            "the step is announced"
        );
        var lies = (await client.Deliveries.InboxAsync("eng", cancel: Cancel)).Items[0];
        lies.Opened.ShouldBeNull();
        using var own = Client(await server.KeyAsync(Role.Account, "eng"));
        await own.Deliveries.OpenedAsync("eng", lies.Notice.Id!, Cancel);
        (await own.Deliveries.InboxAsync("eng", limit: 1, cancel: Cancel))
            .Items[0]
            .Opened.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_changes_is_followed_and_followed_on_after_the_last_id()
    {
        string? last = null;
        await foreach (var told in client.Changes.FollowAsync(cancel: Cancel))
        {
            last = told.Id;
            told.Kind.ShouldBe("quiet");
            break;
        }
        await server.OpenAsync("missed");
        await foreach (var told in client.Changes.FollowAsync(after: last, cancel: Cancel))
            if (told.What.Account == "missed")
            {
                told.Kind.ShouldBe("change");
                told.What.What.ShouldContain("events");
                break;
            }
        await Should.ThrowAsync<EvenhandProblemException>(async () =>
        {
            await foreach (var _ in client.Changes.FollowAsync("nobody", cancel: Cancel))
                break;
        });
    }

    [Fact]
    public async Task The_command_line_sets_where_notices_go()
    {
        var mail = await NoticesAsync(
            "add --account acme --email ada@example.com --billing --kind step --json"
        );
        mail.Output.ShouldContain("\"billing\":true", customMessage: mail.Errors);
        var hook = await NoticesAsync("add --account acme --url https://example.com/hooks");
        var id = hook.Output.Split(' ')[0];
        hook.Output.ShouldContain("whsec_", customMessage: hook.Errors);
        (await NoticesAsync($"rotate {id} --account acme")).Output.ShouldNotBe(hook.Output);
        (await NoticesAsync("channels --account acme")).Output.ShouldContain("ada@example.com");

        var recipient = (await client.Channels.RecipientsAsync("acme", Cancel)).Items.Single().Id;
        foreach (var channel in new[] { id, recipient })
            (await NoticesAsync($"end {channel} --account acme")).Status.ShouldBe(0);
        (await NoticesAsync("channels --account acme")).Output.ShouldBeEmpty();
        (await NoticesAsync("add --account acme")).Errors.ShouldContain("--email or --url");
        (await NoticesAsync("add --email ada@example.com")).Errors.ShouldContain("--account");
    }

    private async Task SendAsync(
        string account,
        string id,
        string type,
        string data,
        DateTimeOffset time
    )
    {
        var line = TestEvents.Line(account, id, type, data, time);
        var answer = await server.PostAsync("/v1/events", line, "application/x-ndjson");
        answer.Json.GetProperty("rejected").GetArrayLength().ShouldBe(0, answer.Body);
    }

    private EvenhandClient Client(string key) =>
        new(new EvenhandOptions { Address = server.Address, Key = key });

    private Task<Ran> NoticesAsync(string arguments) =>
        Task.Run(() =>
        {
            using var evenhand = new EvenhandProcess();
            return evenhand.Run(
                $"notices {arguments} --server {server.Address} --key {ServerUnderTest.AdminKey}"
            );
        });
}
