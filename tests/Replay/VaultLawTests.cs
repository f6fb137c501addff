using System.Text.Json.Nodes;
using Evenhand.Core.Effects;
using Evenhand.Core.Time;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Replay;

/// <summary>What holds of stored things, whatever happens.</summary>
public class VaultLawTests
{
    private const int Walks = 40;

    [Fact]
    public void Walks_reach_every_state_and_every_word()
    {
        var said = Enumerable.Range(0, 120).SelectMany(seed => Told(new VaultWalk(seed))).ToArray();
        said.OfType<ThingChanged>().Select(each => each.State).Distinct().Count().ShouldBe(5);
        said.OfType<CopyChanged>().Select(each => each.State).Distinct().Count().ShouldBe(3);
        said.OfType<RetrievalChanged>().Select(each => each.State).Distinct().Count().ShouldBe(3);
        said.OfType<ExportChanged>().Select(each => each.IsReady).Distinct().Count().ShouldBe(2);
        said.OfType<ActUnmet>()
            .Aggregate(Unmet.None, (all, each) => all | each.Unmet)
            .ShouldBe(
                Unmet.Kind
                    | Unmet.Unknown
                    | Unmet.State
                    | Unmet.Taken
                    | Unmet.Person
                    | Unmet.Time
                    | Unmet.Kept
                    | Unmet.Quarantined
            );
    }

    [Fact]
    public void Shuffling_and_repeating_events_changes_no_byte() =>
        Hold(walk =>
        {
            var lines = walk.Lines.ToArray();
            var again = lines.Concat(lines).ToArray();
            walk.Random.Shuffle(again);
            Replays.Output(again, walk.End).ShouldBe(Replays.Output(lines, walk.End));
        });

    [Fact]
    public void A_run_that_ends_early_says_what_a_stream_says_that_ends_there() =>
        Hold(walk =>
        {
            var until = walk.Events[walk.Random.Next(walk.Events.Count)].Time;
            // A void takes back what came before it, whenever it is read.
            var forward = walk.Events.Where(each => each.Type != "usage.voided").ToArray();
            var before = forward.Where(each => each.Time < until);
            Replays
                .Output(before.Select(each => each.Line), until)
                .ShouldBe(Replays.Output(forward.Select(each => each.Line), until));
        });

    [Fact]
    public void What_can_be_voided_is_then_as_if_it_had_never_been() =>
        Hold(walk =>
        {
            var events = walk.Events.Where(each => each.Type != "usage.voided").ToArray();
            var some = events.Where(each => IsVoidable(each)).ToArray();
            if (some.Length == 0)
                return;
            var taken = some[walk.Random.Next(some.Length)];
            var undo = taken with
            {
                Id = "undo",
                Type = "usage.voided",
                Time = walk.End - Duration.FromDays(1),
                Data = $$"""{"source": "random", "id": "{{taken.Id}}"}""",
            };
            Replays
                .Output(events.Append(undo).Select(each => each.Line), walk.End)
                .ShouldBe(
                    Replays.Output(
                        events.Where(each => each != taken).Select(each => each.Line),
                        walk.End
                    )
                );
        });

    [Fact]
    public void What_cannot_be_voided_stands_and_the_void_says_so() =>
        Hold(walk =>
        {
            var events = walk.Events.Where(each => each.Type != "usage.voided").ToArray();
            var acts = events
                .Where(each => each.Type is "hold.placed" or "hold.released" or "quarantine.lifted")
                .ToArray();
            if (acts.Length == 0)
                return;
            var act = acts[walk.Random.Next(acts.Length)];
            var undo = act with
            {
                Id = "undo",
                Type = "usage.voided",
                Time = walk.Events[0].Time + Duration.FromHours(walk.Random.Next(2000)),
                Data = $$"""{"source": "random", "id": "{{act.Id}}"}""",
            };
            var said = Replays.Output(events.Append(undo).Select(each => each.Line), walk.End);
            said.Where(line => !line.Contains("\"id\":\"undo\"", StringComparison.Ordinal))
                .ShouldBe(Replays.Output(events.Select(each => each.Line), walk.End));
            said.ShouldContain(line =>
                line.Contains("\"id\":\"undo\",\"why\":[\"kind\"]", StringComparison.Ordinal)
            );
        });

