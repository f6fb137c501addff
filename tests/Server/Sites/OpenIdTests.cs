using System.Net;
using Evenhand.Node.People;
using Evenhand.Node.Roles;
using Evenhand.Server;
using Evenhand.Server.Access;
using Evenhand.Server.Settings;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites;

/// <summary>Persons sign in at a provider, a process of its own, and nobody else does.</summary>
public sealed class OpenIdTests : IAsyncLifetime
{
    private const string Own = "/console/own";

    private ProviderUnderTest provider = null!;
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        provider = await ProviderUnderTest.StartAsync();
        server = await ServerUnderTest.StartAsync(provider.Known);
        await People.AddAsync("ann", "Ann Lee", "Ann@example.com", Role.Operator);
        await People.AddAsync("bob", "Bob", "bob@example.com", Role.Read);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await provider.DisposeAsync();
    }

    private PersonRegister People => server.Server.Node.People;

    [Fact]
    public async Task A_verified_address_links_a_person_who_is_known_by_its_subject_from_then_on()
    {
        await provider.IsAsync("sub-7", "ann@example.com");
        var ann = Visitor.To(server);
        var page = await SignInAsync(ann, "/console/desk?state=open");
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        page.Body.ShouldContain("href=\"/console/desk?state=open\"");
        (await ann.OpenAsync(Own)).Body.ShouldContain("You are ann");
        await provider.IsAsync("sub-7", "another@example.com", isVerified: false);
        var later = Visitor.To(server);
        await SignInAsync(later);
        (await later.OpenAsync(Own)).Body.ShouldContain("You are ann");
        People
            .SignIns.LinkedTo(new(provider.Http.BaseAddress!.AbsoluteUri, "sub-7"))
            .ShouldBe("ann");
    }

    [Theory]
    [InlineData("ann@example.com", false)]
    [InlineData("nobody@example.com", true)]
    [InlineData("both@example.com", true)]
    [InlineData("gone@example.com", true)]
    public async Task An_address_that_is_not_verified_or_not_one_persons_lets_nobody_in(
        string email,
        bool isVerified
    )
    {
        await People.AddAsync("cyd", "Cyd", "both@example.com", Role.Read);
        await People.AddAsync("dan", "Dan", "both@example.com", Role.Read);
        await People.AddAsync("eve", "Eve", "gone@example.com", Role.Admin);
        await People.EndAsync("eve");
        await provider.IsAsync("sub-8", email, isVerified);
        var visitor = Visitor.To(server);
        await ShouldBeRefusedAsync(visitor, "Nobody here goes with");
        People.All.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Whoever_got_the_address_of_somebody_who_is_linked_is_somebody_else()
    {
        await provider.IsAsync("sub-7", "ann@example.com");
        await SignInAsync(Visitor.To(server));
        await provider.IsAsync("sub-8", "ann@example.com");
        await ShouldBeRefusedAsync(Visitor.To(server), "Nobody here goes with");
        await People.EndAsync("ann");
        await provider.IsAsync("sub-7", "ann@example.com");
        await ShouldBeRefusedAsync(Visitor.To(server), "Nobody here goes with");
    }

    [Fact]
    public async Task What_comes_back_counts_once_and_in_the_browser_that_left()
    {
        await provider.IsAsync("sub-7", "ann@example.com");
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
        await provider.IsAsync("", "ann@example.com");
        await ShouldBeRefusedAsync(Visitor.To(server), "did not say who you are");
    }

    [Fact]
    public async Task Nobody_is_led_elsewhere_afterwards()
    {
        await provider.IsAsync("sub-7", "ann@example.com");
        var page = await SignInAsync(Visitor.To(server), "https://example.com/");
        page.Body.ShouldContain("href=\"/console\"");
        page.Body.ShouldNotContain("example.com/");
    }

    [Fact]
    public async Task A_person_links_itself_and_ends_that()
    {
        await provider.IsAsync("sub-9", "private@elsewhere.example", isVerified: false);
        var bob = await Visitor.WithAsync(server, server.Server.ConsoleLink("bob"));
        var leaving = await bob.FillAsync(Own, $"{Own}/openid");
        leaving.Body.ShouldContain("On to Company &amp; Sons");
        var to = WebUtility.HtmlDecode(leaving.Body.Split("class=\"on\" href=\"")[1].Split('"')[0]);
        (await bob.OpenAsync(await provider.GoAsync(to))).Status.ShouldBe(HttpStatusCode.OK);
        var again = Visitor.To(server);
        await SignInAsync(again);
        var own = await again.OpenAsync(Own);
        own.Body.ShouldContain("You are bob");
        (await again.DoAsync(Own, $"{Own}/openid/end")).Body.ShouldContain("not linked any more");
        await ShouldBeRefusedAsync(Visitor.To(server), "Nobody here goes with");
    }

    [Fact]
    public async Task A_link_that_was_begun_before_sessions_ended_is_not_finished()
    {
        await provider.IsAsync("sub-9", "private@elsewhere.example");
        var bob = await Visitor.WithAsync(server, server.Server.ConsoleLink("bob"));
        var leaving = await bob.FillAsync(Own, $"{Own}/openid");
        var to = WebUtility.HtmlDecode(leaving.Body.Split("class=\"on\" href=\"")[1].Split('"')[0]);
        var back = await provider.GoAsync(to);
        await People.SignIns.EndSessionsAsync("bob", Doer.CommandLine);
        (await bob.OpenAsync(back)).Body.ShouldContain("You are not linked");
        People.SignIns.Of("bob").Subject.ShouldBeNull();
    }

    [Fact]
    public async Task Who_has_an_app_shows_its_code_here_too()
    {
        var codes = RecoveryCodes.Make();
        var hashes = codes.Select(code => RecoveryCodes.HashOf("ann", code));
        await People.SignIns.SetSecondAsync("ann", "sealed", 0, [.. hashes], Doer.CommandLine);
        await provider.IsAsync("sub-7", "ann@example.com");
        var ann = Visitor.To(server);
        var asked = await SignInAsync(ann);
        asked.Body.ShouldContain("second step");
        (await ann.OpenAsync(Own)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var form = Visitor.Pairs(Visitor.FormOf(asked, SignIn.CodePage));
        (await ann.PostAsync(SignIn.CodePage, [.. form, ("code", codes[0])])).Status.ShouldBe(
            HttpStatusCode.SeeOther
        );
        (await ann.OpenAsync(Own)).Body.ShouldContain("You are ann");
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
