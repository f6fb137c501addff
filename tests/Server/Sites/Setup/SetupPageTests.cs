using System.Net;
using System.Text.RegularExpressions;
using Evenhand.Core.Stream;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Setup;

/// <summary>People are added, let in and ended by forms of administrators.</summary>
public sealed partial class SetupPageTests : IAsyncLifetime
{
    private const string Page = "/console/setup";
    private const string Add = Page + "/people";

    private Cast cast = null!;
    private Visitor dan = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05T09:00:00Z");
        dan = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("dan"));
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task A_person_is_added_let_in_once_and_ended_at_once()
    {
        var added = await dan.DoAsync(
            Page,
            Add,
            ("person", "flo"),
            ("name", "Flo <b>"),
            ("email", "flo@example.com"),
            ("role", "read"),
            ("role", "reviewer")
        );
        added.Body.ShouldContain("Flo &lt;b&gt; is added");
        cast.Server.Server.Node.People.Find("flo")!
            .Roles.ShouldBe(RoleSet.Of(Role.Read, Role.Reviewer));
        var shown = await dan.FillAsync(Page, $"{Add}/flo/link");
        shown.Status.ShouldBe(HttpStatusCode.OK);
        var link = Link().Match(WebUtility.HtmlDecode(shown.Body)).Groups[1].Value;
        var flo = await Visitor.WithAsync(cast.Server, link);
        (await flo.OpenAsync("/console")).Body.ShouldContain("Flo &lt;b&gt;");
        (await cast.Server.GetAsync(link, key: null)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await dan.DoAsync(Page, $"{Add}/flo/end")).Body.ShouldContain("does not act any more");
        (await flo.OpenAsync("/console")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_is_made_shown_once_and_revoked()
    {
        const string keys = Page + "/keys";
        var none = await dan.FillAsync(Page, keys, ("name", "the <shop>"));
        none.Status.ShouldBe(HttpStatusCode.BadRequest);
        none.Body.ShouldContain("A key has at least one role");
        none.Body.ShouldContain("the &lt;shop&gt;");
        var made = await dan.FillAsync(
            Page,
            keys,
            ("name", "the <shop>"),
            ("account", ""),
            ("role", "read"),
            ("role", "gate")
        );
        made.Status.ShouldBe(HttpStatusCode.OK, made.Body);
        var text = KeyText().Match(made.Body).Groups[1].Value;
        (await cast.Server.GetAsync("/v1/accounts", text)).Status.ShouldBe(HttpStatusCode.OK);
        var shown = await dan.OpenAsync(Page);
        shown.Body.ShouldNotContain(text);
        var id = cast.Server.Server.Node.Keys.All.Single(key => key.Name == "the <shop>").Id;
        (await dan.DoAsync(Page, $"{keys}/{id}/revoke")).Body.ShouldContain(
            "opens nothing any more"
        );
        (await cast.Server.GetAsync("/v1/accounts", text)).Status.ShouldBe(
            HttpStatusCode.Unauthorized
        );
    }

    [Fact]
    public async Task What_is_refused_comes_back_as_it_was_filled_in()
    {
        var refused = await dan.FillAsync(
            Page,
            Add,
            ("person", "an n"),
            ("name", "An"),
            ("role", "billing")
        );
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        var alone = await dan.FillAsync(
            Page,
            Add,
            ("person", "gil"),
            ("name", "Gil"),
            ("role", "content")
        );
        alone.Body.ShouldContain("stands beside a role");
        refused.Body.ShouldContain("value=\"an n\"");
        refused.Body.ShouldContain("letters, digits");
        (await dan.FillAsync(Page, $"{Add}/dan/end")).Body.ShouldContain("Nobody ends oneself");
    }

    [Fact]
    public async Task No_secret_stands_on_the_page()
    {
        var key = await cast.Server.Server.Node.Keys.CreateAsync(
            Role.Ingest,
            new AccountId(""),
            "meter"
        );
        var page = await dan.OpenAsync(Page);
        page.Body.ShouldContain("meter");
        page.Body.ShouldContain("SQLite");
        page.Body.ShouldNotContain(key.Text);
        page.Body.ShouldNotContain(ServerUnderTest.AdminKey);
    }

    [GeneratedRegex("<code>(ek_[^<]*)</code>")]
    private static partial Regex KeyText();

    [GeneratedRegex("<code>http://[^/]+(/console/open[^<]+)</code>")]
    private static partial Regex Link();
}
