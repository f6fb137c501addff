using Evenhand.Channels;
using Evenhand.Channels.Webhooks;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Channels.Webhooks;

/// <summary>Messages are posted in the form of the Standard Webhooks, to public addresses, and nowhere that an answer points to.</summary>
public sealed class WebhookChannelTests : IAsyncLifetime
{
    private static readonly Moment Now = Moment.Of(
        DateTimeOffset.Parse("2026-01-05T12:00:00Z", null)
    );

    private readonly Outgoing outgoing = new(
        new EphemeralDataProtectionProvider().CreateProtector("test"),
        new OutgoingSettings { AllowsPrivate = true }
    );
    private Receiver receiver = null!;

    public async ValueTask InitializeAsync() => receiver = await Receiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        outgoing.Dispose();
        await receiver.DisposeAsync();
    }

    [Fact]
    public void A_signature_is_that_of_the_specification() =>
        // The example of standardwebhooks.com.
        WebhookSecrets
            .Signature(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                """{"test": 2432232314}"""
            )
            .ShouldBe("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    [Fact]
    public async Task A_message_has_its_id_its_time_and_a_signature_that_the_secret_makes_again()
    {
        var (target, secret) = Made();
        var receipt = await SendAsync(target);

        receipt.IsTaken.ShouldBeTrue();
        var got = receiver.All.ShouldHaveSingleItem();
        got.Id.ShouldBe("n1");
        got.Fields["webhook-timestamp"].ShouldBe("1767614400");
        got.Fields["content-type"].ShouldBe("application/json");
        got.Fields["webhook-signature"].ShouldBe("v1," + Signature(secret, got));
    }

    [Fact]
    public async Task While_a_secret_is_replaced_both_sign_and_then_the_new_one_alone()
    {
        var (target, old) = Made();
        var (renewed, young) = outgoing.Secrets.Renew(target, Now);
        await SendAsync(renewed);
        await SendAsync(renewed, Now + WebhookSecrets.Overlap);

        var (during, after) = (receiver.All[0], receiver.All[1]);
        during
            .Fields["webhook-signature"]
            .ShouldBe($"v1,{Signature(young, during)} v1,{Signature(old, during)}");
        after.Fields["webhook-signature"].ShouldBe($"v1,{Signature(young, after)}");
    }

    [Fact]
    public async Task No_redirect_is_followed()
    {
        receiver.Answers = context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        };
        var receipt = await SendAsync(Made().Target);

        receipt.IsTaken.ShouldBeFalse();
        receipt.Status.ShouldBe(307);
        receiver.All.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Of_an_answer_without_end_a_kilobyte_is_read_and_its_status_counts()
    {
        var left = new TaskCompletionSource();
        receiver.Answers = async context =>
        {
            // Kestrel takes writes to whoever has left without a word: only its token says so.
            context.RequestAborted.Register(() => left.TrySetResult());
            var block = new byte[1 << 16];
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(block, CancellationToken.None);
        };
        (await SendAsync(Made().Target)).IsTaken.ShouldBeTrue();
        await left.Task.WaitAsync(Wait.Longest, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("https://127.0.0.1/hook")]
    [InlineData("https://[::1]/hook")]
    [InlineData("https://[::ffff:10.0.0.1]/hook")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("http://example.com/hook")]
    [InlineData("https://name:word@example.com/hook")]
    [InlineData("ftp://example.com/hook")]
    [InlineData("example.com")]
    public void What_is_no_public_address_is_no_endpoint(string address)
    {
        using var strict = Strict();
        strict.Webhooks.Objection(address).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_name_that_points_to_a_private_address_by_then_is_not_connected_to()
    {
        using var strict = Strict();
        var (target, _) = strict.Secrets.Renew(
            new Target(
                "t",
                WebhookChannel.Name,
                $"https://localhost:{new Uri(receiver.Url).Port}/"
            ),
            Now
        );
        var receipt = await strict.Webhooks.Channel.SendAsync(
            ParcelTo(target, Now),
            TestContext.Current.CancellationToken
        );

        receipt.IsTaken.ShouldBeFalse();
        receipt.Detail.ShouldBe("localhost is at no public address");
        receiver.All.ShouldBeEmpty();
    }

    private static Outgoing Strict() =>
        new(new EphemeralDataProtectionProvider().CreateProtector("test"), new OutgoingSettings());

    private (Target Target, string Secret) Made() =>
        outgoing.Secrets.Renew(new Target("t", WebhookChannel.Name, receiver.Url), Now);

    private Task<Receipt> SendAsync(Target target, Moment? now = null) =>
        outgoing.Webhooks.Channel.SendAsync(
            ParcelTo(target, now ?? Now),
            TestContext.Current.CancellationToken
        );

    private static Parcel ParcelTo(Target target, Moment now) =>
        new(
            new AccountId("acme"),
            "n1",
            "step",
            target,
            new Message("notice.step", """{"type":"notice.step"}"""),
            now
        );

    private static string Signature(string secret, Received got) =>
        WebhookSecrets.Signature(
            secret,
            got.Id,
            long.Parse(got.Fields["webhook-timestamp"], null),
            got.Body
        );
}
