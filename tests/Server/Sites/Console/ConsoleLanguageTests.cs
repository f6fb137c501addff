using System.Net;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Console;

/// <summary>The console in a language: of the browser, or as it was chosen; whole, with nothing of another in it.</summary>
public sealed class ConsoleLanguageTests : IAsyncLifetime
{
    private const string Case = "/console/desk/own/api-calls%402026-02-01";

    /// <summary>What stands there in no language: roles, words of the wire, names and what is typed at a command line.</summary>
    private static readonly string[] Known =
    [
        "account",
        "admin",
        "billing",
        "content",
        "gate",
        "ingest",
        "operator",
        "read",
        "reviewer",
        "evenhand",
        "serve",
        "help",
        "verify",
        "backup",
        "dir",
        "keyring",
        "origins",
        "post",
        "people",
        "add",
        // The key of the start is named so.
        "at",
        "own",
        "ann",
        "bob",
        "starter",
        "stackcx",
        "console",
        "sign",
        "in",
        // A field's name, and what the first key is called.
        "role",
        "at",
    ];

    /// <summary>What was found, so that all of it is told at once.</summary>
    private readonly List<string> left = [];

    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05T09:00:00Z");
        await cast.WarnedAsync("own");
        for (var each = 0; each < 20; each++)
            await cast.SendAsync("own", "api.called", """{"count":700,"operation":"read"}""");
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task A_persons_language_is_the_browsers_or_the_one_that_was_chosen()
    {
        var dan = await AsAsync("dan", "de-AT, en;q=0.5");
        var page = await dan.OpenAsync("/console");
        page.Body.ShouldContain("<html lang=\"de\">");
        page.Body.ShouldContain("<h1>Heute</h1>");
        page.Body.ShouldContain("href=\"/language/en?return=%2Fconsole\"");
        var chosen = await dan.FollowAsync(
            await dan.OpenAsync("/language/en?return=%2Fconsole%2Fdesk%3Fstate%3Dfound")
        );
        chosen.Body.ShouldContain("<html lang=\"en\">");
        chosen.Body.ShouldContain("<h1>Review desk</h1>");
        (await dan.OpenAsync("/console")).Body.ShouldContain("<h1>Today</h1>");
    }

    [Fact]
    public async Task Nothing_in_English_is_left_on_the_pages_of_the_German_console()
    {
        await cast.DoAsync("own", "/v1/appeals", Appeal());
        var dan = await AsAsync("dan", "de");
        var seen = 0;
        foreach (var row in AccessTable.Rows.Where(IsPage))
        {
            var address = row
                .Pattern.Replace("{account}", "own")
                .Replace("{clause}", "api-calls")
                .Replace("{cycle}", "2026-01-01")
                .Replace("{case}", "api-calls%402026-02-01");
            await LookAsync(dan, await PageSample.OfAsync(cast.Server, address));
            seen++;
        }
        seen.ShouldBeGreaterThan(20);
        foreach (
            var address in new[]
            {
                "/console/ask?account=own&act=api.called&with.count=9000000",
                "/console/ask?act=api.called",
                "/console/events?account=own&outcome=unmatched",
                "/console/events?outcome=rejected",
                "/console/find?q=api",
                "/console/find?q=zzz",
                "/console/notices?state=waiting",
                "/console/desk?state=",
                "/console/charges?all=1",
                "/console/policies/stackcx/compare?from=1&to=1",
                "/console/accounts/own?show=cases",
            }
        )
            await LookAsync(dan, address);
        left.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_way_in_is_in_the_language_too()
    {
        var somebody = Visitor.To(cast.Server);
        somebody.Accepts = "de";
        await LookAsync(somebody, "/console/sign-in");
        await LookAsync(somebody, "/console/sign-in/passkey");
        await LookAsync(somebody, cast.Server.Server.ConsoleLink("ann"));
        left.ShouldBeEmpty();
        var refused = await somebody.FillAsync(
            "/console/sign-in",
            "/console/sign-in",
            ("name", "ann"),
            ("password", "not this one")
        );
        refused.Status.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Body.ShouldContain("Nicht angemeldet.");
        LeftInEnglish.On(refused.Body, Known).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_done_and_what_is_refused_is_said_in_the_language()
    {
        var bob = await AsAsync("bob", "de");
        var noted = await bob.DoAsync(Case, $"{Case}/notes", ("reason", "."));
        noted.Body.ShouldContain("Es ist vermerkt.");
        LeftInEnglish.On(noted.Body, Known).ShouldBeEmpty();
        await bob.DoAsync(Case, $"{Case}/finding", ("reason", "."));
        var proposed = await bob.DoAsync(
            Case,
            $"{Case}/steps/charged",
            ("reason", "."),
            ("amount", "0.25"),
            ("per", "1000"),
            ("until", "")
        );
        proposed.Body.ShouldContain("Es wartet auf die Zustimmung einer zweiten Person");
        LeftInEnglish.On(proposed.Body, Known).ShouldBeEmpty();
        var dan = await AsAsync("dan", "de");
        var refused = await dan.FillAsync(
            "/console/setup",
            "/console/setup/people",
            ("person", "fay"),
            ("name", "Fay"),
            ("role", "queen")
        );
        refused.Body.ShouldContain("Eine Rolle queen gibt es nicht.");
        LeftInEnglish.On(refused.Body, [.. Known, "role", "queen"]).ShouldBeEmpty();
        var twice = await dan.FillAsync(
            "/console/setup",
            "/console/setup/people",
            ("person", "bob"),
            ("name", "Bob"),
            ("role", "operator")
        );
        twice.Body.ShouldContain("Es gibt schon eine Person bob;");
        LeftInEnglish.On(twice.Body, Known).ShouldBeEmpty();
        var elsewhere = await bob.OpenAsync("/console/setup");
        elsewhere.Status.ShouldBe(HttpStatusCode.Forbidden);
        WebUtility.HtmlDecode(elsewhere.Body).ShouldContain("ist dies nicht zugänglich");
        LeftInEnglish.On(elsewhere.Body, Known).ShouldBeEmpty(elsewhere.Body);
    }

    private static bool IsPage(RouteAccess row) =>
        row is { Pages: PagesFor.Console, Method: "GET" }
        && row.Pattern is not ("/" or PageActs.AccountStoredBytes)
        && !row.Pattern.EndsWith("json", StringComparison.Ordinal)
        && !row.Pattern.EndsWith(".csv", StringComparison.Ordinal)
        && !row.Pattern.EndsWith(PageActs.Reasons, StringComparison.Ordinal)
        // A stream of what changes is no page.
        && !row.Pattern.EndsWith(PageActs.Changes, StringComparison.Ordinal);

    private static string Appeal() => """{"against":"api-calls@2026-01-01:warned","reason":"?"}""";

    private async Task LookAsync(Visitor visitor, string address)
    {
        var page = await visitor.OpenAsync(address);
        page.Status.ShouldBe(HttpStatusCode.OK, $"{address}: {page.Body}");
        left.AddRange(
            LeftInEnglish
                .On(page.Body.Replace(cast.Server.Data, ""), Known)
                .Select(word => $"{address}: {word}")
        );
    }

    private async Task<Visitor> AsAsync(string person, string? accepted)
    {
        var visitor = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink(person));
        visitor.Accepts = accepted;
        return visitor;
    }
}
