using System.Globalization;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Tests.Core;
using NodaTime;

namespace Evenhand.Tests.Replay;

/// <summary>
/// A random stream of valid events: an account under each policy, events of every type of the catalogue and every
/// built-in type, over four months, with few names (so that events meet) and many ties in time. One seed, one stream.
/// </summary>
internal sealed class RandomStream
{
    private static readonly string[] Zones =
    [
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kathmandu",
        "Pacific/Chatham",
        "Australia/Lord_Howe",
    ];
    private static readonly string[] Plans =
    [
        "no-plan",
        "volume-500",
        "volume-2500",
        "starter",
        "business",
        "nowhere",
    ];
    private static readonly HashSet<string> BuiltIn =
    [
        .. Published.Shelf.Catalogue.Types.Take((int)BuiltIns.Kind.Asked).Select(type => type.Name),
    ];
    private static readonly long[] Amounts = [0, 1, 2, 7, 60, 500, 1_001, 2_401, 30_000, 1_600_000];
    private static readonly Instant Start = Story.Instant("2026-01-01");

    private readonly Random random;
    private readonly List<RandomEvent> events = [];
    private readonly Dictionary<string, int> cycleDays = [];

    public RandomStream(int seed, int perAccount = 120)
    {
        random = new Random(seed);
        foreach (var policy in Published.Shelf.Names)
            AddAccount(policy, perAccount);
        for (var day = 0; day < 4; day++)
            Add("", "fx.published", Moment(), Rates());
        Holds = RandomHold.Among(events, new Random(seed));
    }

    /// <summary>The instant after the last event that there can be.</summary>
    public static Instant End => Start + Duration.FromDays(130);

    public IReadOnlyList<RandomEvent> Events => events;

    /// <summary>Reservations around some of the acts: no part of the stream, and nothing that a replay may notice.</summary>
    public IReadOnlyList<RandomHold> Holds { get; }

    public IEnumerable<string> Lines => events.Select(each => each.Line);

    public Random Random => random;

    private void AddAccount(string policy, int count)
    {
        var account = $"under-{policy}";
        var currency = policy is "qcontact" ? Pick("EUR", "USD", "ZAR") : "USD";
        var plan =
            policy is "stackcx" ? ", \"plan\": \"starter\""
            : policy is "engagece" ? $", \"plan\": \"{Pick("no-plan", "volume-500")}\""
            : "";
        var opened = Start + Duration.FromHours(random.Next(400));
        cycleDays[account] = random.Next(1, 32);
        Add(
            account,
            "account.opened",
            opened,
            $$"""{"policy": "{{policy}}", "currency": "{{currency}}", "time_zone": "{{Pick(Zones)}}", "cycle_day": {{cycleDays[account]}}{{plan}}}"""
        );
        var types = Published
            .Shelf.Catalogue.Types.Where(type =>
                type.Name is not ("account.opened" or "account.terminated" or "fx.published")
            )
            .ToArray();
        var asked = Published.Shelf.Catalogue.Types[(int)BuiltIns.Kind.Asked];
        var builtIn = types.Where(type => BuiltIn.Contains(type.Name)).ToArray();
        for (var i = 0; i < count; i++)
        {
            var type =
                random.Next(4) == 0 ? asked
                : random.Next(4) == 0 ? Pick(builtIn)
                : Pick(types);
            Add(account, type.Name, Moment(opened), Data(type, account, currency, policy));
        }
        if (random.Next(3) == 0)
            AddEnd(account, opened);
    }

    /// <summary>The end of an account, which may be taken back.</summary>
    private void AddEnd(string account, Instant opened)
    {
        Add(account, "account.terminated", Moment(Start + Duration.FromDays(60)), "{}");
        if (random.Next(3) == 0)
            Add(account, "usage.voided", Moment(opened), Undo(events[^1].Id));
    }

