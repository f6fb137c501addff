using Evenhand.Core.Policy;
using Evenhand.Tests.Policies.Harbour;
using Evenhand.Tests.Replay;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Gate;

/// <summary>
/// What comes late counts in the windows that hold its own time: a live account leaves what the same account leaves that is
/// folded anew, whatever the order of arrival.
/// </summary>
public class LateLawTests
{
    private const int Streams = 12;
    private const int Acts = 60;

    private static readonly string[] Windows = ["day", "utc day", "cycle", "7 hours", "30 hours"];

    private static readonly string[] Kinds =
    [
        "meter: { of: letter.sent, within: WINDOW }\nlimit: { amount: 20 letters, passed: above, gate: deny }",
        "meter: { of: letter.sent, per: contact, within: WINDOW }\nlimit: { amount: 7 letters, passed: above, gate: deny }",
        "meter: { of: letter.sent, distinct: contact, counts: events, unit: letter, within: WINDOW }\nlimit: { amount: 5 letters, passed: above, gate: warn }",
        "meter: { of: letter.sent, per: machine, distinct: contact, counts: events, unit: letter, within: WINDOW }\nlimit: { amount: 3 letters, passed: above, gate: warn }",
        "ratio: { of: letter.returned, to: letter.sent, within: WINDOW }\nlimit: { amount: 40 %, passed: above, at-least: 2 letters, gate: deny }",
    ];

    [Fact]
    [Trait("fault", "late-today")]
    public void Live_answers_are_those_of_an_account_folded_anew() =>
        Laws.Hold(Streams, Gen.Choose(0, int.MaxValue), Hold);

    private static void Hold(int seed)
    {
        var random = new Random(seed);
        var shelf = new PolicyShelf(HarbourFiles.Catalogue, [HarbourFiles.Compiled(Document())]);
        var story = Story.Under("harbour", shelf: shelf);
        var live = Lived.After(shelf, story);
        var (now, counted) = (Story.Instant("2026-01-20"), 0);
        for (var i = 0; i < Acts; i++)
        {
            now += Duration.FromMinutes(random.Next(120));
            var until = (now + Duration.FromSeconds(1)).ToString();
            var late = random.Next(3) switch
            {
                0 => Duration.Zero,
                1 => Duration.FromSeconds(random.Next(9)),
                _ => Duration.FromMinutes(random.Next(3_000)),
            };
            story.At((now - late).ToString(), Type(random), Data(random), $"act-{i}");
            if (live.TryCount(story.Lines[^1]))
                counted++;
            else
                live = Lived.After(shelf, story, until);
            now += Duration.FromMinutes(1 + random.Next(120));
            var (type, data, at) = (Type(random), Data(random), now.ToString());
            Left(live, type, data, at)
                .ShouldBe(
                    Left(Lived.After(shelf, story, until), type, data, at),
                    $"act {i} of seed {seed}"
                );
        }
        counted.ShouldBeGreaterThan(Acts / 2);
    }

    private static string Left(Lived account, string type, string data, string at)
    {
        var answer = account.Ask(type, data, at: at);
        return string.Join('\n', answer.Bounds)
            + $"\n{answer.Decision.Outcome}\n"
            + string.Join('\n', answer.Decision.Reasons);
    }

    private static string Type(Random random) =>
        random.Next(8) switch
        {
            0 => "letter.returned",
            1 => "letter.received",
            2 => "contact.agreed",
            3 => "contact.refused",
            _ => "letter.sent",
        };

    private static string Data(Random random) =>
        $$"""{"contact":"c{{random.Next(4)}}","machine":"m{{random.Next(2)}}","count":{{random.Next(
            1,
            4
        )}}}""";

    private static string Document()
    {
        var text = HarbourFiles.FrontMatter;
        text += Clause(
            "Talk",
            "state: { name: talking, opens: letter.received, of: contact, lasts: 12 hours }"
        );
        text += Clause(
            "Leave",
            "state: { name: agreed, opens: contact.agreed, closes: contact.refused, of: contact }"
        );
        text += Clause("Hush", "gate: { deny: letter.sent, when: talking, unless: agreed }");
        foreach (var window in Windows)
            for (var kind = 0; kind < Kinds.Length; kind++)
                text += Clause(
                    $"Rule {kind} of {window}",
                    Kinds[kind].Replace("WINDOW", window, StringComparison.Ordinal)
                );
        return text;
    }

    private static string Clause(string title, string rule) =>
        $"### {title}\n```yaml rule\n{rule}\n```\n";
}
