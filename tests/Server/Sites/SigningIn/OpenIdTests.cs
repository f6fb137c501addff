using System.Net;
using Evenhand.Node.People;
using Evenhand.Node.Roles;
using Evenhand.Server;
using Evenhand.Server.Access;
using Evenhand.Server.Settings;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.SigningIn;

/// <summary>Persons sign in at a provider, a process of its own, and nobody else does.</summary>
public sealed class OpenIdTests(OpenIdTests.Both both)
    : IClassFixture<OpenIdTests.Both>,
        IAsyncLifetime
{
    private const string Own = "/console/own";

    /// <summary>The server is known by another name than the provider, so that each is another site to the browser.</summary>
    private const string Browse = """
        import { chromium } from 'playwright-core';
        const [, , executablePath, server] = process.argv;
        const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
        const page = await browser.newPage();
        await page.goto(server.replace('127.0.0.1', 'localhost') + '/console/desk?state=open');
        await page.getByText('Sign in with Company & Sons').click();
        await page.waitForURL(url => url.pathname === '/console/desk');
        console.log('came to', new URL(page.url()).pathname + new URL(page.url()).search);
        await page.goto(server.replace('127.0.0.1', 'localhost') + '/console/own');
        console.log(await page.locator('main').innerText());
        await browser.close();
        """;

    /// <summary>Persons of each test are its own: server and provider are all tests'.</summary>
    private readonly string own = Guid.NewGuid().ToString("N")[..8];

    private readonly ProviderUnderTest provider = both.Provider;
    private readonly ServerUnderTest server = both.Server;

    public async ValueTask InitializeAsync()
    {
        await People.AddAsync(Id("ann"), "Ann Lee", Mail("Ann"), Role.Operator);
        await People.AddAsync(Id("bob"), "Bob", Mail("bob"), Role.Read);
    }

    public ValueTask DisposeAsync() => default;

    /// <summary>A server and its provider.</summary>
    public sealed class Both : IAsyncLifetime
    {
        internal ProviderUnderTest Provider { get; private set; } = null!;

        internal ServerUnderTest Server { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Provider = await ProviderUnderTest.StartAsync();
            Server = await ServerUnderTest.StartAsync(Provider.Known);
        }

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            await Provider.DisposeAsync();
        }
    }

    private string Id(string name) => $"{name}-{own}";

    private string Mail(string name) => $"{name}-{own}@example.com";

    private PersonRegister People => server.Server.Node.People;

    [Fact]
    public async Task A_verified_address_links_a_person_who_is_known_by_its_subject_from_then_on()
    {
        await provider.IsAsync(Id("sub-7"), Mail("ann"));
        var ann = Visitor.To(server);
        var page = await SignInAsync(ann, "/console/desk?state=open");
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        page.Body.ShouldContain("href=\"/console/desk?state=open\"");
        (await ann.OpenAsync(Own)).Body.ShouldContain($"You are ann-{own}");
        await provider.IsAsync(Id("sub-7"), "another@example.com", isVerified: false);
        var later = Visitor.To(server);
        await SignInAsync(later);
        (await later.OpenAsync(Own)).Body.ShouldContain($"You are ann-{own}");
        People
            .SignIns.LinkedTo(new(provider.Http.BaseAddress!.AbsoluteUri, Id("sub-7")))
            .ShouldBe(Id("ann"));
    }

    [Theory]
    [InlineData("ann", false)]
    [InlineData("nobody", true)]
    [InlineData("both", true)]
    [InlineData("gone", true)]
    public async Task An_address_that_is_not_verified_or_not_one_persons_lets_nobody_in(
        string name,
        bool isVerified
    )
    {
        await People.AddAsync(Id("cyd"), "Cyd", Mail("both"), Role.Read);
        await People.AddAsync(Id("dan"), "Dan", Mail("both"), Role.Read);
        await People.AddAsync(Id("eve"), "Eve", Mail("gone"), Role.Admin);
        await People.EndAsync(Id("eve"));
        await provider.IsAsync(Id("sub-8"), Mail(name), isVerified);
        var visitor = Visitor.To(server);
        await ShouldBeRefusedAsync(visitor, "Nobody here goes with");
        People.All.Count(each => each.Id.EndsWith(own, StringComparison.Ordinal)).ShouldBe(5);
    }

    [Fact]
    public async Task Whoever_got_the_address_of_somebody_who_is_linked_is_somebody_else()
    {
        await provider.IsAsync(Id("sub-7"), Mail("ann"));
        await SignInAsync(Visitor.To(server));
        await provider.IsAsync(Id("sub-8"), Mail("ann"));
        await ShouldBeRefusedAsync(Visitor.To(server), "Nobody here goes with");
        await People.EndAsync(Id("ann"));
        await provider.IsAsync(Id("sub-7"), Mail("ann"));
        await ShouldBeRefusedAsync(Visitor.To(server), "Nobody here goes with");
    }

    [Fact]
    public async Task What_comes_back_counts_once_and_in_the_browser_that_left()
    {
        await provider.IsAsync(Id("sub-7"), Mail("ann"));
        var (mine, other) = (Visitor.To(server), Visitor.To(server));
        var back = await LeaveAsync(mine);
        var stolen = await other.OpenAsync(back);
        stolen.Status.ShouldBe(HttpStatusCode.Unauthorized);
        stolen.Body.ShouldContain("did not say who you are");
        await LeaveAsync(other);
        (await other.OpenAsync(back)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (
            await mine.OpenAsync(back[..back.IndexOf("state=", StringComparison.Ordinal)])
        ).Status.ShouldBe(HttpStatusCode.Unauthorized);
        back = await LeaveAsync(mine);
        (await mine.OpenAsync(back)).Status.ShouldBe(HttpStatusCode.OK);
        (await mine.OpenAsync(back)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        server.Log.All.ShouldContain(line => line.Contains("Somebody came back"));
    }

    [Fact]
    public async Task Whoever_says_no_there_is_not_signed_in_and_told_so()
    {
        await provider.IsAsync("", Mail("ann"));
        await ShouldBeRefusedAsync(Visitor.To(server), "did not say who you are");
    }

    [Fact]
    public async Task Nobody_is_led_elsewhere_afterwards()
    {
        await provider.IsAsync(Id("sub-7"), Mail("ann"));
        var page = await SignInAsync(Visitor.To(server), "https://example.com/");
        page.Body.ShouldContain("href=\"/console\"");
        page.Body.ShouldNotContain("example.com/");
    }

    [Fact]
    public async Task A_person_links_itself_and_ends_that()
    {
        await provider.IsAsync(Id("sub-9"), "private@elsewhere.example", isVerified: false);
        var bob = await Visitor.WithAsync(server, server.Server.ConsoleLink(Id("bob")));
        var leaving = await bob.FillAsync(Own, $"{Own}/openid");
        leaving.Body.ShouldContain("On to Company &amp; Sons");
        var to = WebUtility.HtmlDecode(leaving.Body.Split("class=\"on\" href=\"")[1].Split('"')[0]);
        (await bob.OpenAsync(await provider.GoAsync(to))).Status.ShouldBe(HttpStatusCode.OK);
        var again = Visitor.To(server);
        await SignInAsync(again);
        var page = await again.OpenAsync(Own);
        page.Body.ShouldContain($"You are bob-{own}");
        (await again.DoAsync(Own, $"{Own}/openid/end")).Body.ShouldContain("not linked any more");
        await ShouldBeRefusedAsync(Visitor.To(server), "Nobody here goes with");
    }

    [Fact]
    public async Task A_link_that_was_begun_before_sessions_ended_is_not_finished()
    {
        await provider.IsAsync(Id("sub-9"), "private@elsewhere.example");
        var bob = await Visitor.WithAsync(server, server.Server.ConsoleLink(Id("bob")));
        var leaving = await bob.FillAsync(Own, $"{Own}/openid");
        var to = WebUtility.HtmlDecode(leaving.Body.Split("class=\"on\" href=\"")[1].Split('"')[0]);
        var back = await provider.GoAsync(to);
        await People.SignIns.EndSessionsAsync(Id("bob"), Doer.CommandLine);
        (await bob.OpenAsync(back)).Body.ShouldContain("You are not linked");
        People.SignIns.Of(Id("bob")).Subject.ShouldBeNull();
    }

    [Fact]
    public async Task Who_has_an_app_shows_its_code_here_too()
    {
        var codes = RecoveryCodes.Make();
        var hashes = codes.Select(code => RecoveryCodes.HashOf(Id("ann"), code));
        await People.SignIns.SetSecondAsync(Id("ann"), "sealed", 0, [.. hashes], Doer.CommandLine);
        await provider.IsAsync(Id("sub-7"), Mail("ann"));
        var ann = Visitor.To(server);
        var asked = await SignInAsync(ann);
        asked.Body.ShouldContain("second step");
        (await ann.OpenAsync(Own)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var form = Visitor.Pairs(Visitor.FormOf(asked, SignIn.CodePage));
        (await ann.PostAsync(SignIn.CodePage, [.. form, ("code", codes[0])])).Status.ShouldBe(
            HttpStatusCode.SeeOther
        );
        (await ann.OpenAsync(Own)).Body.ShouldContain($"You are ann-{own}");
    }

    [Fact]
    public async Task A_browser_goes_there_and_comes_back_with_a_session()
    {
        if (!Npm.Exists("chromium"))
            Assert.Skip("chromium is not installed: no browser went to the provider");
        await provider.IsAsync(Id("sub-7"), Mail("ann"));
        var (status, output) = Npm.Script(
            Npm.Installed("browser", ["playwright-core@1.64.1", "axe-core@4.14.1"]),
            Browse,
            ["/usr/bin/chromium", server.Address.ToString().TrimEnd('/')]
        );
        status.ShouldBe(0, output);
        output.ShouldContain("came to /console/desk?state=open");
        output.ShouldContain($"You are ann-{own}");
    }

    [Fact]
    public async Task Without_a_provider_nothing_of_it_is_there()
    {
        await using var plain = await ServerUnderTest.StartAsync();
        (await plain.GetAsync(SignIn.Page, key: null)).Body.ShouldNotContain("openid");
        foreach (var page in (string[])[OpenIdProvider.Page, OpenIdProvider.Back])
            (await plain.GetAsync(page, key: null)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_provider_that_is_away_leaves_the_other_ways_in()
    {
        await using var alone = await ServerUnderTest.StartAsync(settings =>
            provider.Known(settings) with
            {
                OpenIdAuthority = new Uri("http://127.0.0.1:1/"),
            }
        );
        var page = await alone.GetAsync(OpenIdProvider.Page, key: null);
        page.Body.ShouldContain("cannot be reached just now");
        Visitor.ActionsOf(page).ShouldContain(SignIn.Page);
    }

    [Fact]
    public void A_provider_that_does_not_know_the_server_by_a_name_is_a_fault_of_settings()
    {
        var settings = new ServerSettings { OpenIdAuthority = new Uri("https://login.example") };
        Should.Throw<CannotServeException>(() => OpenIdSettings.Of(settings));
    }

    private async Task ShouldBeRefusedAsync(Visitor visitor, string why)
    {
        var page = await SignInAsync(visitor);
        page.Status.ShouldBe(HttpStatusCode.Unauthorized);
        page.Body.ShouldContain(why);
        visitor.Cookies.ShouldNotContain("evenhand-console=");
    }

    /// <summary>Goes to the provider and back, up to the page that is shown then.</summary>
    private async Task<Answer> SignInAsync(Visitor visitor, string? page = null) =>
        await visitor.OpenAsync(await LeaveAsync(visitor, page));

    private async Task<string> LeaveAsync(Visitor visitor, string? page = null)
    {
        var query = page is null ? "" : $"?return={Uri.EscapeDataString(page)}";
        var left = await visitor.OpenAsync(OpenIdProvider.Page + query);
        left.Status.ShouldBe(HttpStatusCode.Found, left.Body);
        left.Fields["Location"].ShouldContain("code_challenge_method=S256");
        return await provider.GoAsync(left.Fields["Location"]);
    }
}
