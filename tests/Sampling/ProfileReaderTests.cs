using Evenhand.Sampling.Profiles;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Sampling;

public class ProfileReaderTests
{
    private const string Good = """
        policy: tiny
        shapes:
          office: { weekdays: [1, 1, 1, 1, 1, 0, 0], hours: [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0] }
        pools:
          rooms: { prefix: r, starting: 3 }
        texts:
          greeting: Good morning and welcome.
        populations:
          all: { currencies: EUR, zones: Europe/Berlin, seats: [1, 5] }
        activities:
          bookings:
            type: room.booked
            shape: office
            rate: { seat-day: 2 }
            fields: { room: { pick: rooms }, hours: { uniform: [1, 4] }, note: { text: greeting, length: { uniform: [2, 20] } } }
            then:
              - { type: room.left, after: [1h, 2h], fields: { room: { same: room } } }
        misbehaviours:
          squatters: { clause: no-squatting, multiply: { bookings: 9 } }
        """;

    [Fact]
    public void A_profile_of_another_trade_needs_no_code() =>
        Samples.Written(Good).EventTypes.ShouldBe(["room.booked", "room.left"]);

    [Theory, MemberData(nameof(SamplerTests.Policies), MemberType = typeof(SamplerTests))]
    public void Every_published_profile_is_right(string policy) =>
        Samples.Published(policy).Policy.ShouldBe(policy);

    [Theory]
    [InlineData(
        "shape: office",
        "shap: office",
        13,
        5,
        "'shap' is not known here; did you mean `shape`?"
    )]
    [InlineData(
        "shape: office",
        "shape: offce",
        13,
        12,
        "there is no shape 'offce'; did you mean `office`?"
    )]
    [InlineData(
        "pick: rooms",
        "pick: romms",
        15,
        29,
        "there is no pool 'romms'; did you mean `rooms`?"
    )]
    [InlineData("pick: rooms", "pik: rooms", 15, 21, "'pik'; did you mean `pick`?")]
    [InlineData(
        "uniform: [1, 4]",
        "uniform: [4, 1]",
        15,
        56,
        "the first value should not be greater than the second"
    )]
    [InlineData(
        "uniform: [1, 4]",
        "uniform: [1, four]",
        15,
        60,
        "a number should stand here, not 'four'"
    )]
    [InlineData("text: greeting", "text: greting", 15, 80, "did you mean `greeting`?")]
    [InlineData(
        "same: room",
        "same: rom",
        17,
        69,
        "the event before has no field 'rom'; did you mean `room`?"
    )]
    [InlineData("after: [1h, 2h]", "after: [1h, 2x]", 17, 40, "a delay should stand here")]
    [InlineData("seat-day: 2", "seat-dey: 2", 14, 13, "did you mean `seat-day`?")]
    [InlineData("Europe/Berlin", "Europe/Berlyn", 9, 34, "no time zone 'Europe/Berlyn'")]
    [InlineData(
        "multiply: { bookings: 9 }",
        "multiply: { booking: 9 }",
        19,
        50,
        "there is no activity 'booking'; did you mean `bookings`?"
    )]
    [InlineData("seats: [1, 5]", "seats: [0, 5]", 9, 57, "0 should lie between 1 and 100000")]
    [InlineData("policy: tiny", "polcy: tiny", 1, 1, "'policy' is missing")]
    [InlineData("policy: tiny", "policy: tiny\npolicy: tiny", 2, 1, "")]
    public void What_is_wrong_is_reported_with_its_place(
        string right,
        string wrong,
        int line,
        int column,
        string message
    )
    {
        var errors = ProfileReader.Read("tiny.yaml", Good.Replace(right, wrong)).Errors;
        errors.ShouldContain(
            error =>
                error.File == "tiny.yaml"
                && error.At.Line == line
                && error.At.Column == column
                && error.Message.Contains(message),
            string.Join('\n', errors)
        );
    }

    [Fact]
    public void Everything_wrong_is_reported_at_once()
    {
        var text = Good.Replace("shape: office", "shape: offce")
            .Replace("pick: rooms", "pick: romms")
            .Replace("seats: [1, 5]", "seets: [1, 5]");
        var lines = ProfileReader.Read("tiny.yaml", text).Errors.Select(error => error.At.Line);
        lines.Distinct().ShouldBe([9, 13, 15]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("policy: [")]
    [InlineData("policy: {a: [b, c")]
    [InlineData("policy: \"a")]
    [InlineData("just words")]
    [InlineData("[1, 2]")]
    [InlineData("--- {}\n--- {}")]
    [InlineData("policy: {a: b}\nactivities: [x]\npopulations: 4\nmisbehaviours: {x: 1}")]
    public void What_is_no_profile_is_an_error_and_no_crash(string text)
    {
        var reading = ProfileReader.Read("odd.yaml", text);
        reading.Profile.ShouldBeNull();
        reading.Errors.ShouldNotBeEmpty();
    }
}
