using System.Net;
using System.Text.Json;
using Evenhand.Core.Effects;
using Evenhand.Node.Roles;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Where accounts stand, over HTTP, and what people say to each other about it.</summary>
public sealed class StandingTests : IAsyncLifetime
{
    private const string Reason = """{"reason":"the figures hold"}""";

    private Cast cast = null!;

    public async ValueTask InitializeAsync() => cast = await Cast.AtAsync("2026-01-05");

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task A_case_shows_its_steps_and_what_the_ladder_allows_and_why_not_the_rest()
    {
        var opened = await cast.WarnedAsync("acme");
        var path = $"/v1/accounts/acme/cases/{opened}";
        Possible(await JsonAsync(path))
            .ShouldBe([
                "warned: finding, higher",
                "throttled: finding",
                "charged: finding",
                "suspended: finding, needed",
                "terminated: finding, needed",
            ]);
        await cast.DoAsync("ann", $"{path}/finding", Reason);
        await cast.DoAsync("ann", "/v1/accounts/acme/steps", Cast.Charge(opened, "s1"));
        var shown = await JsonAsync(path);
        shown.GetProperty("case").GetProperty("state").GetString().ShouldBe("found");
        shown.GetProperty("case").GetProperty("found_by").GetString().ShouldBe("ann");
        var step = shown.GetProperty("steps").EnumerateArray().ShouldHaveSingleItem();
        step.GetProperty("step").GetString().ShouldBe("s1");
        step.GetProperty("state").GetString().ShouldBe("proposed");
        var throttled = shown
            .GetProperty("possible")
            .EnumerateArray()
            .Single(each => each.GetProperty("to").GetString() == "throttled");
        throttled.GetProperty("unmet")[0].GetString().ShouldBe("higher");
        throttled
            .GetProperty("possible_from")
            .GetString()
            .ShouldBe(step.GetProperty("lapses").GetString());
    }

    [Fact]
    public async Task Steps_appeals_and_exceptions_stand_as_a_replay_of_the_export_says()
    {
        var opened = await cast.WarnedAsync("acme");
        await cast.DoAsync("ann", $"/v1/accounts/acme/cases/{opened}/finding", Reason);
        await cast.DoAsync("ann", "/v1/accounts/acme/steps", Cast.Charge(opened, "s1"));
        await cast.DoAsync("bob", "/v1/accounts/acme/steps/s1/approval", Reason);
        await cast.DoAsync(
            "acme",
            "/v1/appeals",
            """{"appeal":"a1","against":"s1","reason":"not so"}"""
        );
        await cast.DoAsync(
            "acme",
            "/v1/exceptions",
            """{"exception":"q1","clause":"api-calls","from":"2026-02-10T00:00:00Z","to":"2026-02-20T00:00:00Z","reason":"a campaign"}"""
        );
        await SameAsReplayAsync();
        await cast.UntilAsync("2026-02-25");
        await SameAsReplayAsync();
        (await JsonAsync("/v1/accounts/acme/appeals"))
            .GetProperty("items")[0]
            .GetProperty("outcome")
            .GetString()
            .ShouldBe("reversed");
        (await JsonAsync("/v1/accounts/acme/exceptions"))
            .GetProperty("items")[0]
            .GetProperty("answered_by")
            .GetString()
            .ShouldBe("time");
    }