    [Fact]
    public void An_act_without_effect_says_nothing_but_that() =>
        Hold(walk =>
        {
            var events = walk.Events.Where(each => each.Type != "usage.voided").ToArray();
            var lines = events.Select(each => each.Line);
            var unmet = Replays
                .Of(lines, walk.End)
                .Effects.OfType<ActUnmet>()
                .Select(each => each.Id)
                .ToHashSet();
            Replays
                .Output(
                    events.Where(each => !unmet.Contains(each.Id)).Select(each => each.Line),
                    walk.End
                )
                .ShouldBe(
                    Replays
                        .Output(lines, walk.End)
                        .Where(line =>
                            !line.StartsWith("{\"kind\":\"unmatched\"", StringComparison.Ordinal)
                        )
                );
        });

    [Fact]
    public void Nothing_that_is_held_or_in_quarantine_is_deleted_moved_or_purged() =>
        Hold(walk =>
        {
            var unmet = Told(walk).OfType<ActUnmet>().Select(each => each.Id).ToHashSet();
            var names = walk
                .Events.Where(each => each.Type == "hold.placed" && !unmet.Contains(each.Id))
                .GroupBy(each => (string)JsonNode.Parse(each.Data)!["hold"]!)
                .ToDictionary(group => group.Key, group => group.ToArray());
            var (held, aside) = (new Dictionary<string, JsonNode>(), new HashSet<string>());
            foreach (var effect in Told(walk).OrderBy(each => each.Time))
                switch (effect)
                {
                    case HoldChanged { IsPlaced: true } hold:
                        held[hold.Hold] = JsonNode.Parse(
                            names[hold.Hold].First(each => Moment.Of(each.Time) == hold.Time).Data
                        )!;
                        break;
                    case HoldChanged hold:
                        held.Remove(hold.Hold);
                        break;
                    case ThingChanged { State: ThingState.Quarantined } changed:
                        aside.Add(changed.Thing).ShouldBeTrue();
                        break;
                    case ThingChanged { State: ThingState.Released } changed:
                        aside.Remove(changed.Thing).ShouldBeTrue();
                        break;
                    case ThingChanged changed:
                        aside.ShouldNotContain(changed.Thing);
                        var isLate = changed.State == ThingState.Purged;
                        held.Values.ShouldNotContain(hold =>
                            Covers(hold, changed.Thing)
                            && !(isLate && (string?)hold["side"] != "vendor")
                        );
                        break;
                }
        });

    [Fact]
    public void A_rule_of_the_customers_acts_at_its_instant_or_at_that_of_an_event_that_lets_it() =>
        Hold(walk =>
        {
            var instants = walk.Events.Select(each => Moment.Of(each.Time)).ToHashSet();
            var stored = walk
                .Events.Where(each => each.Type is "object.stored" or "object.moved")
                .Select(each => (Name: (string)JsonNode.Parse(each.Data)!["object"]!, each.Time))
                .ToLookup(each => each.Name, each => Moment.Of(each.Time));
            var patience = TimeSpan.FromDays(30);
            foreach (
                var changed in Told(walk)
                    .OfType<ThingChanged>()
                    .Where(each => each.State is ThingState.Deleted or ThingState.Cold)
            )
                (
                    instants.Contains(changed.Time)
                    || instants.Contains(changed.Time - patience)
                    || stored[changed.Thing]
                        .Any(from =>
                            new[] { 1, 5, 20, 40 }.Any(days =>
                                from + TimeSpan.FromDays(days) == changed.Time
                            )
                        )
                ).ShouldBeTrue($"{changed}");
        });

    private static bool Covers(JsonNode hold, string thing) =>
        hold["objects"] is not JsonArray names || names.Any(name => (string)name! == thing);

    private static bool IsVoidable(RandomEvent e) =>
        e.Type
            is "retention.set"
                or "lifecycle.set"
                or "offload.activated"
                or "offload.deactivated"
                or "object.offloaded"
                or "object.offload-failed"
                or "retrieval.ready"
                or "export.ready"
                or "object.retrieved"
                or "object.stored"
                or "account.export-requested"
        || e.Type == "report.filed" && e.Data.Contains("use-unlawful", StringComparison.Ordinal);

    private static IEnumerable<Effect> Told(VaultWalk walk) =>
        Replays.Of(walk.Lines, walk.End).Effects;

    private static void Hold(Action<VaultWalk> law) =>
        Laws.Hold(Walks, Gen.Choose(0, int.MaxValue), seed => law(new VaultWalk(seed)));
}
