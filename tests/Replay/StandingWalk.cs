using Evenhand.Tests.Core;
using NodaTime;

namespace Evenhand.Tests.Replay;

/// <summary>
/// A random walk over what people do about an account's standing, with an eye to what would have an effect: usage that
/// opens cases, findings, steps, deliveries, appeals, requests, voids. Half of it goes by the rules, the rest does not.
/// One seed, one walk.
/// </summary>
internal sealed class StandingWalk
{
    private static readonly Instant Start = Story.Instant("2026-01-01");

    private static readonly string[] People = ["ann", "bob", "cyd", "dan"];

    private static readonly Dictionary<
        string,
        (string[] Clauses, string[] Kinds, string Priced)
    > Policies = new()
    {
        ["stackcx"] = (
            ["api-calls", "no-resale"],
            ["warned", "throttled", "charged", "suspended", "terminated"],
            "api-calls"
        ),
        ["numonix"] = (["repeated-excess", "api-daily"], ["throttled", "charged"], "api-daily"),
        ["qcontact"] = (["use-unlawful", "ai-artificial"], ["suspended"], "api-rate"),
        ["engagece"] = (
            ["call-fair", "compliance"],
            ["advised", "warned", "throttled", "suspended", "terminated"],
            "call-fair"
        ),
    };

    private readonly Random random;
    private readonly List<RandomEvent> events = [];
    private readonly List<string> steps = [];
    private readonly List<string> appeals = [];
    private readonly List<string> requests = [];
    private readonly List<string> acts = [];
    private Instant now = Start;

    public StandingWalk(int seed, int length = 160)
    {
        random = new Random(seed);
        Policy = Pick([.. Policies.Keys]);
        Account = $"walks-under-{Policy}";
        var plan =
            Policy is "stackcx" ? ", \"plan\": \"starter\""
            : Policy is "engagece" ? ", \"plan\": \"no-plan\""
            : "";
        Add(
            "account.opened",
            $$"""{"policy": "{{Policy}}", "currency": "USD", "time_zone": "{{Pick("UTC", "Europe/Paris", "America/New_York")}}", "cycle_day": 1{{plan}} }"""
        );
        Add("seats.set", """{"licensed": 2, "restricted": 0}""");
        var climb = Climb().GetEnumerator();
        while (events.Count < length)
            if (random.Next(5) > 1 && climb.MoveNext())
                continue;
            else
                Stray();
    }

    public string Policy { get; }

    public string Account { get; }

    public Random Random => random;

    public IReadOnlyList<RandomEvent> Events => events;

    public IEnumerable<string> Lines => events.Select(each => each.Line);

    /// <summary>An instant after all.</summary>
    public Instant End => now + Duration.FromDays(100);

    /// <summary>Up the ladder step by step, as it is meant; where it breaks off, it is begun anew.</summary>
    private IEnumerable<int> Climb()
    {
        while (true)
            foreach (var kind in Policies[Policy].Kinds)
            {
                now =
                    now.InUtc()
                        .Date.PlusMonths(1)
                        .With(DateAdjusters.StartOfMonth)
                        .AtMidnight()
                        .InUtc()
                        .ToInstant() + Duration.FromDays(1);
                for (var day = 0; day < 3; day++)
                {
                    Use();
                    now += Duration.FromDays(1);
                    yield return 0;
                }
                if (Policy == "qcontact")
                    Add(
                        "report.filed",
                        $$"""{"clause": "use-unlawful", "by": "desk", "about": "seen"}"""
                    );
                var named =
                    $"{Policies[Policy].Clauses[0]}@{now.InUtc().Year}-{now.InUtc().Month:00}-01";
                Add(
                    "notice.delivered",
                    $$"""{"step": "{{named}}:{{kind}}", "channel": "portal"}"""
                );
                yield return 0;
                Add(
                    "finding.made",
                    $$"""{"case": "{{named}}", "by": "ann", "reason": "the figures hold"}"""
                );
                yield return 0;
                now += Duration.FromHours(1);
                Propose(kind, named, "\"by\": \"ann\", \"reason\": \"it goes on\"");
                var step = steps[^1];
                yield return 0;
                Add("step.approved", $$"""{"step": "{{step}}", "by": "bob", "reason": "agreed"}""");
                yield return 0;
                now += Duration.FromHours(1);
                Add("notice.delivered", $$"""{"step": "{{step}}", "channel": "email"}""");
                yield return 0;
                if (random.Next(3) == 0)
                {
                    var appeal = New(appeals, "a");
                    Add(
                        "appeal.opened",
                        $$"""{"appeal": "{{appeal}}", "against": "{{step}}", "reason": "not so"}"""
                    );
                    yield return 0;
                    now += Duration.FromDays(1);
                    var outcome = Pick("upheld", "changed", "reversed", "unclear");
                    Add(
                        "appeal.decided",
                        $$"""{"appeal": "{{appeal}}", "outcome": "{{outcome}}", "to": "warned", "by": "dan", "reason": "heard both"}"""
                    );
                    yield return 0;
                }
                now += Duration.FromDays(Pick(14, 15));
            }
    }

    private void Stray()
    {
        now += Pick(
            Duration.Zero,
            Duration.Zero,
            Duration.FromSeconds(1),
            Duration.FromHours(1),
            Duration.FromDays(1),
            Duration.FromDays(random.Next(30) == 0 ? 100 : 2)
        );
        Move();
    }

