using System.Text.Json.Nodes;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Replay;

/// <summary>What the random streams of all laws are made of: a law holds only for what its streams hold.</summary>
public class RandomStreamTests
{
    private const int Enough = 10;

    private static readonly Lazy<RandomStream[]> Some = new(() =>
        [.. Enumerable.Range(1, 280).Select(seed => new RandomStream(seed))]
    );

    private static IEnumerable<RandomEvent> Events => Some.Value.SelectMany(each => each.Events);

    private static IEnumerable<RandomHold> Holds => Some.Value.SelectMany(each => each.Holds);

    public static TheoryData<string> Types =>
        [.. Published.Shelf.Catalogue.Types.Select(type => type.Name)];

    /// <summary>A void cannot name what belongs to no account, nor what opens one, nor a question, which changes nothing.</summary>
    public static TheoryData<string> Voidable =>
        [
            .. Published
                .Shelf.Catalogue.Types.Take((int)BuiltIns.Kind.Asked)
                .Select(type => type.Name)
                .Except(["account.opened", "fx.published"]),
        ];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_of_event_comes_often(string type) =>
        Events.Count(each => each.Type == type).ShouldBeGreaterThan(Enough);

    [Theory]
    [MemberData(nameof(Voidable))]
    public void Every_built_in_type_is_voided(string type) =>
        Voided().Count(each => each == type).ShouldBeGreaterThan(Enough);

    [Theory]
    [InlineData("addon.added", "user")]
    [InlineData("addon.removed", "user")]
    [InlineData("exception.granted", "amount")]
    [InlineData("limit.set", "amount")]
    public void What_may_be_left_out_is_there_and_is_not(string type, string field)
    {
        var given = Events
            .Where(each => each.Type == type)
            .Select(each => JsonNode.Parse(each.Data)![field] is not null)
            .ToArray();
        given.Count(each => each).ShouldBeGreaterThan(Enough);
        given.Count(each => !each).ShouldBeGreaterThan(Enough);
    }

    [Fact]
    public void Reservations_end_in_every_way_and_are_for_nothing_for_one_and_for_more()
    {
        foreach (var end in Enum.GetValues<HoldEnd>())
            Holds.Count(each => each.End == end).ShouldBeGreaterThan(Enough);
        Holds.Count(each => each.Quantity == 0).ShouldBeGreaterThan(Enough);
        Holds.Count(each => each.Quantity == 1).ShouldBeGreaterThan(Enough);
        Holds.Count(each => each.Quantity > 1).ShouldBeGreaterThan(Enough);
        Holds
            .Count(each => each.End == HoldEnd.Settled && each.Used > each.Quantity)
            .ShouldBeGreaterThan(Enough);
        Holds.Count(each => each.Over < each.Act.Time).ShouldBeGreaterThan(Enough);
        Holds.Count(each => each.Over > each.Act.Time).ShouldBeGreaterThan(Enough);
    }

    [Theory]
    [InlineData("call.ended", "cost")]
    [InlineData("api.called", "")]
    [InlineData("object.stored", "bytes")]
    [InlineData("entity.created", "")]
    [InlineData("whatsapp.number-activated", "number")]
    public void Reservations_are_for_wallets_buckets_balances_and_things(
        string act,
        string field
    ) =>
        Holds
            .Count(each =>
                each.Act is { Account: "under-qcontact" } of
                && of.Type == act
                && of.Data.Contains(field, StringComparison.Ordinal)
            )
            .ShouldBeGreaterThan(Enough);

    [Theory]
    [InlineData("tts.spoken", "phrase")]
    [InlineData("facebook.engaged", "user")]
    [InlineData("whatsapp.conversation-opened", "conversation")]
    [InlineData("object.stored", "object")]
    public void Reservations_are_for_values_that_came_before_and_that_did_not(
        string act,
        string field
    )
    {
        var before = new List<bool>();
        foreach (var stream in Some.Value)
        foreach (var hold in stream.Holds.Where(each => each.Act.Type == act))
            before.Add(stream.Events.Any(each => Came(each, hold, field)));
        before.Count(each => each).ShouldBeGreaterThan(Enough);
        before.Count(each => !each).ShouldBeGreaterThan(Enough);
    }

    [Fact]
    public void Charges_are_waived_and_confirmed_by_decisions_that_name_them()
    {
        var statements = Some
            .Value.Take(60)
            .SelectMany(each => Replays.Of(each.Lines, RandomStream.End).Effects)
            .OfType<Statement>()
            .ToArray();
        foreach (var status in Enum.GetValues<LineStatus>())
            statements
                .SelectMany(each => each.Lines)
                .Count(line => line.Status == status && !line.Amount.IsZero)
                .ShouldBeGreaterThan(0, status.ToString());
    }

    private static bool IsDigitAboveZero(char digit) => digit is >= '1' and <= '9';

    private static bool Came(RandomEvent before, RandomHold hold, string field) =>
        before.Type == hold.Act.Type
        && before.Account == hold.Act.Account
        && before.Time < hold.Made
        && Value(before, field) == Value(hold.Act, field);

    private static string? Value(RandomEvent of, string field) =>
        (string?)JsonNode.Parse(of.Data)![field];

    private static IEnumerable<string> Voided() =>
        from stream in Some.Value
        let types = stream.Events.ToDictionary(each => (each.Account, each.Id), each => each.Type)
        from each in stream.Events
        where each.Type == "usage.voided"
        let id = (string)JsonNode.Parse(each.Data)!["id"]!
        where types.ContainsKey((each.Account, id))
        select types[(each.Account, id)];
}