    [Fact]
    public async Task The_cases_of_all_accounts_come_by_urgency_filtered_and_paged()
    {
        foreach (var account in new[] { "one", "two", "three" })
        {
            await cast.OpenAsync(account);
            await cast.SendAsync(
                account,
                "report.filed",
                """{"clause":"no-resale","by":"desk","about":"seen"}"""
            );
        }
        await cast.CaseAsync("two");
        (await QueueAsync("")).Length.ShouldBe(4);
        (await QueueAsync("?state=open")).ShouldBe([
            "one no-resale@2026-01-01",
            "two no-resale@2026-01-01",
            "three no-resale@2026-01-01",
        ]);
        (await QueueAsync("?state=found")).ShouldBe(["two api-calls@2026-01-01"]);
        (await QueueAsync("?clause=no-resale&account=three")).Length.ShouldBe(1);
        (await QueueAsync("?policy=numonix")).ShouldBeEmpty();
        await cast.DoAsync(
            "bob",
            "/v1/accounts/one/cases/no-resale@2026-01-01/assignment",
            """{"person":"ann"}"""
        );
        (await QueueAsync("?assigned=ann")).ShouldBe(["one no-resale@2026-01-01"]);
        (await QueueAsync("?state=open&assigned=nobody")).Length.ShouldBe(2);
        await cast.DoAsync("ann", "/v1/accounts/two/cases/no-resale@2026-01-01/dismissal", Reason);
        (await QueueAsync("?state=open")).Length.ShouldBe(2);
        var (paged, after) = (new List<string>(), "");
        do
        {
            var page = await JsonAsync($"/v1/cases?limit=1{after}");
            paged.AddRange(Names(page));
            after = page.GetProperty("next").GetString() is { } next ? $"&after={next}" : "";
        } while (after.Length > 0);
        paged.ShouldBe(await QueueAsync(""));
        (await cast.Server.GetAsync("/v1/cases?after=nonsense")).Status.ShouldBe(
            HttpStatusCode.BadRequest
        );
    }

    [Fact]
    public async Task A_case_is_assigned_and_noted_on_and_the_account_sees_none_of_it()
    {
        var opened = await cast.WarnedAsync("acme");
        var path = $"/v1/accounts/acme/cases/{opened}";
        await cast.DoAsync("bob", $"{path}/assignment", """{"id":"n0","person":"ann"}""");
        const string Note = """{"id":"n1","text":"asked sales"}""";
        var first = await cast.DoAsync("ann", $"{path}/notes", Note);
        (await cast.DoAsync("ann", $"{path}/notes", Note))
            .GetRawText()
            .ShouldBe(first.GetRawText());
        (
            await cast.PostAsync("ann", $"{path}/notes", """{"id":"n1","text":"another"}""")
        ).Status.ShouldBe(HttpStatusCode.Conflict);
        (await JsonAsync(path)).GetProperty("notes").GetArrayLength().ShouldBe(2);
        var theirs = (await cast.Server.GetAsync(path, cast.KeyOf("acme"))).Json;
        theirs.GetProperty("notes").GetArrayLength().ShouldBe(0);
        theirs.GetProperty("case").TryGetProperty("assigned", out _).ShouldBeFalse();
        (await cast.Server.GetAsync("/v1/audit?type=case.noted"))
            .Json.GetProperty("items")[0]
            .GetProperty("by")
            .GetProperty("person")
            .GetString()
            .ShouldBe("ann");
        await cast.HasItsEffectAsync("acme");
    }

