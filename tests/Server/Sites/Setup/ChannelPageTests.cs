using System.Net;
using System.Text.RegularExpressions;
using Evenhand.Node.Roles;
using Evenhand.Tests.Channels;
using Evenhand.Tests.Channels.Mail;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Setup;

/// <summary>Channels are set, tried and given new secrets by forms of administrators.</summary>
public sealed partial class ChannelPageTests : IAsyncLifetime
{
    private const string Page = "/console/setup";
    private const string All = Page + "/endpoints";

    private readonly MailServer next = MailServer.Start();
    private Receiver receiver = null!;
    private ServerUnderTest server = null!;
    private Visitor dan = null!;

    public async ValueTask InitializeAsync()
    {
        receiver = await Receiver.StartAsync();
        server = await ServerUnderTest.StartAsync(settings =>
            settings with
            {
                Smtp = next.Url,
                MailFrom = "notices@example.com",
                AllowsPrivateWebhooks = true,
            }
        );
        await server.Server.Node.People.AddAsync("dan", "Dan", "", Role.Admin);
        dan = await Visitor.WithAsync(server, server.Server.ConsoleLink("dan"));
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await receiver.DisposeAsync();
        await next.DisposeAsync();
    }

    [Fact]
    public async Task An_endpoint_is_added_tried_set_anew_given_another_secret_and_taken_away()
    {
        var made = await dan.FillAsync(
            Page,
            All,
            ("url", receiver.Url),
            ("name", "the <shop>"),
            ("kinds", "step, policy-amended")
        );
        made.Status.ShouldBe(HttpStatusCode.OK, made.Body);
        var secret = SecretOf(made);
        var shown = await dan.OpenAsync(Page);
        shown.Body.ShouldContain("the &lt;shop&gt;");
        shown.Body.ShouldContain("step, policy-amended");
        shown.Body.ShouldNotContain(secret);
        var hook = server.Server.Node.Deliveries.Targets(null).ShouldHaveSingleItem();

        (await dan.DoAsync(Page, $"{All}/{hook.Id}/test")).Body.ShouldContain("The test was taken");
        var again = SecretOf(await dan.FillAsync(Page, $"{All}/{hook.Id}/rotate"));
        again.ShouldNotBe(secret);
        await dan.DoAsync(
            Page,
            $"{All}/{hook.Id}",
            ("url", receiver.Url),
            ("name", "other"),
            ("kinds", "")
        );
        var set = server.Server.Node.Deliveries.Targets(null).ShouldHaveSingleItem();
        (set.Name, set.Kinds.Length, set.Secrets.Length).ShouldBe(("other", 0, 2));

        (await dan.DoAsync(Page, $"{All}/{hook.Id}/end")).Body.ShouldContain(
            "Nothing goes to that endpoint any more"
        );
        server.Server.Node.Deliveries.Targets(null).ShouldBeEmpty();
        var trail = (await server.GetAsync("/v1/audit")).Body;
        trail.ShouldContain("webhook.set");
        trail.ShouldContain("webhook.ended");
    }

    [Fact]
    public async Task What_is_no_address_comes_back_as_it_was_filled_in()
    {
        var wrong = await dan.FillAsync(
            Page,
            All,
            ("url", "nowhere"),
            ("name", "x"),
            ("kinds", "")
        );
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        wrong.Body.ShouldContain("value=\"nowhere\"");
        var mail = await dan.FillAsync(Page, Page + "/mail", ("address", "nobody"));
        mail.Status.ShouldBe(HttpStatusCode.BadRequest);
        mail.Body.ShouldContain("ada@example.com");
    }

    [Fact]
    public async Task A_mail_tries_the_next_hop()
    {
        var sent = await dan.DoAsync(Page, Page + "/mail", ("address", "ada@example.com"));
        sent.Body.ShouldContain("The test was taken");
        next.All.ShouldHaveSingleItem();
    }

    private static string SecretOf(Answer page) =>
        Secret().Match(WebUtility.HtmlDecode(page.Body)).Value is { Length: > 0 } text
            ? text
            : throw new ShouldAssertException(page.Body);

    [GeneratedRegex("whsec_[A-Za-z0-9+/=]+")]
    private static partial Regex Secret();
}