    private void Move()
    {
        switch (random.Next(20))
        {
            case < 3:
                Use();
                break;
            case < 5:
                Add(
                    "report.filed",
                    $$"""{"clause": "{{Clause}}", "by": "desk", "about": "seen"}"""
                );
                break;
            case < 8:
                Add(
                    random.Next(5) == 0 ? "case.dismissed" : "finding.made",
                    $$"""{"case": "{{Case}}", {{By}} }"""
                );
                break;
            case < 10:
                Propose(Pick(Policies[Policy].Kinds), Case, By);
                break;
            case 10:
                Add("step.approved", $$"""{"step": "{{Step}}", {{By}} }""");
                break;
            case < 13:
                Add("notice.delivered", $$"""{"step": "{{Step}}", "channel": "email"}""");
                break;
            case 13:
                Add(Pick("step.withdrawn", "step.lifted"), $$"""{"step": "{{Step}}", {{By}} }""");
                break;
            case 14:
                Brake();
                break;
            case 15:
                Appeal();
                break;
            case 16:
                Decide();
                break;
            case 17:
                Request();
                break;
            case 18:
                Add(
                    "gate.asked",
                    $$"""{"act": "{{Pick("api.called", "email.sent", "object.retrieved", "transcription.completed")}}", "with": {} }"""
                );
                break;
            default:
                Void();
                break;
        }
    }

    private void Use() =>
        Add(
            Policy is "engagece" ? "call.ended" : "api.called",
            Policy is "engagece"
                    ? """{"duration": 20000, "direction": "outbound", "destination": "local", "user": "kim"}"""
                : Policy is "stackcx" ? """{"count": 50001}"""
                : """{"count": 2500}"""
        );

    private void Propose(string kind, string about, string by)
    {
        var price =
            kind == "charged"
                ? $$""", "price": {"clause": "{{Policies[Policy].Priced}}", "per": 1000, "amount": "0.25"}"""
                : "";
        var suspends =
            kind == "suspended" && random.Next(3) == 0
                ? ", \"suspends\": [\"api.called\", \"email.sent\"]"
                : "";
        var until =
            random.Next(6) == 0
                ? $$""", "until": "{{now + Duration.FromDays(random.Next(60))}}" """
                : "";
        Add(
            "step.proposed",
            $$"""{"step": "{{New(steps, "s")}}", "to": "{{kind}}", "cases": ["{{about}}"], {{by}}{{price}}{{suspends}}{{until}} }"""
        );
    }

    private void Brake() =>
        Add(
            "brake.applied",
            $$"""{"step": "{{New(steps, "b")}}", "cases": ["{{Case}}"], {{By}} }"""
        );

    private void Appeal()
    {
        var against = random.Next(4) switch
        {
            0 => $$"""{"clause": "{{Policies[Policy].Priced}}", "cycle": "{{CycleBefore}}"}""",
            1 when requests.Count > 0 => $"\"{Pick([.. requests])}\"",
            _ => $"\"{Step}\"",
        };
        Add(
            "appeal.opened",
            $$"""{"appeal": "{{New(appeals, "a")}}", "against": {{against}}, "reason": "not so"}"""
        );
    }

    private void Decide()
    {
        var outcome = Pick("upheld", "changed", "reversed", "unclear");
        var to =
            outcome == "changed"
                ? $$""", "to": "{{Pick("advised", "warned", "throttled", "charged")}}" """
                : "";
        Add(
            "appeal.decided",
            $$"""{"appeal": "{{(appeals.Count > 0 ? Pick([.. appeals]) : "none")}}", "outcome": "{{outcome}}", {{By}}{{to}} }"""
        );
    }

    private void Request()
    {
        if (requests.Count > 0 && random.Next(3) == 0)
            Add("exception.refused", $$"""{"exception": "{{Pick([.. requests])}}", {{By}} }""");
        else if (requests.Count > 0 && random.Next(3) == 0)
            Add(
                "exception.granted",
                $$"""{"exception": "{{Pick([.. requests])}}", "clause": "{{Policies[Policy].Priced}}", "from": "{{now}}", "to": "{{now + Duration.FromDays(9)}}", {{By}} }"""
            );
        else
            Add(
                "exception.requested",
                $$"""{"exception": "{{New(requests, "q")}}", "clause": "{{Policies[Policy].Priced}}", "from": "{{now + Duration.FromDays(random.Next(-2, 9))}}", "to": "{{now + Duration.FromDays(random.Next(20))}}", "reason": "a campaign"}"""
            );
    }

    private void Void() =>
        Add(
            "usage.voided",
            $$"""{"source": "random", "id": "{{Pick([.. acts])}}", "reason": "a mistake"}"""
        );

    private string Clause => Pick(Policies[Policy].Clauses);

    private string Case =>
        $"{Clause}@{now.InUtc().Year}-{Math.Max(1, now.InUtc().Month - random.Next(2)):00}-01";

    private string CycleBefore => now.InUtc().Date.PlusMonths(-1).ToString("uuuu-MM", null) + "-01";

    private string By =>
        $"\"by\": \"{(random.Next(12) == 0 ? "rule" : Pick(People))}\", \"reason\": \"so it is\"";

    /// <summary>A step by its id, the later ones more often; one of the system's at times.</summary>
    private string Step =>
        random.Next(4) == 0 || steps.Count == 0
            ? $"{Case}:{Pick("advised", "warned")}"
            : steps[Math.Max(random.Next(steps.Count), random.Next(steps.Count))]
                + (random.Next(9) == 0 ? ":changed" : "");

    private string New(List<string> ids, string letter)
    {
        if (ids.Count > 0 && random.Next(9) == 0)
            return Pick([.. ids]);
        ids.Add($"{letter}{ids.Count}");
        return ids[^1];
    }

    private void Add(string type, string data)
    {
        var id = $"{random.Next(1000)}-{events.Count}";
        events.Add(new RandomEvent(id, Account, type, now, data));
        if (type is not ("account.opened" or "usage.voided"))
            acts.Add(id);
    }

    private T Pick<T>(params T[] among) => among[random.Next(among.Length)];
}
