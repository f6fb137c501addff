using System.Net;
using System.Text.Json;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;
using Evenhand.Server.Settings;
using Evenhand.Tests.Node;
using Evenhand.Tests.Replay;
using NodaTime;
using Shouldly;

namespace Evenhand.Tests.Server;

/// <summary>A server under a clock that only the test moves, with persons, each with a key, and accounts with keys of their own.</summary>
internal sealed class Cast : IAsyncDisposable
{
    private static readonly (string Id, RoleSet Roles)[] People =
    [
        ("ann", RoleSet.Of(Role.Reviewer)),
        ("bob", RoleSet.Of(Role.Operator)),
        ("cyd", RoleSet.Of(Role.Operator, Role.Billing)),
        ("dan", RoleSet.Of(Role.Admin)),
        ("eve", RoleSet.Of(Role.Billing)),
    ];

    private readonly Dictionary<string, string> keys = [];
    private int next;

    private Cast(ServerUnderTest server, HandClock clock) => (Server, Clock) = (server, clock);

    public ServerUnderTest Server { get; }

    public HandClock Clock { get; }

    public static async Task<Cast> AtAsync(
        string instant,
        string? policies = null,
        Func<ServerSettings, ServerSettings>? change = null
    )
    {
        var clock = new HandClock(instant);
        var server = await ServerUnderTest.StartAsync(change, clock, policies);
        var cast = new Cast(server, clock);
        foreach (var (id, roles) in People)
        {
            await cast.Server.Server.Node.People.AddAsync(id, id, "", roles);
            cast.keys[id] = (
                await cast.Server.Server.Node.Keys.CreateAsync(
                    roles,
                    AccountId.None,
                    id,
                    person: id
                )
            ).Text;
        }
        return cast;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>The key of a person, or of an account.</summary>
    public string KeyOf(string who) => keys[who];

    /// <summary>Opens an account, which has a key of its own.</summary>
    public async Task OpenAsync(
        string account,
        string policy = "stackcx",
        string more = ",\"plan\":\"starter\""
    )
    {
        await SendAsync(
            account,
            "account.opened",
            $$"""{"policy":"{{policy}}","currency":"USD","time_zone":"UTC","cycle_day":1{{more}}}"""
        );
        await SendAsync(account, "seats.set", """{"licensed":2,"restricted":0}""");
        keys[account] = await Server.KeyAsync(Role.Account, account);
    }

    /// <summary>Reports an event of now.</summary>
    public async Task SendAsync(string account, string type, string data)
    {
        Clock.Add(TimeSpan.FromSeconds(1));
        var line = TestEvents.Line(account, $"e{++next}", type, data, Clock.GetUtcNow());
        var answer = await Server.PostAsync("/v1/events", line, "application/x-ndjson");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        answer.Json.GetProperty("rejected").GetArrayLength().ShouldBe(0, answer.Body);
    }

    /// <summary>Reports an event of the past.</summary>
    public async Task LateAsync(string account, string type, string data, string time)
    {
        var at = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
        var line = TestEvents.Line(account, $"e{++next}", type, data, at);
        var answer = await Server.PostAsync("/v1/events", line, "application/x-ndjson");
        answer.Json.GetProperty("rejected").GetArrayLength().ShouldBe(0, answer.Body);
    }

    /// <summary>Posts an act.</summary>
    public Task<Answer> PostAsync(string who, string path, string body) =>
        Server.PostAsync(path, body, key: keys[who]);

    /// <summary>Posts an act that has its effect.</summary>
    public async Task<JsonElement> DoAsync(string who, string path, string body)
    {
        Clock.Add(TimeSpan.FromSeconds(1));
        var answer = await PostAsync(who, path, body);
        answer.Status.ShouldBe(HttpStatusCode.OK, $"{path} {body}: {answer.Body}{Defects}");
        return answer.Json;
    }

    /// <summary>Posts an act that is not possible; why not.</summary>
    public async Task<string> RefusedAsync(string who, string path, string body)
    {
        Clock.Add(TimeSpan.FromSeconds(1));
        var answer = await PostAsync(who, path, body);
        answer.Status.ShouldBe(HttpStatusCode.Conflict, $"{path} {body}: {answer.Body}{Defects}");
        answer.Fields["Content-Type"].ShouldBe("application/problem+json");
        answer.Json.GetProperty("code").GetString().ShouldBe("unmet");
        return string.Join(
            ' ',
            answer.Json.GetProperty("unmet").EnumerateArray().Select(word => word.GetString())
        );
    }

    private string Defects =>
        string.Join('\n', Server.Log.All.Where(line => line.Contains("defect")));

    /// <summary>Moves the clock on, and lets everything happen that is due.</summary>
    public async Task UntilAsync(string instant)
    {
        Clock.Set(instant);
        await Server.Server.Node.LookAfterDueAsync();
    }

    /// <summary>A case of an account that went beyond its calls in the present month; of a fresh account its warning is announced.</summary>
    public async Task<string> CaseAsync(string account)
    {
        await SendAsync(account, "api.called", """{"count":50001}""");
        return $"api-calls@{Clock.GetUtcNow():yyyy-MM}-01";
    }

    /// <summary>An account that was warned in January and goes on in February: the case of February.</summary>
    public async Task<string> WarnedAsync(string account)
    {
        await OpenAsync(account);
        var first = await CaseAsync(account);
        await DoAsync(
            "bob",
            $"/v1/accounts/{account}/steps/{first}:warned/delivery",
            """{"channel":"email"}"""
        );
        await UntilAsync("2026-02-03");
        return await CaseAsync(account);
    }

    /// <summary>A charge to be proposed.</summary>
    public static string Charge(string opened, string step) =>
        $$"""{"step":"{{step}}","to":"charged","cases":["{{opened}}"],"reason":"it goes on","price":{"clause":"api-calls","per":"1000","amount":"0.25"} }""";

    /// <summary>How many events of a type are stored.</summary>
    public async Task<int> StoredAsync(string account, string type) =>
        (await ExportedAsync(account)).Count(line => line.Contains($"\"type\":\"{type}\""));

    /// <summary>All that is stored, as a replay takes it.</summary>
    public async Task<string[]> ExportedAsync(string account) =>
        (await Server.GetAsync($"/v1/events/export?account={account}")).Body.Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );

