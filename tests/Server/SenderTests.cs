using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Evenhand.Node.Roles;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Who may send what, by every door through which events come in.</summary>
[Trait("fault", "S1-4")]
public sealed class SenderTests : IAsyncLifetime
{
    /// <summary>What each role may send, as the issue has it; told here a second time, on purpose.</summary>
    private static readonly (string Type, string Data, string Roles)[] Types =
    [
        ("api.called", """{"count":1}""", "ingest admin"),
        ("something.unknown", """{"count":1}""", "ingest admin"),
        ("Charge.Waived", """{"clause":"api-calls","cycle":"2026-01-01"}""", "ingest admin"),
        ("account.opened", Opening, "operator admin"),
        ("account.terminated", "{}", "operator admin"),
        ("seats.set", """{"licensed":3}""", "operator admin"),
        ("plan.set", """{"plan":"starter"}""", "operator admin"),
        ("addon.added", """{"addon":"whatsapp"}""", "operator admin"),
        ("addon.removed", """{"addon":"whatsapp"}""", "operator admin"),
        ("limit.set", """{"meter":"calls","amount":5}""", "operator admin account"),
        (
            "exception.granted",
            """{"clause":"api-calls","from":"2026-01-01T00:00:00Z","to":"2026-02-01T00:00:00Z"}""",
            "operator admin"
        ),
        ("report.filed", """{"clause":"api-calls"}""", "operator admin"),
        ("charge.waived", """{"clause":"api-calls","cycle":"2026-01-01"}""", "billing admin"),
        ("charge.confirmed", """{"clause":"api-calls","cycle":"2026-01-01"}""", "billing admin"),
        ("wallet.topped-up", """{"amount":"5","currency":"USD"}""", "billing admin"),
        (
            "fx.published",
            """{"base":"EUR","date":"2026-01-01","rates":{"USD":"1.1"}}""",
            "billing admin"
        ),
        ("usage.voided", """{"source":"none","id":"none"}""", "ingest operator billing admin"),
    ];

    private static readonly Door[] ByEvents =
    [
        Door.Single,
        Door.Batch,
        Door.Array,
        Door.Lines,
        Door.Compressed,
    ];

    private const string Opening =
        """{"policy":"stackcx","currency":"USD","time_zone":"UTC","plan":"starter"}""";

    private ServerUnderTest server = null!;
    private int next;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("own", "other");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Each_role_sends_what_is_its_own_by_every_door_and_nothing_else()
    {
        foreach (var role in new[] { Role.Ingest, Role.Operator, Role.Billing, Role.Admin })
        {
            var key = await server.KeyAsync(role);
            foreach (var (type, data, roles) in Types)
            foreach (var door in Enum.GetValues<Door>())
            {
                var may = roles.Split(' ').Contains(RoleSet.Word(role));
                var isUsage = roles == "ingest admin";
                if (door is Door.OpenMeter or Door.OpenMeterArray)
                    if (role == Role.Billing)
                        continue;
                    else
                        may &= isUsage;
                (await IsRefusedAsync(door, key, type, data)).ShouldBe(
                    !may,
                    $"{role} sends {type} by {door}"
                );
            }
        }
    }

    [Fact]
    public async Task A_key_of_several_roles_sends_what_each_of_them_may()
    {
        var random = new Random(8);
        Role[] roles = [Role.Ingest, Role.Gate, Role.Read, Role.Operator, Role.Billing, Role.Admin];
        for (var i = 0; i < 40; i++)
        {
            var some = roles.Where(_ => random.Next(3) == 0).ToArray();
            if (!some.Any(role => role is not (Role.Gate or Role.Read)))
                continue;
            var key = await server.KeyAsync(RoleSet.Of(some));
            var (type, data, allowed) = Types[random.Next(Types.Length)];
            var door = ByEvents[random.Next(ByEvents.Length)];
            var may = some.Any(role => allowed.Split(' ').Contains(RoleSet.Word(role)));
            (await IsRefusedAsync(door, key, type, data)).ShouldBe(
                !may,
                $"{string.Join(' ', some)} sends {type} by {door}"
            );
        }
    }

