using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Language.Kinds;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;
using NodaTime;

namespace Evenhand.Policies.Examples;

/// <summary>Reads the account and the events of an example into a <see cref="Scenario"/>.</summary>
public sealed class ScenarioReader
{
    private static readonly Instant Latest = Instant.FromUtc(2201, 1, 1, 0, 0);
    private readonly TypedPolicy policy;
    private readonly TypedClause clause;
    private readonly Part example;
    private readonly Scope scope;
    private readonly StreamLines lines = new();
    private readonly ImmutableArray<Asked>.Builder asks = ImmutableArray.CreateBuilder<Asked>();
    private DateTimeZone zone = DateTimeZone.Utc;
    private EventData data;
    private Instant now;
    private Instant until;
    private bool started;

    private ScenarioReader(TypedPolicy policy, TypedClause clause, Part example, Reporter report)
    {
        this.policy = policy;
        this.clause = clause;
        this.example = example;
        scope = new Scope(policy.Names, report, new Met());
        data = new EventData(policy.Names.Catalogue, zone, report);
    }

    /// <summary>All scenarios of a policy, in the order of the document; what is wrong with them is reported.</summary>
    public static ImmutableArray<Scenario> All(TypedPolicy policy, Problems problems)
    {
        var report = new Reporter(problems, policy.Draft.Document.Source.File);
        var scenarios =
            from clause in policy.Clauses
            from example in clause.Examples
            select new ScenarioReader(policy, clause, example, report.In(clause.Name.Slug)).Read();
        return [.. scenarios];
    }

    private Reporter Report => scope.Report;

    private Scenario Read()
    {
        Open(example.Find<Node>("account"));
        Events(example);
        CheckLines();
        var (own, end) = (zone, now);
        Others();
        (zone, now) = (own, end);
        return new Scenario(
            clause.Name.Slug,
            example,
            zone,
            lines.All,
            lines.Places,
            now < until ? until : now + Duration.FromTicks(1),
            asks.ToImmutable()
        );
    }

    private void Events(Part of)
    {
        if (of.Find<Node>("events") is { } events)
            foreach (var item in events is ListNode list ? list.Items : [events])
                Item(item);
    }

    /// <summary>Accounts beside that of the example: each group is read once, and is there as often as it says.</summary>
    private void Others()
    {
        var group = 0;
        foreach (var others in example.List<Part>("others"))
        {
            group++;
            lines.Subject = $"other-{group}-1";
            var first = lines.Count;
            started = false;
            Open(others.Find<Node>("account") ?? example.Find<Node>("account"));
            Events(others);
            var count = lines.Count - first;
            for (var n = 2; n <= others.Get("accounts", 1m); n++)
                lines.Repeat(first, count, $"other-{group}-{n}");
        }
    }

    private void Open(Node? account)
    {
        var opening = AccountShape.Resolve(account, example.Node.At, scope);
        zone =
            DateTimeZoneProviders.Tzdb.GetZoneOrNull(opening.Get("zone", "UTC"))
            ?? DateTimeZone.Utc;
        data = new EventData(policy.Names.Catalogue, zone, Report);
        now = Moment(opening.Get("opened", "2026-01-01"), opening.At("opened"));
        until = example.Find<string>("until") is { } end
            ? Moment(end, example.At("until"))
            : Moments.CycleEnd(now, zone, Math.Clamp((int)opening.Get("cycle-day", 1m), 1, 31));
        foreach (var (type, fields) in AccountShape.Events(opening, policy))
            Line(opening.Node.At, type, fields);
    }

