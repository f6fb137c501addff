using Evenhand.Core;
using Evenhand.Core.Folding;
using Evenhand.Core.Keeping;
using Evenhand.Core.Metering;
using Evenhand.Core.Parts;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Tests.Core.Keeping;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Parts;

/// <summary>
/// A part of an account's state is a class and a line: one that is put into the list, and of which nothing else knows, takes
/// part in all that happens to parts.
/// </summary>
public class PartListTests
{
    private static readonly Moment First = At(2026, 1, 1, 0);

    [Fact]
    public void What_is_planted_is_asked_when_it_is_due_and_passed_then_before_a_cycle_closes()
    {
        var state = Opened();
        var planted = new Planted(First + TimeSpan.FromHours(1), At(2026, 2, 1, 0));
        state.Parts.Add(planted);
        state.NextBoundary = Lifetime.NextBoundary(state, First);

        state.NextBoundary.ShouldBe(First + TimeSpan.FromHours(1));
        Engine.Advance(state, At(2026, 2, 1, 0));

        planted.Told.ShouldBe([
            "pass 2026-01-01T01:00:00Z",
            "passed 2026-01-01T01:00:00Z",
            "pass 2026-02-01T00:00:00Z",
            "cycle 2026-02-01T00:00:00Z",
            "passed 2026-02-01T00:00:00Z",
            "day 2026-02-01T00:00:00Z",
        ]);
    }

    [Fact]
    public void What_is_planted_is_told_of_the_end_and_of_the_purge()
    {
        var state = Opened();
        var planted = new Planted();
        state.Parts.Add(planted);

        Lifetime.End(state, At(2026, 1, 3, 0));
        Engine.Advance(state, state.Purge);

        planted.Told.ShouldContain("end 2026-01-03T00:00:00Z");
        planted.Told.ShouldContain($"purge {state.Purge.Instant}");
    }

    [Fact]
    public void What_is_planted_passes_to_bytes_and_comes_back()
    {
        var (before, after) = (Opened(), Opened());
        before.Parts.Add(new Planted { Kept = new(42) });
        var planted = new Planted();
        after.Parts.Add(planted);

        var writer = new StateWriter();
        before.Exchange(writer);
        after.Exchange(new StateReader(writer.Written.ToArray()));

        planted.Kept.ShouldBe(new Moment(42));
    }

    [Fact]
    public void Every_part_of_a_state_is_in_its_list()
    {
        var state = Opened();
        var fields = Structure
            .FieldsOf(typeof(AccountState))
            .Where(field => field.FieldType != typeof(PartList))
            .SelectMany(field => PartsIn(field.GetValue(state)));

        fields.Distinct().Except(state.Parts.All).ShouldBeEmpty();
    }

    [Fact]
    public void Meters_are_of_four_kinds_that_nobody_adds_to()
    {
        var kinds = typeof(MeterState)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(MeterState)))
            .ToArray();

        kinds.ShouldAllBe(kind => kind.IsSealed);
        kinds
            .Select(kind => kind.Name)
            .Order()
            .ShouldBe(["BalanceState", "FlowState", "RatioState", "StockState"]);
    }

    private static IEnumerable<Part> PartsIn(object? value) =>
        value switch
        {
            Part part => [part],
            IEnumerable<Part?> parts => parts.OfType<Part>(),
            MeterStates meters => meters.All.ToArray(),
            _ => [],
        };

    private static AccountState Opened()
    {
        var versions = Published.Shelf.Versions("qcontact");
        var calendar = new Calendar(DateTimeZone.Utc, 1);
        var profile = new Profile(new AccountId("acme"), First, "USD", calendar, "", 0, versions);
        var state = new AccountState(
            versions[0],
            new Dispatch(versions[0]),
            profile,
            new Shared(new Symbols())
        );
        Engine.Advance(state, First);
        return state;
    }

    private static Moment At(int year, int month, int day, int hour) =>
        Moment.Of(Instant.FromUtc(year, month, day, hour, 0));

    /// <summary>A part of no account's: it writes down what it is told.</summary>
    private sealed class Planted(params Moment[] due) : Part, ITimed
    {
        public List<string> Told { get; } = [];

        public Moment Kept { get; set; }

        public Moment Next(Moment passed) =>
            due.Where(at => at > passed).DefaultIfEmpty(Moment.Never).Min();

        public void Pass(Moment at) => Note("pass", at);

        public void Passed(Moment at) => Note("passed", at);

        public override void BeginCycle(Cycle cycle) => Note("cycle", cycle.From);

        public override void BeginDay(Moment from) => Note("day", from);

        public override void End(Moment time) => Note("end", time);

        public override void Purge(Moment time) => Note("purge", time);

        public override void Exchange(StatePort port) => Kept = port.Exchange(Kept);

        private void Note(string what, Moment at) => Told.Add($"{what} {at.Instant}");
    }
}
