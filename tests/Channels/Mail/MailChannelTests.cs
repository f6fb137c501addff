using Evenhand.Channels.Mail;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using MimeKit;
using Shouldly;
using SmtpServer.Protocol;
using Xunit;

namespace Evenhand.Tests.Channels.Mail;

/// <summary>Mail over a real server: what it takes, what it will never take, and what it says of itself.</summary>
public sealed class MailChannelTests : IAsyncDisposable
{
    private static readonly Moment Now = Moment.Of(
        DateTimeOffset.Parse("2026-01-05T12:00:00Z", null)
    );

    private readonly MailServer next = MailServer.Start();

    public ValueTask DisposeAsync() => next.DisposeAsync();

    [Fact]
    public async Task A_letter_arrives_as_text_and_as_a_page_under_an_id_that_names_its_delivery()
    {
        var receipt = await SendAsync("step");
        await SendAsync("step");

        receipt.IsTaken.ShouldBeTrue(receipt.Detail);
        receipt.MayComeBack.ShouldBe(TimeSpan.FromHours(1));
        var mail = next.All[0];
        mail.Subject.ShouldBe("Ein Schritt für Ärzte");
        mail.TextBody!.Trim().ShouldBe("Guten Tag");
        mail.HtmlBody!.Trim().ShouldBe("<p>Guten Tag</p>");
        mail.To.ToString().ShouldBe("ada@example.com");
        mail.Date.ShouldBe(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
        MailId.TryRead(mail.MessageId!, out var id).ShouldBeTrue();
        id.ShouldBe(new MailId(new AccountId("ac/me ö"), "n1.t1"));
        next.All.Select(each => each.MessageId).Distinct().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("near-allowance", true)]
    [InlineData("cycle-summary", true)]
    [InlineData("step", false)]
    [InlineData("step-changed", false)]
    [InlineData("policy-amended", false)]
    public async Task Only_what_an_account_may_do_without_can_be_declined(string kind, bool may)
    {
        await SendAsync(kind);
        next.All.Single().Headers.Contains(HeaderId.ListUnsubscribe).ShouldBe(may);
    }

    [Fact]
    public async Task What_is_put_off_is_tried_again()
    {
        next.Answers = _ =>
            Task.FromResult(new SmtpResponse(SmtpReplyCode.Aborted, "try again later"));
        var receipt = await SendAsync("step");

        (receipt.IsTaken, receipt.IsFinal, receipt.Status).ShouldBe((false, false, 451));
    }

    [Fact]
    public async Task Where_nobody_listens_it_is_tried_again()
    {
        await next.DisposeAsync();
        var receipt = await SendAsync("step");

        (receipt.IsTaken, receipt.IsFinal).ShouldBe((false, false));
        receipt.Detail.ShouldContain("was refused: no mail server listens there");
    }

    [Theory]
    [InlineData("smtps", "TLS with")]
    [InlineData("smtp", "does not offer STARTTLS")]
    public async Task What_is_set_wrongly_is_said_with_what_to_look_at(string scheme, string words)
    {
        var receipt = await SendAsync(
            "step",
            each => each with { Server = new($"{scheme}://127.0.0.1:{next.Port}") }
        );
        receipt.Detail.ShouldContain(words);
        receipt.Detail.ShouldContain("smtp+plain:// goes without");
    }

    [Fact]
    public async Task A_code_of_the_next_hop_is_said_in_words()
    {
        next.Answers = _ =>
            Task.FromResult(new SmtpResponse(SmtpReplyCode.SizeLimitExceeded, "quota"));
        (await SendAsync("step")).Detail.ShouldBe("552 quota (the mailbox is full)");
    }

    [Fact]
    public void A_digest_has_each_letter_under_its_subject()
    {
        var digest = Evenhand.Channels.Digest.Of(
            new(
                "acme",
                MailChannel.Name,
                Now,
                [
                    new Message("Calls: reached", "You asked.\n") { Html = "<p>You asked.</p>\n" },
                    new Message("A <b>", "Text & more\n"),
                ]
            )
        );
        digest.Subject.ShouldBe("Calls: reached (+1)");
        digest.Text.ShouldBe(
            "Calls: reached\n==============\n\nYou asked.\n\n\nA <b>\n=====\n\nText & more\n"
        );
        digest.Html!.ShouldContain("<h2>A &lt;b&gt;</h2>\n<pre>Text &amp; more\n</pre>");
    }

    [Fact]
    public async Task With_a_sandbox_everything_goes_there()
    {
        await SendAsync("step", each => each with { Sandbox = "desk@example.com" });

        var mail = next.All.Single();
        mail.To.ToString().ShouldBe("desk@example.com");
        mail.Headers["X-Evenhand-To"].ShouldBe("ada@example.com");
    }

    [Fact]
    public async Task The_sender_is_named_as_the_brand_is()
    {
        await SendAsync("step", each => each with { SenderName = "Häfen, Voice <x>" });
        var from = next.All.Single().From.Mailboxes.Single();
        (from.Name, from.Address).ShouldBe(("Häfen, Voice <x>", "notices@evenhand.example"));
    }

    [Theory]
    [InlineData("ada@example.com", true)]
    [InlineData("Ada <ada@example.com>", false)]
    [InlineData("ada", false)]
    [InlineData("ada@example.com, bob@example.com", false)]
    [InlineData("ada@example.com\r\nBcc: bob@example.com", false)]
    public void An_address_is_one_address(string text, bool isOne) =>
        MailChannel.IsAddress(text).ShouldBe(isOne);

    private Task<Receipt> SendAsync(string kind, Func<MailSettings, MailSettings>? change = null)
    {
        var settings = new MailSettings(next.Url, "notices@evenhand.example");
        var channel = new MailChannel(change?.Invoke(settings) ?? settings).Channel;
        var message = new Message("Ein Schritt für Ärzte", "Guten Tag\n")
        {
            Html = "<p>Guten Tag</p>\n",
        };
        var target = new Target("t1", MailChannel.Name, "ada@example.com");
        return channel.SendAsync(
            new Parcel(new AccountId("ac/me ö"), "n1", kind, target, message, Now),
            TestContext.Current.CancellationToken
        );
    }
}
