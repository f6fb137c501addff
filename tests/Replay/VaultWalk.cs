using Evenhand.Tests.Core;
using NodaTime;

namespace Evenhand.Tests.Replay;

/// <summary>
/// A random walk over everything that may happen to stored things: usage, the customer's rules, targets, holds, reports, exports,
/// facts of what was carried out, the end, voids. Few names, so that things meet. One seed, one walk.
/// </summary>
internal sealed class VaultWalk
{
    public const string Account = "walks-with-things";

    private static readonly string[] People = ["ann", "bob", "cyd"];
    private static readonly string[] Classes =
    [
        "call-recording",
        "video-recording",
        "media",
        "data",
    ];

    private readonly Random random;
    private readonly List<RandomEvent> events = [];
    private readonly List<string> holds = [];
    private readonly List<string> exports = [];
    private readonly List<string> voidable = [];
    private string lastRetrieval = "r0";
    private readonly bool ends;
    private Instant now = Story.Instant("2026-01-01");

    public VaultWalk(int seed, int length = 140)
    {
        random = new Random(seed);
        ends = random.Next(2) == 0;
        Add(
            "account.opened",
            $$"""{"policy": "qcontact", "currency": "USD", "time_zone": "{{Pick("UTC", "Europe/Paris", "America/New_York")}}", "cycle_day": {{Pick(1, 15, 31)}} }"""
        );
        Add("seats.set", """{"licensed": 1, "restricted": 0}""");
        while (events.Count < length)
        {
            now += Pick(
                Duration.Zero,
                Duration.Zero,
                Duration.FromHours(1),
                Duration.FromHours(15),
                Duration.FromDays(1),
                Duration.FromDays(random.Next(9) == 0 ? 20 : 2)
            );
            if (ends && events.Count == length * 3 / 5)
                Add("account.terminated", "{}");
            Step();
        }
    }

    public Random Random => random;

    public IReadOnlyList<RandomEvent> Events => events;

    public IEnumerable<string> Lines => events.Select(each => each.Line);

    /// <summary>An instant after all.</summary>
    public Instant End => now + Duration.FromDays(60);

    private string Thing => $"o{random.Next(6)}";

    private string Target => $"t{random.Next(3)}";

    private string Retrieval => $"r{random.Next(40)}";

    private string By =>
        $"\"by\": \"{(random.Next(15) == 0 ? "rule" : Pick(People))}\", \"reason\": \"so it is\"";

    private void Step()
    {
        switch (random.Next(30))
        {
            case < 8:
                Add(
                    "object.stored",
                    $$"""{"object": "{{Thing}}", "class": "{{Pick(Classes)}}", "bytes": {{random.Next(1, 9)}}00000000000, "tier": "{{Pick("hot", "hot", "cold")}}"}"""
                );
                break;
            case 8:
                Add(
                    "object.moved",
                    $$"""{"object": "{{Thing}}", "tier": "{{Pick("hot", "cold")}}"}"""
                );
                break;
            case 9:
                Add("object.deleted", $$"""{"object": "{{Thing}}"}""");
                break;
            case < 13:
                Retrieve();
                break;
            case 13:
                Add("retrieval.ready", $$"""{"retrieval": "{{lastRetrieval}}"}""");
                break;
            case < 16:
                Add(
                    Pick("retention.set", "lifecycle.set"),
                    $$"""{"class": "{{Pick(Classes)}}", "after": {{Pick("null", "1", "5", "20", "40")}}}"""
                );
                break;
            case < 18:
                Aim();
                break;
            case < 21:
                Hold();
                break;
            case < 23:
                Report();
                break;
            case < 26:
                Copy();
                break;
            case 26:
                Export();
                break;
            case 27:
                Add(
                    "gate.asked",
                    $$"""{"act": "{{Pick("object.deleted", "object.moved", "object.retrieved")}}", "with": {"object": "{{Thing}}", "tier": "cold"} }"""
                );
                break;
            default:
                Void();
                break;
        }
    }

    private void Retrieve()
    {
        if (random.Next(4) == 0)
            Add("object.retrieved", $$"""{"object": "{{Thing}}"}""");
        else
            Add(
                "object.retrieved",
                $$"""{"object": "{{Thing}}", "retrieval": "{{lastRetrieval = Retrieval}}"}"""
            );
    }

    private void Aim() =>
        Add(
            random.Next(3) == 0 ? "offload.deactivated" : "offload.activated",
            $$"""{"target": "{{Target}}", "kind": "{{Pick("sftp", "azure")}}", "before-delete": {{Pick("true", "false")}} }"""
        );

    private void Hold()
    {
        if (holds.Count > 0 && random.Next(3) > 0)
        {
            Add("hold.released", $$"""{"hold": "{{Pick([.. holds])}}", {{By}} }""");
            return;
        }
        if (holds.Count == 0 || random.Next(8) > 0)
            holds.Add($"h{holds.Count}");
        var objects = random.Next(4) == 0 ? "" : $$""", "objects": ["{{Thing}}", "{{Thing}}"]""";
        var side = random.Next(2) == 0 ? "" : $$""", "side": "{{Pick("vendor", "customer")}}" """;
        Add("hold.placed", $$"""{"hold": "{{holds[^1]}}", {{By}}{{objects}}{{side}} }""");
    }

    private void Report()
    {
        if (random.Next(2) == 0)
            Add("quarantine.lifted", $$"""{"object": "{{Thing}}", {{By}} }""");
        else
            Add(
                "report.filed",
                $$"""{"clause": "{{Pick("content-harmful-software", "content-harmful-software", "use-unlawful")}}", "by": "{{Pick(People)}}", "about": "seen", "object": "{{Thing}}"}"""
            );
    }

    private void Copy() =>
        Add(
            random.Next(3) == 0 ? "object.offload-failed" : "object.offloaded",
            $$"""{"object": "{{Thing}}", "target": "{{Target}}", "sha256": "ab", "reason": "full"}"""
        );

    private void Export()
    {
        if (exports.Count > 0 && random.Next(2) == 0)
            Add("export.ready", $$"""{"export": "{{Pick([.. exports])}}"}""");
        else
            exports.Add(Add("account.export-requested", "{}"));
    }

    private void Void() =>
        Add(
            "usage.voided",
            $$"""{"source": "random", "id": "{{(voidable.Count > 0 ? Pick([.. voidable]) : "none")}}", "reason": "a mistake"}"""
        );

    private string Add(string type, string data)
    {
        var id = $"{random.Next(1000)}-{events.Count}";
        events.Add(new RandomEvent(id, Account, type, now, data));
        if (type is not ("account.opened" or "usage.voided" or "gate.asked"))
            voidable.Add(id);
        return id;
    }

    private T Pick<T>(params T[] among) => among[random.Next(among.Length)];
}