    [Fact]
    public async Task An_account_asks_about_a_line_and_a_person_answers()
    {
        await cast.OpenAsync("acme");
        var asked = await cast.DoAsync(
            "acme",
            "/v1/questions",
            """{"clause":"api-calls","cycle":"2026-01-01","text":"why so many?"}"""
        );
        var id = asked.GetProperty("id").GetString();
        await cast.DoAsync(
            "eve",
            $"/v1/accounts/acme/questions/{id}/answer",
            """{"text":"the nightly job"}"""
        );
        (
            await cast.PostAsync("acme", "/v1/questions", """{"clause":"api-calls","text":"?"}""")
        ).Status.ShouldBe(HttpStatusCode.BadRequest);
        (
            await cast.PostAsync(
                "eve",
                "/v1/accounts/acme/questions/none/answer",
                """{"text":"x"}"""
            )
        ).Status.ShouldBe(HttpStatusCode.NotFound);
        var listed = (
            await cast.Server.GetAsync("/v1/accounts/acme/questions", cast.KeyOf("acme"))
        ).Json.GetProperty("items");
        listed.GetArrayLength().ShouldBe(2);
        listed[1].GetProperty("by").GetString().ShouldBe("eve");
        listed[1].GetProperty("about").GetString().ShouldBe(id);
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_asked_about()
    {
        await cast.WarnedAsync("acme");
        foreach (
            var (about, status) in new[]
            {
                (
                    """{"clause":"nonsense","cycle":"2026-02-01","text":"?"}""",
                    HttpStatusCode.NotFound
                ),
                (
                    """{"clause":"api-calls","cycle":"2020-01-01","text":"?"}""",
                    HttpStatusCode.NotFound
                ),
                ("""{"clause":"api-calls","cycle":"2026-02-01","text":"?"}""", HttpStatusCode.OK),
                (
                    """{"clause":"triggered-cost","cycle":"2026-01-01","text":"?"}""",
                    HttpStatusCode.OK
                ),
                ("""{"notice":"nonsense","text":"?"}""", HttpStatusCode.NotFound),
                ("""{"decision":"one-that-nobody-remembers","text":"?"}""", HttpStatusCode.OK),
            }
        )
            (await cast.PostAsync("acme", "/v1/questions", about)).Status.ShouldBe(status, about);
        var told = (await JsonAsync("/v1/accounts/acme/inbox")).GetProperty("items")[0];
        var notice = told.GetProperty("notice").GetProperty("id").GetString();
        await cast.DoAsync("acme", "/v1/questions", $$"""{"notice":"{{notice}}","text":"why?"}""");
    }

    private static string[] Possible(JsonElement shown) =>
        [
            .. shown
                .GetProperty("possible")
                .EnumerateArray()
                .Select(each =>
                    $"{each.GetProperty("to").GetString()}: {string.Join(", ", each.GetProperty("unmet").EnumerateArray().Select(word => word.GetString()))}"
                ),
        ];

    private async Task SameAsReplayAsync()
    {
        var said = await cast.ReplayedAsync("acme");
        var steps = said.OfType<StepChanged>()
            .GroupBy(each => each.Step)
            .ToDictionary(each => each.Key, each => Word($"{each.Last().State}"));
        (await StatesAsync("steps", "step")).ShouldBe(steps, ignoreOrder: true);
        var requests = said.OfType<RequestChanged>()
            .GroupBy(each => each.Request)
            .ToDictionary(each => each.Key, each => Word($"{each.Last().State}"));
        (await StatesAsync("exceptions", "exception")).ShouldBe(requests, ignoreOrder: true);
        var appeals = said.OfType<AppealChanged>()
            .GroupBy(each => each.Appeal)
            .ToDictionary(
                each => each.Key,
                each => each.Last().Outcome is null ? "opened" : "decided"
            );
        (await StatesAsync("appeals", "appeal")).ShouldBe(appeals, ignoreOrder: true);
    }

    private static string Word(string state) =>
        state == "InForce" ? "in-force" : state.ToLowerInvariant();

    private async Task<Dictionary<string, string>> StatesAsync(string list, string id) =>
        (await JsonAsync($"/v1/accounts/acme/{list}"))
            .GetProperty("items")
            .EnumerateArray()
            .ToDictionary(
                each => each.GetProperty(id).GetString()!,
                each => each.GetProperty("state").GetString()!
            );

    private async Task<string[]> QueueAsync(string query) =>
        Names(await JsonAsync($"/v1/cases{query}"));

    private static string[] Names(JsonElement page) =>
        [
            .. page.GetProperty("items")
                .EnumerateArray()
                .Select(each =>
                    $"{each.GetProperty("account").GetString()} {each.GetProperty("case").GetString()}"
                ),
        ];

    private async Task<JsonElement> JsonAsync(string path)
    {
        var answer = await cast.Server.GetAsync(path);
        answer.Status.ShouldBe(HttpStatusCode.OK, $"{path}: {answer.Body}");
        return answer.Json;
    }
}
