using System.Net;
using Evenhand.Ledger.Sqlite;
using Evenhand.Node.Audit;
using Evenhand.Node.People;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.SigningIn;

/// <summary>How a person comes in, and how nobody else does.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private const string Own = "/console/own";
    private const string Password = " four old wheels at the fence ";

    private readonly FakeTimeProvider clock = new(
        new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero)
    );

    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(clock: clock);
        await People.AddAsync("ann", "Ann Lee", "Ann@example.com", Role.Admin);
        await People.AddAsync("bob", "Bob", "", Role.Read);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private PersonRegister People => server.Server.Node.People;

    [Fact]
    public async Task A_link_opens_once_and_not_by_being_looked_at()
    {
        var link = server.Server.ConsoleLink("ann");
        for (var scan = 0; scan < 3; scan++)
        {
            var looked = await server.GetAsync(link, key: null);
            looked.Status.ShouldBe(HttpStatusCode.OK);
            looked.Body.ShouldContain("Sign in as Ann Lee");
            looked.Fields["Set-Cookie"].ShouldNotContain("evenhand-console=");
        }
        var first = Visitor.To(server);
        var second = Visitor.To(server);
        var pages = (await first.OpenAsync(link), await second.OpenAsync(link));
        var answers = await Task.WhenAll(
            first.PostAsync("/console/open", [.. Form(pages.Item1, "/console/open")]),
            second.PostAsync("/console/open", [.. Form(pages.Item2, "/console/open")])
        );
        answers
            .Select(answer => answer.Status)
            .ShouldBe([HttpStatusCode.SeeOther, HttpStatusCode.NotFound], ignoreOrder: true);
        (await server.GetAsync(link, key: null)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("https://usage.example.com", true)]
    [InlineData("http://usage.example.com", false)]
    public async Task Where_people_come_by_https_cookies_go_over_TLS_alone(string url, bool secure)
    {
        await using var behind = await ServerUnderTest.StartAsync(
            settings => settings with { PublicUrl = new Uri(url) },
            clock
        );
        await behind.Server.Node.People.AddAsync("ann", "Ann Lee", "", Role.Admin);
        var looked = await behind.GetAsync(behind.Server.ConsoleLink("ann"), key: null);
        looked.Fields["Set-Cookie"].Contains("; secure").ShouldBe(secure);
    }

    [Fact]
    public async Task A_link_ends_with_its_hour_its_person_and_every_end_of_sessions()
    {
        var link = server.Server.ConsoleLink("bob");
        await People.SignIns.EndSessionsAsync("bob", Doer.CommandLine);
        (await server.GetAsync(link, key: null)).Status.ShouldBe(HttpStatusCode.NotFound);
        link = server.Server.ConsoleLink("bob");
        clock.Advance(SignInBook.LinksLast);
        (await server.GetAsync(link, key: null)).Status.ShouldBe(HttpStatusCode.NotFound);
        link = server.Server.ConsoleLink("bob");
        await People.EndAsync("bob");
        (await server.GetAsync(link, key: null)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("ann@EXAMPLE.com")]
    public async Task A_person_sets_a_password_and_signs_in_with_it(string name)
    {
        await SetAsync("ann");
        var ann = Visitor.To(server);
        var at = SignIn.AddressFor("/console/desk?state=open");
        var answer = await ann.FillAsync(at, SignIn.Page, ("name", name), ("password", Password));
        answer.Status.ShouldBe(HttpStatusCode.SeeOther);
        answer.Fields["Location"].ShouldBe("/console/desk?state=open");
        answer.Fields["Cache-Control"].ShouldBe("no-store");
        var cookie = answer.Fields["Set-Cookie"];
        cookie.ShouldContain("evenhand-console=");
        cookie.ShouldContain("; path=/console; samesite=strict; httponly");
        (await ann.FollowAsync(answer)).Status.ShouldBe(HttpStatusCode.OK);
        Told()
            .ShouldBe([
                "link.used",
                "person.signed-in by link",
                "password.set",
                "person.signed-in by password",
            ]);
    }

    [Fact]
    public async Task The_page_runs_nothing_is_kept_by_nobody_and_lets_passwords_be_pasted()
    {
        var page = await server.GetAsync(SignIn.Page, key: null);
        page.Fields["Content-Security-Policy"].ShouldBe(Evenhand.Server.Sites.Html.Policy);
        page.Fields["Cache-Control"].ShouldBe("no-store");
        page.Fields["Referrer-Policy"].ShouldBe("no-referrer");
        page.Fields["Set-Cookie"].ShouldContain("; path=/console; samesite=strict; httponly");
        page.Body.ShouldContain("autocomplete=\"username\"");
        page.Body.ShouldContain("autocomplete=\"current-password\"");
        page.Body.ShouldNotContain("onpaste");
    }

    [Fact]
    public async Task Whoever_fails_is_told_the_same_whatever_is_wrong()
    {
        await SetAsync("ann");
        await SetAsync("bob");
        await People.EndAsync("bob");
        await People.AddAsync("cyd", "Cyd", "", Role.Read);
        var told = new List<string>();
        foreach (
            var (name, password) in new[]
            {
                ("ann", "not her password"),
                ("bob", Password),
                ("cyd", "none was ever set"),
                ("nobody", Password),
            }
        )
        {
            var answer = await TryAsync(name, password);
            answer.Status.ShouldBe(HttpStatusCode.Unauthorized, name);
            answer.Fields.ContainsKey("Set-Cookie").ShouldBeFalse(name);
            answer.Body.ShouldNotContain(password);
            told.Add(Between(answer.Body, "<p class=\"no\"", "</p>"));
        }
        told.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Five_failures_shut_the_door_for_a_quarter_of_an_hour_but_not_for_a_link()
    {
        await SetAsync("ann");
        for (var failure = 0; failure < Attempts.MostOfPerson; failure++)
            await TryAsync("ann", "wrong every time");
        Wait.Until(
            () => Told().Contains("person.locked-out 2026-11-27T12:15:00Z"),
            "the door is shut"
        );
        (await TryAsync("ann", Password)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Visitor.WithAsync(server, server.Server.ConsoleLink("ann"))).Cookies.ShouldContain(
            "evenhand-console="
        );
        clock.Advance(Attempts.Lasting);
        (await TryAsync("ann", Password)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Whoever_comes_in_is_counted_from_nought_again()
    {
        await SetAsync("ann");
        for (var round = 0; round < 2; round++)
        {
            for (var failure = 1; failure < Attempts.MostOfPerson; failure++)
                await TryAsync("ann", "wrong every time");
            (await TryAsync("ann", Password)).Status.ShouldBe(HttpStatusCode.SeeOther);
        }
    }

    [Fact]
    public async Task A_form_that_another_browser_was_given_signs_nobody_in()
    {
        await SetAsync("ann");
        var (mine, other) = (Visitor.To(server), Visitor.To(server));
        await mine.OpenAsync(SignIn.Page);
        var form = Form(await other.OpenAsync(SignIn.Page), SignIn.Page);
        (string, string)[] filled = [.. form, ("name", "ann"), ("password", Password)];
        (await mine.PostAsync(SignIn.Page, filled)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Visitor.To(server).PostAsync(SignIn.Page, filled)).Status.ShouldBe(
            HttpStatusCode.Forbidden
        );
        (await other.PostAsync(SignIn.Page, filled)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_session_begins_anew_with_each_sign_in_and_leads_nowhere_else()
    {
        var planted = await Visitor.WithAsync(server, server.Server.ConsoleLink("bob"));
        await SetAsync("ann");
        var victim = Visitor.To(server);
        victim.Cookies = planted.Cookies;
        var form = Form(await victim.OpenAsync(SignIn.Page), SignIn.Page)
            .Where(field => field.Name != "return");
        var answer = await victim.PostAsync(
            SignIn.Page,
            [.. form, ("return", "//example.com"), ("name", "ann"), ("password", Password)]
        );
        answer.Fields["Location"].ShouldBe("/console");
        (await victim.OpenAsync(Own)).Body.ShouldContain("You are ann");
        (await planted.OpenAsync(Own)).Body.ShouldContain("You are bob");
    }

    [Fact]
    public async Task Another_password_ends_all_other_sessions_and_needs_the_one_before()
    {
        var ann = await SetAsync("ann");
        var other = Visitor.To(server);
        await other.FillAsync(SignIn.Page, SignIn.Page, ("name", "ann"), ("password", Password));
        (await other.OpenAsync(Own)).Status.ShouldBe(HttpStatusCode.OK);
        var copy = ann.Cookies;
        var refused = await ann.FillAsync(
            Own,
            $"{Own}/password",
            ("password-now", "not the old one"),
            ("password", "another sentence of mine")
        );
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Body.ShouldNotContain("another sentence of mine");
        refused.Body.ShouldNotContain("not the old one");
        var set = await ann.DoAsync(
            Own,
            $"{Own}/password",
            ("password-now", Password),
            ("password", "another sentence of mine")
        );
        set.Body.ShouldContain("You sign in with this password from now on");
        (await other.OpenAsync(Own)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        ann.Cookies = copy;
        (await ann.OpenAsync(Own)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await TryAsync("ann", Password)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_signs_out_everywhere_else_stays_in_here()
    {
        var (here, there) = (
            await Visitor.WithAsync(server, server.Server.ConsoleLink("ann")),
            await Visitor.WithAsync(server, server.Server.ConsoleLink("ann"))
        );
        (await here.DoAsync(Own, $"{Own}/out")).Body.ShouldContain("All other sessions");
        (await here.OpenAsync(Own)).Status.ShouldBe(HttpStatusCode.OK);
        (await there.OpenAsync(Own)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_the_command_line_ends_beside_the_server_is_over_at_the_next_request()
    {
        var ann = await Visitor.WithAsync(server, server.Server.ConsoleLink("ann"));
        var bob = await Visitor.WithAsync(server, server.Server.ConsoleLink("bob"));
        (await bob.OpenAsync(Own)).Status.ShouldBe(HttpStatusCode.OK);
        using (var ledger = SqliteLedger.Open(server.Data))
        {
            var people = LedgerPeople.Open(ledger, clock);
            await people.SignIns.ForgetAsync("ann", Doer.CommandLine);
            await people.EndAsync("bob", Doer.CommandLine);
        }
        (await ann.OpenAsync(Own)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await bob.OpenAsync(Own)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_weak_password_is_not_taken_and_never_shown_again()
    {
        var ann = await Visitor.WithAsync(server, server.Server.ConsoleLink("ann"));
        var refused = await ann.FillAsync(Own, $"{Own}/password", ("password", "password1234"));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Body.ShouldContain("one of the first to be guessed");
        refused.Body.ShouldNotContain("password1234");
        People.SignIns.Of("ann").Password.ShouldBeNull();
    }

    [Fact]
    public async Task A_browser_without_a_session_is_led_to_the_sign_in_and_back()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/console/desk?state=open");
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        var answer = await server.SendAsync(request);
        answer.Status.ShouldBe(HttpStatusCode.SeeOther);
        answer
            .Fields["Location"]
            .ShouldBe("/console/sign-in?return=%2Fconsole%2Fdesk%3Fstate%3Dopen");
        var page = await server.GetAsync(answer.Fields["Location"], key: null);
        Visitor.FormOf(page, SignIn.Page)["return"].ShouldBe("/console/desk?state=open");
    }

    [Fact]
    public async Task The_first_person_is_added_once_and_only_where_there_is_nobody()
    {
        (await server.Server.FirstLinkAsync()).ShouldBeNull();
        await using var fresh = await ServerUnderTest.StartAsync(clock: clock);
        var link = await fresh.Server.FirstLinkAsync();
        (await fresh.Server.FirstLinkAsync()).ShouldBeNull();
        var admin = await Visitor.WithAsync(fresh, link!);
        (await admin.OpenAsync(Own)).Body.ShouldContain("You are admin");
    }

    [Fact]
    public async Task No_secret_is_logged()
    {
        var link = server.Server.ConsoleLink("ann");
        await SetAsync("ann");
        await server.GetAsync(link, key: null);
        await TryAsync("ann", "a wrong one to be seen");
        var secret = link[^40..];
        server.Log.All.ShouldNotBeEmpty();
        foreach (var text in (string[])[secret, Password.Trim(), "a wrong one to be seen"])
            server.Log.All.ShouldNotContain(line => line.Contains(text), text);
    }

    private async Task<Visitor> SetAsync(string person)
    {
        var visitor = await Visitor.WithAsync(server, server.Server.ConsoleLink(person));
        (await visitor.DoAsync(Own, $"{Own}/password", ("password", Password))).Body.ShouldContain(
            "from now on"
        );
        return visitor;
    }

    private async Task<Answer> TryAsync(string name, string password) =>
        await Visitor
            .To(server)
            .FillAsync(SignIn.Page, SignIn.Page, ("name", name), ("password", password));

    private static IEnumerable<(string Name, string Value)> Form(Answer page, string action) =>
        Visitor.Pairs(Visitor.FormOf(page, action));

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal);
        start.ShouldBeGreaterThan(-1, text);
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }

    private string[] Told()
    {
        using var ledger = SqliteLedger.Open(server.Data);
        return
        [
            .. AuditTrail
                .ReadAsync(ledger, new AuditQuery())
                .ToBlockingEnumerable()
                .Where(entry =>
                    entry.Id == "ann" && entry.Type is not ("person.added" or "link.made")
                )
                .Select(entry =>
                    $"{entry.Type} {entry.Detail?.Replace("until ", "", StringComparison.Ordinal)}".TrimEnd()
                ),
        ];
    }
}
