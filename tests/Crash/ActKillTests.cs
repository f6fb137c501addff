using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Evenhand.Core.Effects;
using Evenhand.Tests.Replay;
using Evenhand.Tests.Server;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Crash;

/// <summary>
/// A server that is killed while people and accounts act: what was answered stands, what is sent again is answered as the first time
/// and done once, and what the account is told of it arrives.
/// </summary>
public sealed class ActKillTests(ITestOutputHelper output)
{
    private const int Actors = 3;

    /// <summary>Milliseconds after which a server is killed, that has to answer its first requests before it gets on.</summary>
    private const int Soonest = 200,
        Latest = 900;

    private static readonly int Kills = Rounds.Of(usual: 4, lasting: 60);
    private static readonly int AccountsOfEach = Rounds.Of(usual: 2, lasting: 30);

    private static readonly (string Id, string Role)[] People =
    [
        ("ann", "reviewer"),
        ("bob", "operator"),
        ("cyd", "operator"),
        ("eve", "billing"),
    ];

    private readonly Dictionary<string, AuthenticationHeaderValue> keys = new()
    {
        [Deed.Admin] = new("Bearer", ServedProcess.AdminKey),
    };

    [Fact]
    public async Task What_people_do_is_done_once_and_told_however_often_the_server_is_killed()
    {
        using var campaign = new Campaign(output.WriteLine);
        await using var hooks = await OddReceiver.StartAsync();
        var environment = new Dictionary<string, string> { ["EVENHAND_PRIVATE_WEBHOOKS"] = "yes" };
        var data = campaign.Folder("data");
        string[][] accounts =
        [
            .. Enumerable
                .Range(0, Actors)
                .Select(actor =>
                    Enumerable
                        .Range(0, AccountsOfEach)
                        .Select(n => $"a{actor}-{n}")
                        .Append($"a{actor}{Deed.Charge}")
                        .ToArray()
                ),
        ];
        using (var first = ServedProcess.Start(data, campaign.Port, environment))
        {
            await first.ReadyAsync(campaign.Http);
            await SetUpAsync(campaign.Http, hooks.Url, accounts.SelectMany(each => each));
            first.Kill();
        }
        Actor[] actors =
        [
            .. accounts.Select(each => new Actor(
                campaign.Dice.Next(),
                each,
                who => keys[who],
                campaign.Http
            )),
        ];
        using var stop = new CancellationTokenSource();
        Task[] work = [.. actors.Select(actor => Task.Run(() => actor.RunAsync(stop.Token)))];
        for (var kill = 0; kill < Kills; kill++)
        {
            using var server = ServedProcess.Start(data, campaign.Port, environment);
            await server.ReadyAsync(campaign.Http);
            await Task.Delay(
                campaign.Dice.Next(Soonest, Latest),
                TestContext.Current.CancellationToken
            );
            server.HasEnded.ShouldBeFalse(server.Said);
            server.Kill();
        }
        var (duringKills, posted) = (actors.Sum(actor => actor.Done.Count()), hooks.All.Count);
        hooks.IsOdd = false;
        using var last = ServedProcess.Start(data, campaign.Port, environment);
        await last.ReadyAsync(campaign.Http);
        await stop.CancelAsync();
        await Task.WhenAll(work);

        actors.SelectMany(actor => actor.Complaints).ShouldBeEmpty();
        duringKills.ShouldBeGreaterThan(Actors, "people act while servers are killed");
        posted.ShouldBeGreaterThan(0, "and the account is told of it");
        foreach (var actor in actors)
        foreach (var deeds in actor.Done.GroupBy(deed => deed.Account))
            await StandsAsync(campaign.Http, deeds.Key, [.. deeds], actor.Reasons);
        foreach (var account in accounts.SelectMany(each => each))
            await Wait.UntilAsync(
                async () =>
                    (await NoticesAsync(campaign.Http, account)).IsSubsetOf(
                        hooks.Taken.Select(each => each.Id)
                    ),
                $"each notice of {account} arrives"
            );
        hooks
            .All.GroupBy(each => each.Id)
            .ShouldAllBe(same => same.Select(each => each.Body).Distinct().Count() == 1);
        output.WriteLine(
            $"{actors.Sum(actor => actor.Done.Count())} acts, {duringKills} of them before the last start, {actors.Sum(actor => actor.Retries)} retries, {hooks.All.Count} posts"
        );
        last.Kill();
        Campaign.Verify(data);
    }

