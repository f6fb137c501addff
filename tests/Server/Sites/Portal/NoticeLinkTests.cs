using System.Net;
using System.Text.RegularExpressions;
using Evenhand.Node.Roles;
using Evenhand.Tests.Channels.Mail;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Portal;

/// <summary>
/// The link of a mail: whoever has it reads one notice with no key, says that they have read it, and asks about it. To open it
/// says nothing, since programs open what stands in mails; and it opens nothing else.
/// </summary>
public sealed partial class NoticeLinkTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(
        new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero)
    );

    private readonly MailServer next = MailServer.Start();
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
                },
            clock
        );
        await SendAsync(
            "open",
            "account.opened",
            """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-500","name":"<b>Acme"}""",
            clock.GetUtcNow().AddDays(-40)
        );
        await server.PostAsync(
            "/v1/accounts/acme/recipients",
            """{"email":"ada@example.com","billing":true}"""
        );
        await SendAsync("call", "call.ended", """{"direction":"outbound","duration":14401}""");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await next.DisposeAsync();
    }

    [Fact]
    public async Task Its_page_says_what_was_told_runs_nothing_and_counts_for_nothing()
    {
        var link = Link();
        for (var scan = 0; scan < 3; scan++)
        {
            var page = await OpenAsync(link);
            page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
            page.Body.ShouldContain("I have read this");
            page.Body.ShouldContain("&lt;b&gt;Acme");
            page.Body.ShouldNotContain("<script");
            page.Body.ShouldNotContain("style=");
            page.Fields["Content-Security-Policy"].ShouldStartWith("default-src 'none'");
            page.Fields["Referrer-Policy"].ShouldBe("no-referrer");
            page.Fields["Cache-Control"].ShouldBe("no-store");
        }
        (await ToldAsync()).ShouldBe(["step"]);
    }

    [Fact]
    public async Task Whoever_says_that_they_have_read_it_has_it_and_the_step_comes_into_force()
    {
        var link = Link();
        var answer = await SubmitAsync(link, "/read", "");
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Body);
        answer.Fields["Location"].ShouldBe(link);
        (await SubmitAsync(link, "/read", "")).Status.ShouldBe(HttpStatusCode.SeeOther);
        await Wait.UntilAsync(async () => (await ToldAsync()).Length == 2, "the step is in force");

        var page = await OpenAsync(link);
        page.Body.ShouldNotContain("I have read this");
        page.Body.ShouldContain("that they have read it");
    }

    [Fact]
    public async Task A_question_is_asked_once_is_a_receipt_and_its_answer_stands_on_the_page()
    {
        var link = Link();
        const string form = "id=q1&text=Why%3Cb%3E%3F%0D%0AReally";
        (await SubmitAsync(link, "/question", form)).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await SubmitAsync(link, "/question", form)).Status.ShouldBe(HttpStatusCode.SeeOther);
        var said = (await server.GetAsync("/v1/accounts/acme/questions")).Json.GetProperty("items");
        said.GetArrayLength().ShouldBe(1);
        said[0].GetProperty("text").GetString().ShouldBe("Why<b>?\nReally");
        said[0].GetProperty("matter").GetString().ShouldBe("notice");
        await Wait.UntilAsync(async () => (await ToldAsync()).Length == 2, "the step is in force");

        var answered = await server.PostAsync(
            "/v1/accounts/acme/questions/q1/answer",
            """{"text":"Because of the call."}""",
            key: await PersonAsync()
        );
        answered.Status.ShouldBe(HttpStatusCode.OK, answered.Body);
        var page = await OpenAsync(link);
        page.Body.ShouldContain("Why&lt;b&gt;?");
        page.Body.ShouldContain("Because of the call.");
        (await SubmitAsync(link, "/question", "text=")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task It_opens_nothing_else_and_nothing_at_all_once_it_has_run_out_or_was_changed()
    {
        var link = Link();
        (await OpenAsync("/portal" + link["/notice".Length..])).Status.ShouldBe(
            HttpStatusCode.Unauthorized
        );
        (await OpenAsync("/notice")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await OpenAsync(link[..^4] + "AAAA")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        clock.Advance(TimeSpan.FromDays(91));
        var late = await OpenAsync(link);
        late.Status.ShouldBe(HttpStatusCode.Unauthorized);
        late.Body.ShouldContain("or not any more");
        (await SubmitAsync(link, "/read", "")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Whoever_only_looks_at_the_letter_is_shown_no_link_that_opens_it()
    {
        Link();
        var notice = (await server.GetAsync("/v1/accounts/acme/notices"))
            .Json.GetProperty("items")[0]
            .GetProperty("id")
            .GetString();
        var letter = await server.GetAsync($"/v1/accounts/acme/notices/{notice}/letter");
        letter.Json.GetProperty("text").GetString()!.ShouldContain("/notice?link=SEALED");
        (await OpenAsync("/notice?link=SEALED")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    /// <summary>The link of the mail on the step, from the server's root; it is one in the text and in the page.</summary>
    private string Link()
    {
        Wait.Until(() => next.All.Count > 0, "it is mailed");
        var mail = next.All[0];
        var link = LinkIn().Match(mail.TextBody!).Value;
        mail.HtmlBody!.ShouldContain($"<a href=\"{link}\">");
        link.ShouldStartWith("https://usage.example.com/notice?link=");
        return link["https://usage.example.com".Length..];
    }

    private Task<Answer> OpenAsync(string path) => server.GetAsync(path, key: null);

    private Task<Answer> SubmitAsync(string link, string to, string form) =>
        server.PostAsync(
            link.Insert("/notice".Length, to),
            form,
            "application/x-www-form-urlencoded",
            key: null
        );

    private async Task<string[]> ToldAsync() =>
        [
            .. (await server.GetAsync("/v1/accounts/acme/notices"))
                .Json.GetProperty("items")
                .EnumerateArray()
                .Select(each => each.GetProperty("notice").GetString()!),
        ];

    private async Task<string> PersonAsync()
    {
        await server.PostAsync("/v1/people", """{"id":"ann","name":"Ann","roles":["operator"]}""");
        var made = await server.PostAsync(
            "/v1/keys",
            """{"role":"operator","name":"ann","person":"ann"}"""
        );
        return made.Json.GetProperty("key").GetString()!;
    }

    private async Task SendAsync(string id, string type, string data, DateTimeOffset? time = null)
    {
        var answer = await server.PostAsync(
            "/v1/events",
            TestEvents.Line("acme", id, type, data, time ?? clock.GetUtcNow()),
            "application/x-ndjson"
        );
        answer.Json.GetProperty("rejected").GetArrayLength().ShouldBe(0, answer.Body);
    }

    [GeneratedRegex(@"https://\S+")]
    private static partial Regex LinkIn();
}