    [Fact]
    public async Task In_a_body_the_others_go_on()
    {
        var key = await server.KeyAsync(Role.Ingest);
        var body =
            $"[{Event("own", "api.called", """{"count":1}""")},{Event("own", "charge.waived", """{"clause":"api-calls","cycle":"2026-01-01"}""")},{Event("own", "api.called", """{"count":1}""")}]";
        var answer = await server.PostAsync("/v1/events", body, key: key);
        answer.Json.GetProperty("accepted").GetInt32().ShouldBe(2);
        var rejected = answer.Json.GetProperty("rejected").EnumerateArray().ShouldHaveSingleItem();
        rejected.GetProperty("index").GetInt32().ShouldBe(1);
        IsRole(rejected).ShouldBeTrue();
        rejected
            .GetProperty("detail")
            .GetString()
            .ShouldBe("charge.waived needs the role billing; the key has ingest");
    }

    [Fact]
    public async Task A_repeat_of_what_another_sent_is_told_nothing_by()
    {
        var waiver = Event(
            "own",
            "charge.waived",
            """{"clause":"api-calls","cycle":"2026-01-01"}"""
        );
        var fresh = Event(
            "own",
            "charge.waived",
            """{"clause":"api-calls","cycle":"2026-01-01"}"""
        );
        await server.PostAsync("/v1/events", $"[{waiver}]");
        var key = await server.KeyAsync(Role.Ingest);
        var repeated = await server.PostAsync("/v1/events", $"[{waiver}]", key: key);
        var first = await server.PostAsync("/v1/events", $"[{fresh}]", key: key);
        repeated.Body.ShouldBe(first.Body);
        repeated.Json.GetProperty("duplicates").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task An_accounts_key_sets_its_own_limit_and_no_other()
    {
        var key = await server.KeyAsync(Role.Account, "own");
        foreach (var (type, data, roles) in Types)
        foreach (var account in new[] { "own", "other", "nobody" })
        {
            var answer = await server.PostAsync(
                "/v1/events",
                $"[{Event(account, type, data)}]",
                key: key
            );
            var refused = answer.Json.GetProperty("rejected").GetArrayLength() == 1;
            refused.ShouldBe(
                !roles.Contains("account") || account != "own",
                $"{type} of {account}"
            );
        }
        var others = await server.PostAsync(
            "/v1/events",
            $"[{Event("other", "limit.set", """{"meter":"calls","amount":5}""")},{Event("nobody", "limit.set", """{"meter":"calls","amount":5}""")}]",
            key: key
        );
        others
            .Json.GetProperty("rejected")
            .EnumerateArray()
            .Select(each => each.GetProperty("detail").GetString())
            .Distinct()
            .ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_accounts_key_resumes_what_its_limit_paused()
    {
        var key = await server.KeyAsync(Role.Account, "own");
        const string Resume = """{"automation":"welcome"}""";
        (await IsRefusedAsync(Door.Lines, key, "automation.resumed", Resume)).ShouldBeFalse();
        (await IsRefusedAsync(Door.Lines, key, "api.called", "{}")).ShouldBeTrue();
    }

    private async Task<bool> IsRefusedAsync(Door door, string key, string type, string data)
    {
        var one = Event("own", type, data);
        var (path, body, media) = door switch
        {
            Door.Single => ("/v1/events", one, "application/cloudevents+json"),
            Door.Batch => ("/v1/events", $"[{one}]", "application/cloudevents-batch+json"),
            Door.Array => ("/v1/events", $"[{one}]", "application/json"),
            Door.Lines or Door.Compressed => ("/v1/events", one, "application/x-ndjson"),
            Door.OpenMeter => ("/api/v1/events", one, "application/cloudevents+json"),
            _ => ("/api/v1/events", $"[{one}]", "application/json"),
        };
        var answer =
            door == Door.Compressed
                ? await server.SendAsync(Compressed(path, body, media, key))
                : await server.PostAsync(path, body, media, key);
        ((int)answer.Status).ShouldBeLessThan(500);
        var told =
            answer.Status == HttpStatusCode.NoContent ? []
            : answer.Status == HttpStatusCode.OK
                ? answer.Json.GetProperty("rejected").EnumerateArray().ToArray()
            : answer.Json.GetProperty("errors").EnumerateArray().ToArray();
        return told.Any(IsRole);
    }

    private static HttpRequestMessage Compressed(string path, string body, string media, string key)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(body));
        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new(media);
        content.Headers.ContentEncoding.Add("gzip");
        return new(HttpMethod.Post, path)
        {
            Content = content,
            Headers = { Authorization = new("Bearer", key) },
        };
    }

    private static bool IsRole(JsonElement rejected) =>
        rejected.GetProperty("code").GetString() == "role";

    private string Event(string account, string type, string data) =>
        TestEvents.Line(account, $"e{++next}", type, data);

    private enum Door
    {
        Single,
        Batch,
        Array,
        Lines,
        Compressed,
        OpenMeter,
        OpenMeterArray,
    }
}