    /// <summary>Of what was taken in nothing was in vain, as a replay of the export says.</summary>
    public async Task HasItsEffectAsync(string account)
    {
        var said = Replays
            .Of(await ExportedAsync(account), Instant.FromDateTimeOffset(Clock.GetUtcNow()))
            .Effects;
        said.OfType<ActUnmet>().ShouldBeEmpty();
        said.Any(effect =>
                effect
                    is CaseChanged
                        or RequestChanged
                        or StepChanged
                        or HoldChanged
                        or ThingChanged
            )
            .ShouldBeTrue();
    }

    /// <summary>An account that the test opens by itself has a key of its own.</summary>
    public async Task OwnAsync(string account) =>
        keys[account] = await Server.KeyAsync(Role.Account, account);

    /// <summary>Reports an event of now, whatever becomes of it.</summary>
    public Task<Answer> ReportAsync(string id, string account, string type, string data) =>
        Server.PostAsync(
            "/v1/events",
            TestEvents.Line(account, id, type, data, Clock.GetUtcNow()),
            "application/x-ndjson"
        );

    /// <summary>Whether something is taken as an event.</summary>
    public async Task<bool> TriesEventAsync(string id, string account, string type, string data) =>
        (await ReportAsync(id, account, type, data)).Json.GetProperty("accepted").GetInt32() > 0;

    /// <summary>What a replay of the export says until now.</summary>
    public async Task<IReadOnlyList<Effect>> ReplayedAsync(string account) =>
        [
            .. Replays
                .Of(
                    await ExportedAsync(account),
                    Instant.FromDateTimeOffset(Clock.GetUtcNow()) + Duration.FromTicks(1)
                )
                .Effects,
        ];

    /// <summary>What is stored, as far as it is about the account's standing.</summary>
    public async Task<IReadOnlyList<StoredAct>> StoredAsync(string account) =>
        [.. (await ExportedAsync(account)).Select(StoredAct.Of)];
}

/// <summary>A stored event, read without the product's help.</summary>
internal sealed record StoredAct(string Type, Moment Time, string? By, string? About)
{
    private static readonly string[] Names = ["case", "step", "appeal", "exception"];

    public static StoredAct Of(string line)
    {
        var json = JsonDocument.Parse(line).RootElement;
        var data = json.TryGetProperty("data", out var its) ? its : default;
        return new StoredAct(
            json.GetProperty("type").GetString()!,
            Moment.Of(json.GetProperty("time").GetDateTimeOffset()),
            Text(data, "by"),
            Names.Select(name => Text(data, name)).FirstOrDefault(text => text is not null)
        );
    }

    public bool Is(string type, string about) => Type == type && About == about;

    private static string? Text(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty(name, out var text)
        && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
