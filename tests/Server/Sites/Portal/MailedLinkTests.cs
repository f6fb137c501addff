using System.Net;
using System.Text.RegularExpressions;
using Evenhand.Tests.Channels.Mail;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Portal;

/// <summary>A link that is mailed to a recipient of an account and opens its portal once; what is typed tells nobody who is known.</summary>
public sealed partial class MailedLinkTests : IAsyncLifetime
{
    private const string Page = "/portal/sign-in";

    private readonly FakeTimeProvider clock = new(
        new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero)
    );

    private readonly MailServer next = MailServer.Start();
    private bool isStopped;
    private string? sandbox;
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(
            settings =>
                settings with
                {
                    Smtp = next.Url,
                    MailFrom = "notices@example.com",
                    PublicUrl = new Uri("https://usage.example.com/"),
                    Sends = !isStopped,
                    Sandbox = sandbox,
                },
            clock
        );
        await server.OpenAsync("own");
        await server.OpenAsync("other");
        await server.PostAsync(
            "/v1/accounts/own/recipients",
            """{"email":"ada@example.com","kinds":["step"],"language":"de"}"""
        );
        await server.PostAsync(
            "/v1/accounts/other/recipients",
            """{"email":"eve@example.com","kinds":["step"]}"""
        );
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await next.DisposeAsync();
    }

    [Fact]
    public async Task A_recipient_is_mailed_a_link_that_opens_the_portal_once()
    {
        await AskAsync("own", "Ada@example.com");
        var mail = (await MailsAsync(1))[0];
        mail.To.ToString().ShouldBe("ada@example.com");
        // In the recipient's language, whoever asked in whichever.
        mail.Subject.ShouldStartWith("Ihr Zugang zum Portal von");
        var link = LinkIn(mail.TextBody);
        var ada = Visitor.To(server);
        // Programs that read mails open links: that uses nothing up.
        (await ada.OpenAsync(link)).Status.ShouldBe(HttpStatusCode.OK);
        var page = await ada.OpenAsync(link);
        page.Body.ShouldContain("own");
        var fields = Visitor.Pairs(Visitor.FormOf(page, $"{Page}/open")).ToArray();
        var portal = await ada.FollowAsync(await ada.PostAsync($"{Page}/open", fields));
        portal.Status.ShouldBe(HttpStatusCode.OK, portal.Body);
        portal.Body.ShouldContain("href=\"/portal/limits\"");
        // A second time, and by anybody else, it opens nothing.
        var thief = Visitor.To(server);
        (await thief.OpenAsync(link)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await thief.PostAsync($"{Page}/open", fields)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await thief.OpenAsync("/portal")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_is_answered_is_the_same_for_everybody_and_strangers_are_mailed_nothing()
    {
        var known = await AskAsync("own", "ada@example.com");
        foreach (
            var (account, address) in new[]
            {
                ("own", "eve@example.com"),
                ("other", "ada@example.com"),
                ("nobody", "ada@example.com"),
                ("", ""),
                ("own", "no address"),
                ("own' or 1=1", "<b>@example.com"),
            }
        )
            (await AskAsync(account, address)).ShouldBe(known);
        // What is asked for is looked up in order: once this one has come, none of those was sent.
        await AskAsync("other", "eve@example.com");
        (await MailsAsync(2))
            .Select(each => each.To.ToString())
            .ShouldBe(["ada@example.com", "eve@example.com"]);
    }

    [Fact]
    public async Task A_link_lasts_a_quarter_of_an_hour_and_only_while_its_recipient_is_one_and_the_server_runs()
    {
        await AskAsync("own", "ada@example.com");
        await AskAsync("own", "ada@example.com");
        await AskAsync("own", "ada@example.com");
        var links = (await MailsAsync(3)).Select(each => LinkIn(each.TextBody)).ToArray();
        var ada = Visitor.To(server);
        clock.Advance(TimeSpan.FromMinutes(14));
        (await ada.OpenAsync(links[0])).Status.ShouldBe(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromMinutes(1));
        (await ada.OpenAsync(links[0])).Status.ShouldBe(HttpStatusCode.NotFound);

        await AskAsync("own", "ada@example.com");
        var fresh = LinkIn((await MailsAsync(4))[3].TextBody);
        (await ada.OpenAsync(fresh)).Status.ShouldBe(HttpStatusCode.OK);
        var id = (await server.GetAsync("/v1/accounts/own/recipients"))
            .Json.GetProperty("items")[0]
            .GetProperty("id")
            .GetString();
        await server.SendAsync(
            HttpMethod.Delete,
            $"/v1/accounts/own/recipients/{id}",
            ServerUnderTest.AdminKey
        );
        (await ada.OpenAsync(fresh)).Status.ShouldBe(HttpStatusCode.NotFound);

        await AskAsync("other", "eve@example.com");
        var others = LinkIn((await MailsAsync(5))[4].TextBody);
        await server.RestartAsync();
        (await Visitor.To(server).OpenAsync(others)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Too_many_are_mailed_neither_to_an_address_nor_for_a_network()
    {
        string? answer = null;
        for (var each = 0; each < 8; each++)
        {
            var next = await AskAsync("own", "ada@example.com");
            next.ShouldBe(answer ??= next);
        }
        await AskAsync("other", "eve@example.com");
        (await MailsAsync(6)).Count(each => each.To.ToString() == "ada@example.com").ShouldBe(5);
        for (var each = 0; each < 100; each++)
            await AskAsync("nobody", $"a{each}@example.com");
        (await AskAsync("other", "eve@example.com")).ShouldBe(answer);
        clock.Advance(TimeSpan.FromMinutes(16));
        await AskAsync("own", "ada@example.com");
        (await MailsAsync(7))[6].To.ToString().ShouldBe("ada@example.com");
    }

    [Fact]
    public async Task Where_nothing_is_sent_no_link_is_offered_and_a_sandbox_has_them_all()
    {
        isStopped = true;
        await server.RestartAsync();
        (await server.GetAsync(Page, key: null)).Body.ShouldContain("No links are mailed here");
        await server.SendAsync(
            HttpMethod.Post,
            Page,
            null,
            "account=own&email=ada%40example.com",
            "application/x-www-form-urlencoded"
        );
        (isStopped, sandbox) = (false, "sandbox@example.com");
        await server.RestartAsync();
        await AskAsync("own", "ada@example.com");
        (await MailsAsync(1))[0].To.ToString().ShouldBe("sandbox@example.com");
    }

    /// <summary>Asks for a link as somebody whom nobody knows does; the page that answers.</summary>
    private async Task<string> AskAsync(string account, string address)
    {
        var answer = await server.SendAsync(
            HttpMethod.Post,
            Page,
            null,
            $"account={Uri.EscapeDataString(account)}&email={Uri.EscapeDataString(address)}",
            "application/x-www-form-urlencoded"
        );
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        answer.Body.ShouldContain("a mail is on its way");
        return answer.Body;
    }

    private async Task<IReadOnlyList<MimeKit.MimeMessage>> MailsAsync(int count)
    {
        await Wait.UntilAsync(
            () => Task.FromResult(next.All.Count >= count),
            $"{count} mails have come"
        );
        next.All.Count.ShouldBe(count);
        return next.All;
    }

    private static string LinkIn(string? text)
    {
        var link = new Uri(Link().Match(text!).Value);
        link.Host.ShouldBe("usage.example.com");
        return link.PathAndQuery;
    }

    [GeneratedRegex(@"https://\S+")]
    private static partial Regex Link();
}
