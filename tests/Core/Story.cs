using System.Text;
using Evenhand.Core;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Replay.Output;
using Evenhand.Wording;
using NodaTime;
using Shouldly;

namespace Evenhand.Tests.Core;

/// <summary>What happens to an account, event by event, for tests that tell it in a few lines.</summary>
internal sealed class Story(PolicyShelf? shelf = null)
{
    private readonly PolicyShelf shelf = shelf ?? Published.Shelf;
    private readonly List<string> lines = [];
    private int lastId;

    public string Account { get; init; } = "acme";

    /// <summary>An account of 2026 under a policy, in UTC with cycles from the first unless said otherwise.</summary>
    public static Story Under(
        string policy,
        string currency = "USD",
        string zone = "UTC",
        int cycleDay = 1,
        string opened = "2026-01-01",
        string? plan = null,
        string more = "",
        PolicyShelf? shelf = null
    ) =>
        new Story(shelf).At(
            opened,
            "account.opened",
            $$"""
            { "policy": "{{policy}}", "currency": "{{currency}}", "time_zone": "{{zone}}", "cycle_day": {{cycleDay}}{{(
                plan is null ? "" : $", \"plan\": \"{plan}\""
            )}}{{more}} }
            """
        );

    /// <summary>
    /// Something happens; a time without clock is midnight UTC, one without zone is UTC. Ids are numbers unless given,
    /// so that what is asked at the same instant under a name comes after it.
    /// </summary>
    public Story At(string time, string type, string data = "{}", string? id = null)
    {
        var subject = type == "fx.published" ? "" : $"\"subject\":\"{Account}\",";
        lines.Add(
            $"{{\"specversion\":\"1.0\",\"id\":\"{id ?? $"{++lastId:0000}"}\",\"source\":\"test\",\"type\":\"{type}\",\"time\":\"{Time(time)}\",{subject}\"data\":{data.ReplaceLineEndings(" ")}}}"
        );
        return this;
    }

    /// <summary>The gate is asked.</summary>
    public Story Asks(
        string time,
        string id,
        string act,
        string with = "{}",
        bool acknowledged = false
    ) =>
        At(
            time,
            "gate.asked",
            $$"""{ "act": "{{act}}", "with": {{with}}, "acknowledged": {{(acknowledged ? "true" : "false")}} }""",
            id
        );

    public IReadOnlyList<string> Lines => lines;

    public ReplayResult Until(string? until) =>
        StreamReplay.Run(
            shelf,
            [.. lines.Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line))],
            until is null ? null : Instant(until)
        );

    /// <summary>The replay, when nothing of it was rejected.</summary>
    public ReplayResult Told(string? until = null)
    {
        var result = Until(until);
        result.Rejections.ShouldBeEmpty();
        return result;
    }

    public static Moment Moment(string time)
    {
        Rfc3339.TryParse(Encoding.UTF8.GetBytes(Time(time)), out var moment).ShouldBeTrue(time);
        return moment;
    }

    public static Instant Instant(string time) => Moment(time).Instant;

    public static string Time(string time) =>
        time.Length == 10 ? $"{time}T00:00:00Z"
        : time.Length == 16 ? $"{time.Replace(' ', 'T')}:00Z"
        : time;
}

/// <summary>Short ways to what a replay said.</summary>
internal static class Said
{
    public static string Json(IEnumerable<Effect> effects)
    {
        using var output = new MemoryStream();
        EffectJson.Write(effects, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    public static string Answer(this ReplayResult result, string id)
    {
        var decision = result.Decisions.Single(decision => decision.Id == id);
        return string.Join(
            ' ',
            decision
                .Reasons.Select(reason => reason.Clause.Slug)
                .Distinct()
                .Prepend(decision.Outcome.ToString().ToLowerInvariant())
        );
    }

    public static Reason Reason(this ReplayResult result, string id) =>
        result.Decisions.Single(decision => decision.Id == id).Reasons.Single();

    public static string[] CaseClauses(this ReplayResult result) =>
        [.. result.Cases.Select(opened => opened.Clause.Slug)];

    /// <summary>The lines of a clause, one for each statement or fee.</summary>
    public static Line[] LinesOf(this ReplayResult result, string clause) =>
        [
            .. result.Statements.SelectMany(statement =>
                statement.Lines.Where(line => line.Clause.Slug == clause)
            ),
        ];

    public static string[] Quantities(this ReplayResult result, string clause) =>
        [.. result.LinesOf(clause).Select(line => line.Quantity.ToString())];

    public static string[] Cycles(this ReplayResult result) =>
        [
            .. result.Statements.Select(statement =>
                $"{Instants.Text(statement.From)} {Instants.Text(statement.Time)}"
            ),
        ];

    public static string[] Unmatched(this ReplayResult result) =>
        [
            .. result
                .Effects.OfType<Unmatched>()
                .Select(unmatched => FaultSentence.Of(unmatched.Why)),
        ];
}