    private void Add(string account, string type, Instant time, string data) =>
        events.Add(
            new RandomEvent($"{random.Next(1000)}-{events.Count}", account, type, time, data)
        );

    /// <summary>An instant; whole hours and days are frequent.</summary>
    private Instant Moment(Instant? from = null)
    {
        var step = Pick(Duration.FromDays(1), Duration.FromHours(1), Duration.FromSeconds(37));
        var first = from ?? Start;
        var room = (Start + Duration.FromDays(125) - first).TotalSeconds / step.TotalSeconds;
        return first + step * random.Next((int)room);
    }

    private string Data(EventType type, string account, string currency, string policy) =>
        type.Name switch
        {
            "gate.asked" => Ask(account, currency, policy),
            "usage.voided" => Void(account),
            "seats.set" =>
                $$"""{"licensed": {{random.Next(5)}}, "restricted": {{random.Next(3)}}}""",
            "plan.set" => $$"""{"plan": "{{Pick(Plans)}}"}""",
            "addon.added" or "addon.removed" =>
                $$"""{"addon": "{{Pick([.. Published.Shelf.Catalogue.AddOns.Select(each => each.Name)])}}"{{(random.Next(2) == 0 ? ", \"user\": \"user-1\"" : "")}}}""",
            "limit.set" =>
                $$"""{"meter": "nudges", "amount": {{Pick("null", "0", "40", "600")}}}""",
            "exception.granted" => Exception(policy),
            "charge.waived" or "charge.confirmed" =>
                $$"""{"clause": "{{Charged(policy)}}", "cycle": "{{Cycle(account)}}", "by": "sam", "reason": "fair"}""",
            "wallet.topped-up" =>
                $$"""{"amount": "{{random.Next(100)}}.25", "currency": "{{currency}}"}""",
            "report.filed" =>
                $$"""{"clause": "{{Clause(policy)}}", "by": "sam", "about": "seen"}""",
            "passthrough.incurred" =>
                $$"""{"what": "{{Pick("whatsapp", "whatsapp-government")}}", "amount": "{{random.Next(50)}}.333", "currency": "EUR"}""",
            "typical.compared" =>
                $$"""{"clause": "{{Pick("email-fair", "typical-usage", "stored-calls")}}", "cycle": "{{Cycle(account)}}", "value": {{random.Next(30_000)}}, "median": "{{random.Next(9)}}.5", "accounts": {{random.Next(40)}}}""",
            _ when BuiltIns.IsOfStanding(type.Index) => RandomActs.Data(
                random,
                type,
                Clause(policy),
                Cycle(account)
            ),
            "retention.set" or "lifecycle.set" =>
                $$"""{"class": "{{Pick("call-recording", "video-recording", "media")}}", "after": {{Pick("null", "3", "30")}}}""",
            "hold.placed" =>
                $$"""{"hold": "hold-{{random.Next(9)}}", "by": "sam", "reason": "so"{{(random.Next(2) == 0 ? ", \"objects\": [\"object-1\"]" : "")}}}""",
            _ => Fields(type),
        };