    private void Item(Node node)
    {
        if (node is not MapNode map)
        {
            Report.Say(
                node.At,
                $"expected an event, not {node.Sort}",
                "write `{ TYPE: { field: value } }`"
            );
            return;
        }
        var said = EventShape.Modifiers(map, scope);
        if (EventShape.Act(map, policy.Names.Catalogue, Report) is not { } act)
            return;
        var times = Math.Min((int)said.Get("times", 1m), StreamLines.Most);
        var every = said.Find<Span>("every") is { } span
            ? Duration.FromTicks(span.Ticks)
            : Duration.FromMinutes(1);
        At(said);
        for (var n = 1; n <= times && lines.Count < StreamLines.Most && now < Latest; n++)
        {
            if (n > 1)
                now += every;
            var fields = data.Of(act.Type, EventShape.Numbered(act.Fields, n));
            if (said.Has("ask"))
                Ask(said, act.Type, fields, map.At);
            else
            {
                data.Complete(act.Type, act.Fields);
                Line(map.At, act.Type.Name, fields, said.Find<string>("id"));
            }
        }
        if (now >= until && example.Has("until"))
            Report.Say(map.At, "comes after the end of the example", "say a later `until`");
        if (lines.Count >= StreamLines.Most)
            Report.Say(map.At, $"an example has {StreamLines.Most:N0} lines at most");
    }

    // A minute after the line before, but the first act stands at the opening itself.
    private void At(Part said)
    {
        if (said.Find<string>("at") is not { } at)
            now = started ? now + Duration.FromMinutes(1) : now;
        else if (
            at.StartsWith('+')
            && QuantityKind.TrySplit(at[1..].Trim(), out var number, out var unit)
            && SpanKind.Of(number, unit, policy.Names.Catalogue) is { Months: 0 } span
        )
            now += Duration.FromTicks(span.Ticks);
        else
            now = Moment(at, said.At("at"));
        started = true;
    }

    private void Ask(Part said, EventType act, JsonObject fields, Place at)
    {
        var asked = new JsonObject { ["act"] = act.Name, ["with"] = fields };
        if (said.Has("acknowledged"))
            asked["acknowledged"] = said.Get("acknowledged", false);
        var id = Line(at, "gate.asked", asked, said.Find<string>("id"));
        Outcome? answer = said.Has("answer") ? said.Get("answer", Outcome.Allow) : null;
        ImmutableArray<string>? cites =
            said.Has("cites") ? [.. said.List<ClauseName>("cites").Select(each => each.Slug)]
            : answer > Outcome.Allow ? [clause.Name.Slug]
            : null;
        asks.Add(
            new Asked(
                id,
                at,
                answer,
                cites,
                [
                    .. said.List<KeyValuePair<string, string>>("tells")
                        .SelectMany(tells => Told(act, tells, said.At("tells"))),
                ]
            )
            {
                GoingOn = (int)Math.Min(said.Get("going-on", 0m), StreamLines.Most),
            }
        );
    }

    private IEnumerable<KeyValuePair<string, decimal>> Told(
        EventType act,
        KeyValuePair<string, string> tells,
        Place at
    )
    {
        var field = act.Fields.FirstOrDefault(each => tells.Key == $"max_{each.Name}");
        if (field?.Unit is not { } unit)
            Report.SayUnknown(
                at,
                "answer",
                tells.Key,
                act.Fields.Where(each => each.Unit is not null).Select(each => $"max_{each.Name}")
            );
        else if (data.Wire(unit, tells.Value) is { } number)
            yield return KeyValuePair.Create(tells.Key, number);
        else
            Report.Say(at, $"`{tells.Value}` is no quantity of `{field.Name}`");
    }

    private string Line(Place at, string type, JsonObject fields, string? id = null) =>
        lines.Add(at, now, type, fields, id);

    private Instant Moment(string text, Place at)
    {
        if (Moments.Read(text, zone) is { } instant)
            return instant;
        Report.Say(
            at,
            $"expected a moment, not `{text}`",
            "write `2026-01-05`, `2026-01-05 09:30` or, for an event, `+2 days`"
        );
        return now;
    }

    private void CheckLines()
    {
        foreach (var line in example.List<Part>("lines"))
            if (line.Find<string>("cycle") is { } cycle && Moments.Read(cycle, zone) is null)
                Report.Say(line.At("cycle"), $"expected the first day of a cycle, not `{cycle}`");
    }
}
