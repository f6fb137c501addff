using Evenhand.Core.Effects;
using Evenhand.Tests.Core.Gate;
using Evenhand.Tests.Replay;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Vault;

/// <summary>What a preview of a rule says is what the rule does.</summary>
public class RulePreviewTests
{
    [Fact]
    public void A_preview_tells_what_the_rule_then_does_at_once() =>
        Laws.Hold(25, Gen.Choose(0, int.MaxValue), Hold);

    private static void Hold(int seed)
    {
        var walk = new VaultWalk(seed, 60);
        var events = walk
            .Events.Where(each =>
                each.Type is not ("usage.voided" or "gate.asked" or "account.terminated")
            )
            .OrderBy(each => each.Type != "account.opened")
            .ThenBy(each => each.Time)
            .ThenBy(each => each.Id, StringComparer.Ordinal)
            .ToArray();
        var at = (events[^1].Time + Duration.FromMinutes(1)).ToString();
        var random = new Random(seed);
        var (deletes, ofClass, after) = (
            random.Next(2) == 0,
            random.Next(2) == 0 ? "call-recording" : "video-recording",
            random.Next(1, 20)
        );
        var account = Lived.After(
            Published.Shelf,
            events.Select(each => each.Line),
            (events[^1].Time + Duration.FromSeconds(1)).ToString()
        );
        var preview = account.Preview(deletes, ofClass, after, at).ShouldNotBeNull();
        var told = account
            .Told(
                deletes ? "retention.set" : "lifecycle.set",
                $$"""{"class":"{{ofClass}}","after":{{after}}}""",
                at
            )
            .OfType<ThingChanged>()
            .Count(each => each.State == (deletes ? ThingState.Deleted : ThingState.Cold));
        told.ShouldBe(preview.Things, $"{seed} {deletes} {ofClass} {after} at {at}");
        (preview.Oldest is null).ShouldBe(preview.Things == 0);
    }
}