    private string Fields(EventType type)
    {
        var given = type.Fields.Where(field => field.Required || random.Next(2) == 0);
        if (type.Name.StartsWith("sms.", StringComparison.Ordinal))
            given = given.Append(type.Fields.First(field => field.Name == "segments")).Distinct();
        return $"{{{string.Join(", ", given.Select(field => $"\"{field.Name}\": {Value(field)}"))}}}";
    }

    private string Value(Field field) =>
        field.Kind switch
        {
            FieldKind.Choice => $"\"{Pick([.. field.Choices])}\"",
            FieldKind.Flag => Pick("true", "false"),
            FieldKind.Quantity => Quantity(field),
            FieldKind.Money => $"\"{random.Next(20)}.125\"",
            FieldKind.Message => Pick("\"hello\"", "\"привет\"", "\"€[]\""),
            FieldKind.Text when field.Name is "to" or "from" => Pick(
                "\"+14165550100\"",
                "\"+442071838750\""
            ),
            _ => $"\"{field.Name}-{random.Next(4)}\"",
        };

    private string Quantity(Field field)
    {
        var amount = Pick(Amounts);
        if (field.Name == "bytes")
            amount *= 40_000_000;
        return random.Next(4) == 0
            ? $"\"{amount}\""
            : amount.ToString(CultureInfo.InvariantCulture);
    }

    private string Ask(string account, string currency, string policy)
    {
        var acts = Published.Shelf.Catalogue.Types.Where(type =>
            type.Index > (int)BuiltIns.Kind.Asked
        );
        var act = Pick([.. acts]);
        return $$"""{"act": "{{act.Name}}", "with": {{Data(act, account, currency, policy)}}, "acknowledged": {{Pick("true", "false")}}}""";
    }

    private string Void(string account)
    {
        var own = events.Where(each => each.Account == account && each.Type != "account.opened");
        var builtIn = own.Where(each => BuiltIn.Contains(each.Type)).ToArray();
        var among = builtIn.Length > 0 && random.Next(2) == 0 ? builtIn : [.. own];
        var id = among.Length > 0 && random.Next(4) > 0 ? Pick(among).Id : "nothing";
        return Undo(id);
    }

    private static string Undo(string id) =>
        $$"""{"source": "random", "id": "{{id}}", "reason": "a mistake"}""";

    private string Exception(string policy)
    {
        var from = Moment();
        var amount = random.Next(2) == 0 ? ", \"amount\": 5" : "";
        return $$"""{"clause": "{{Clause(policy)}}", "from": "{{from}}", "to": "{{from + Duration.FromDays(random.Next(40))}}", "reason": "asked for"{{amount}}}""";
    }

    private string Clause(string policy) =>
        Pick([.. Published.Shelf.Versions(policy)[0].Clauses.Select(clause => clause.Id.Slug)]);

    /// <summary>A clause that charges, more often than another.</summary>
    private string Charged(string policy)
    {
        var version = Published.Shelf.Versions(policy)[0];
        return version.Charges.Length > 0 && random.Next(3) > 0
            ? version.Clauses.At(Pick([.. version.Charges]).Clause).Id.Slug
            : Clause(policy);
    }

    /// <summary>The name of a cycle, which more often than not is one of the account's.</summary>
    private string Cycle(string account)
    {
        var month = random.Next(1, 6);
        var day = random.Next(4) == 0 ? random.Next(1, 29) : cycleDays[account];
        return $"2026-{month:00}-{Math.Min(day, CalendarSystem.Iso.GetDaysInMonth(2026, month)):00}";
    }

    private string Rates() =>
        $$"""{"base": "EUR", "date": "2026-{{random.Next(1, 5):00}}-{{random.Next(1, 29):00}}", "rates": {"USD": 1.{{random.Next(100):00}}, "ZAR": 19.5} }""";

    private T Pick<T>(params T[] among) => among[random.Next(among.Length)];
}

/// <summary>An event of a random stream.</summary>
internal sealed record RandomEvent(
    string Id,
    string Account,
    string Type,
    Instant Time,
    string Data
) : IComparable<RandomEvent>
{
    /// <summary>The canonical order: time, source, id; an opening comes first at its instant.</summary>
    public int CompareTo(RandomEvent? other)
    {
        var byTime = Time.CompareTo(other!.Time);
        var byOpening = (other.Type == "account.opened").CompareTo(Type == "account.opened");
        return byTime != 0 ? byTime
            : byOpening != 0 ? byOpening
            : string.CompareOrdinal(Id, other.Id);
    }

    public string Line =>
        $"{{\"specversion\":\"1.0\",\"id\":\"{Id}\",\"source\":\"random\",\"type\":\"{Type}\",\"time\":\"{Time}\",{(Account.Length == 0 ? "" : $"\"subject\":\"{Account}\",")}\"data\":{Data}}}";
}
