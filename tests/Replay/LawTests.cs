using System.Text.Json.Nodes;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Tests.Core;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Replay;

public class LawTests
{
    private const int Streams = 15;

    [Fact]
    public void A_random_stream_is_worth_replaying()
    {
        var stream = new RandomStream(2026, perAccount: 400);
        var replayed = Replays.Of(stream.Lines, RandomStream.End);
        replayed.Rejections.ShouldBeEmpty();
        var effects = replayed.Effects.ToArray();
        effects.OfType<Statement>().Count().ShouldBeGreaterThan(8);
        effects.OfType<Decision>().Select(each => each.Outcome).Distinct().Count().ShouldBe(3);
        effects.OfType<Evenhand.Core.Effects.Case>().ShouldNotBeEmpty();
        effects.OfType<Notice>().ShouldNotBeEmpty();
        stream
            .Events.Select(each => each.Type)
            .Append("account.terminated")
            .Distinct()
            .ShouldBe(Published.Shelf.Catalogue.Types.Select(type => type.Name), ignoreOrder: true);
    }

    [Fact]
    public void Shuffling_and_repeating_events_changes_no_byte() =>
        Laws.Hold(
            Streams,
            stream =>
            {
                var lines = stream.Lines.ToArray();
                var again = lines.Concat(lines).ToArray();
                stream.Random.Shuffle(again);
                Replays.Output(again, null).ShouldBe(Replays.Output(lines, null));
            }
        );

    [Fact]
    public void What_is_told_has_an_id_of_its_own() =>
        Laws.Hold(
            Streams,
            stream =>
            {
                var ids = Replays
                    .Of(stream.Lines, RandomStream.End)
                    .Effects.Select(effect =>
                        effect switch
                        {
                            Notice notice => notice.Id,
                            Evenhand.Core.Effects.Case opened => opened.Id,
                            _ => null,
                        }
                    )
                    .OfType<string>()
                    .ToArray();
                ids.ShouldAllBe(id => id.Length == 24);
                ids.Distinct().Count().ShouldBe(ids.Length);
            }
        );

    [Fact]
    public void A_run_that_ends_early_says_what_a_stream_says_that_ends_there() =>
        Laws.Hold(
            Streams,
            stream =>
            {
                var until = Somewhen(stream);
                var before = stream.Events.Where(each => each.Time < until);
                Replays
                    .Output(before.Select(each => each.Line), until)
                    .ShouldBe(Replays.Output(stream.Lines, until));
            }
        );

    [Fact]
    public void A_run_split_at_any_instant_equals_one_run() =>
        Laws.Hold(
            Streams,
            stream =>
            {
                var until = Somewhen(stream);
                var forward = stream
                    .Events.Where(each => !LooksBack(each.Type) && !IsAppealOfCharge(each.Line))
                    .ToArray();
                var lines = forward.Select(each => each.Line).ToArray();
                var whole = Replays.Output(lines, RandomStream.End);
                var first = Replays.Output(lines, until).Where(IsNoWallet).ToArray();
                whole[..first.Length].Where(IsNoWallet).ShouldBe(first);
                var next = JsonNode.Parse(whole[first.Length])!;
                if ((string)next["kind"]! != "wallet")
                    TimeOf(next).ShouldBeGreaterThanOrEqualTo(until);
            }
        );

    [Fact]
    public void Voiding_an_event_equals_its_absence() =>
        Laws.Hold(
            Streams,
            stream =>
            {
                var alive = stream
                    .Events.Where(each => each.Type != "account.terminated")
                    .ToArray();
                var candidates = alive
                    .Where(each =>
                        each.Type is not ("account.opened" or "usage.voided" or "fx.published")
                        && !StaysWhenVoided(each.Type)
                    )
                    .ToArray();
                var taken = candidates[stream.Random.Next(candidates.Length)];
                var opened = alive.Single(each =>
                    each.Account == taken.Account && each.Type == "account.opened"
                );
                var when = stream.Random.Next(2) == 0 ? opened.Time : Somewhen(stream);
                var undo = new RandomEvent(
                    "undo",
                    taken.Account,
                    "usage.voided",
                    when < opened.Time ? opened.Time : when,
                    $$"""{"source": "random", "id": "{{taken.Id}}", "reason": "a mistake"}"""
                );
                Replays
                    .Output(alive.Append(undo).Select(each => each.Line), RandomStream.End)
                    .ShouldBe(
                        Replays.Output(
                            alive.Where(each => each != taken).Select(each => each.Line),
                            RandomStream.End
                        )
                    );
            }
        );

    [Fact]
    public void The_sum_of_a_statements_lines_is_its_total() =>
        Laws.Hold(
            Streams,
            stream =>
            {
                var effects = Replays.Of(stream.Lines, RandomStream.End).Effects;
                foreach (var statement in effects.OfType<Statement>())
                {
                    Sum(statement, LineStatus.Due).ShouldBe(statement.Due.Amount);
                    Sum(statement, LineStatus.Proposed).ShouldBe(statement.Proposed.Amount);
                    statement
                        .Lines.Select(line => line.Clause.Slug)
                        .ShouldBe(
                            statement
                                .Lines.Select(line => line.Clause.Slug)
                                .Order(StringComparer.Ordinal)
                        );
                }
            }
        );

    [Fact]
    public void What_is_said_stands_in_the_order_of_time_and_wallets_come_last() =>
        Laws.Hold(
            Streams,
            stream =>
            {
                var said = Replays
                    .Output(stream.Lines, null)
                    .Select(line => JsonNode.Parse(line)!)
                    .ToArray();
                said.Select(TimeOf).ShouldBe(said.Select(TimeOf).Order());
                said.SkipWhile(each => (string)each["kind"]! != "wallet").Count().ShouldBe(4);
            }
        );

    private static decimal Sum(Statement statement, LineStatus status) =>
        statement.Lines.Where(line => line.Status == status).Sum(line => line.Amount.Amount);

    private static Instant Somewhen(RandomStream stream) =>
        stream.Random.Next(2) == 0
            ? stream.Events[stream.Random.Next(stream.Events.Count)].Time
            : Story.Instant("2026-01-01") + Duration.FromHours(stream.Random.Next(130 * 24));

    /// <summary>Whether an event changes what was stated before it: those are laws of their own.</summary>
    private static bool LooksBack(string type) =>
        type
            is "usage.voided"
                or "charge.waived"
                or "charge.confirmed"
                or "fx.published"
                or "typical.compared";

    /// <summary>An appeal against a charge: nobody's answer in time waives a line of a statement that lies before it.</summary>
    private static bool IsAppealOfCharge(string line) =>
        line.Contains("\"against\": {", StringComparison.Ordinal)
        || line.Contains("\"against\":{", StringComparison.Ordinal);

    /// <summary>Whether an act of a person stands, whatever voids name it: that is a law of its own.</summary>
    private static bool StaysWhenVoided(string type) =>
        type == "typical.compared"
        || type != "notice.delivered"
            && Published.Shelf.Catalogue.Type(type)!.Index is var index
            && (BuiltIns.IsOfStanding(index) || BuiltIns.IsOfKeepers(index));

    private static bool IsNoWallet(string line) =>
        !line.StartsWith("{\"kind\":\"wallet\"", StringComparison.Ordinal);

    private static Instant TimeOf(JsonNode effect) =>
        Story.Instant((string)(effect["time"] ?? effect["to"])!);
}
