using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Tests.Core.Gate;
using Evenhand.Tests.Replay;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Vault;

/// <summary>An account that goes on live answers of stored things what the same account answers that is folded anew.</summary>
public class LiveVaultTests
{
    private static readonly string[] Acts = ["object.deleted", "object.moved", "object.retrieved"];

    [Fact]
    public void Live_answers_are_those_of_a_replay() =>
        Laws.Hold(12, Gen.Choose(0, int.MaxValue), Hold);

    private static void Hold(int seed)
    {
        var walk = new VaultWalk(seed, 70);
        var events = walk
            .Events.Where(each => each.Type is not ("usage.voided" or "gate.asked"))
            .OrderBy(each => each.Type != "account.opened")
            .ThenBy(each => each.Time)
            .ThenBy(each => each.Id, StringComparer.Ordinal)
            .ToArray();
        var end = events.FirstOrDefault(each => each.Type == "account.terminated");
        var last = end is null ? walk.End : end.Time + Duration.FromDays(29);
        var shelf = Published.Shelf;
        var lines = events.Where(each => each.Time < last).ToArray();
        Lived? live = null;
        for (var i = 2; i < lines.Length; i++)
        {
            var until = (lines[i].Time + Duration.FromSeconds(1)).ToString();
            var told = lines.Take(i + 1).Select(each => each.Line);
            if (live is null || !live.TryCount(lines[i].Line))
                live = Lived.After(shelf, told, until);
            if (i % 5 != 0)
                continue;
            var at = (lines[i].Time + Duration.FromMinutes(1)).ToString();
            var anew = Lived.After(shelf, told, until);
            foreach (var act in Acts)
                for (var thing = 0; thing < 6; thing++)
                {
                    var with = $$"""{"object": "o{{thing}}", "tier": "cold"}""";
                    Said(live, act, with, at)
                        .ShouldBe(
                            Said(anew, act, with, at),
                            $"{seed} {i} {act} {with} at {at}\n{string.Join('\n', told)}"
                        );
                }
        }
    }

    private static string Said(Lived account, string act, string with, string at)
    {
        var decision = account.Ask(act, with, at: at).Decision;
        return $"{decision.Outcome} {string.Join(' ', decision.Reasons.Select(each => each.Clause.Slug))}";
    }
}