    /// <summary>What was answered is there, once, and it is what a replay of all that is stored says.</summary>
    private static async Task StandsAsync(
        HttpClient http,
        string account,
        Deed[] deeds,
        Dictionary<string, string> reasons
    )
    {
        var of = $"/v1/accounts/{account}";
        var export = await http.GetStringAsync(Uri($"/v1/events/export?account={account}"));
        var lines = export.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var audit = await ItemsAsync(http, $"/v1/audit?account={account}&limit=1000");
        foreach (var deed in deeds.Where(deed => deed.IsAct))
        {
            lines
                .Count(line => JsonDocument.Parse(line).RootElement.Text("id") == deed.Id)
                .ShouldBe(1, deed.Path);
            audit.Count(each => each.Text("id") == deed.Id).ShouldBe(1, deed.Path);
        }
        var replayed = Replays.Of(lines, SystemClock.Instance.GetCurrentInstant()).Effects;
        replayed.OfType<ActUnmet>().ShouldBeEmpty(account);
        foreach (var step in await ItemsAsync(http, $"{of}/steps"))
            step.Text("state")
                .Replace("-", "")
                .ShouldBe(
                    $"{replayed.OfType<StepChanged>().Last(each => each.Step == step.Text("step")).State}".ToLowerInvariant(),
                    $"{account} {step.Text("step")}"
                );
        lines
            .Count(line =>
                line.Contains("\"notice.delivered\"", StringComparison.Ordinal)
                && line.Contains("\"step\":\"s\"", StringComparison.Ordinal)
            )
            .ShouldBeLessThanOrEqualTo(1, account);
        if (reasons.TryGetValue(account, out var read))
            (await http.GetStringAsync(Uri($"{of}/steps/s/reasons"))).ShouldBe(read);
        if (Deed.IsOfCharge(account))
            return;
        var notes = (await ReadAsync(http, $"{of}/cases/use-unlawful@{DateTime.UtcNow:yyyy-MM}-01"))
            .GetProperty("notes")
            .EnumerateArray()
            .Select(each => each.Text("id"));
        var asked = (await ItemsAsync(http, $"{of}/questions")).Select(each => each.Text("id"));
        notes
            .Concat(asked)
            .Order()
            .ShouldBe(deeds.Where(deed => !deed.IsAct).Select(deed => deed.Id).Order());
    }

    private async Task SetUpAsync(HttpClient http, string url, IEnumerable<string> accounts)
    {
        await MadeAsync(http, "/v1/webhooks", $$"""{"url":"{{url}}"}""");
        foreach (var (id, role) in People)
        {
            await MadeAsync(
                http,
                "/v1/people",
                $$"""{"id":"{{id}}","name":"{{id}}","roles":["{{role}}"]}"""
            );
            await KeyAsync(http, id, $$"""{"roles":["{{role}}"],"person":"{{id}}"}""");
        }
        var now = DateTimeOffset.UtcNow;
        var opened = now.AddDays(-70);
        var spoken = DateTimeOffset.Parse(
            $"{Deed.Before(now)}T12:00:00Z",
            System.Globalization.CultureInfo.InvariantCulture
        );
        foreach (var account in accounts)
        {
            var (policy, day) = Deed.IsOfCharge(account)
                ? ("numonix", Deed.CycleOf(now).Day)
                : ("qcontact", 1);
            var lines = string.Join(
                '\n',
                TestEvents.Line(
                    account,
                    "open",
                    "account.opened",
                    $$"""{"policy":"{{policy}}","currency":"USD","time_zone":"UTC","cycle_day":{{day}}}""",
                    opened
                ),
                TestEvents.Line(
                    account,
                    "talk",
                    "tts.spoken",
                    """{"phrase":"p","characters":3000000}""",
                    spoken
                )
            );
            using var body = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
            using var answer = await http.PostAsync(Uri("/v1/events"), body);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            await KeyAsync(http, account, $$"""{"role":"account","account":"{{account}}"}""");
        }
    }

    private async Task KeyAsync(HttpClient http, string who, string body) =>
        keys[who] = new("Bearer", (await MadeAsync(http, "/v1/keys", body)).Text("key"));

    private static async Task<JsonElement> MadeAsync(HttpClient http, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(Uri(path), content);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<IReadOnlySet<string>> NoticesAsync(HttpClient http, string account) =>
        (await ItemsAsync(http, $"/v1/accounts/{account}/notices"))
            .Select(each => each.Text("id"))
            .ToHashSet();

    private static async Task<JsonElement[]> ItemsAsync(HttpClient http, string path) =>
        [.. (await ReadAsync(http, path)).GetProperty("items").EnumerateArray()];

    private static async Task<JsonElement> ReadAsync(HttpClient http, string path) =>
        JsonDocument.Parse(await http.GetStringAsync(Uri(path))).RootElement;

    private static Uri Uri(string path) => new(path, UriKind.Relative);
}

/// <summary>A short way to a text of an object.</summary>
internal static class TextOfJson
{
    public static string Text(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var text) ? $"{text}" : "";
}
