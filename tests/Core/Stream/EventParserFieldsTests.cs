using System.Collections.Immutable;
using Evenhand.Core.Stream;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Stream;

/// <summary>A value of the wrong kind is no fault of the line; it is marked, for the rules that read the field.</summary>
public sealed class EventParserFieldsTests
{
    private const int Text = 0,
        Choice = 1,
        Flag = 2,
        Quantity = 3,
        Money = 4,
        Currency = 5,
        Time = 6,
        Message = 7,
        Duration = 8;

    private static readonly Unit Second = new("second", "seconds", Dimension.Time, 1_000);

    private static readonly ImmutableArray<Field> Fields =
    [
        Field(Text, "text", FieldKind.Text),
        Field(Choice, "choice", FieldKind.Choice) with
        {
            Choices = ["red", "green"],
        },
        Field(Flag, "flag", FieldKind.Flag),
        Field(Quantity, "quantity", FieldKind.Quantity) with
        {
            Unit = Unit.One,
        },
        Field(Money, "money", FieldKind.Money),
        Field(Currency, "currency", FieldKind.Currency),
        Field(Time, "time", FieldKind.Time),
        Field(Message, "message", FieldKind.Message),
        Field(Duration, "duration", FieldKind.Quantity) with
        {
            Unit = Second,
        },
    ];

    private readonly ParsedLines lines = new(Fields);

    [Theory]
    [InlineData(Text, "1 true null {} []")]
    [InlineData(Choice, "\"blue\" \"RED\" \"\" 0 true null {} []")]
    [InlineData(Flag, "\"true\" 1 0 null {} []")]
    [InlineData(Quantity, "\"x\" \"\" true null {} [] [1]")]
    [InlineData(Money, "\"x\" \"\" \"1,50\" true null {} []")]
    [InlineData(Currency, "1 true null {} []")]
    [InlineData(Time, "\"soon\" \"2026-01-01\" \"2016-12-31T23:59:61Z\" 1 true null {} []")]
    [InlineData(Message, "1 true null {} []")]
    public void A_value_of_the_wrong_kind_is_marked_and_null_is_absence(int slot, string values)
    {
        foreach (var value in values.Split(' '))
        {
            var head = lines.HeadOf(Fields[slot].Name, value);
            head.Present.ShouldBe(0u, value);
            head.Bad.ShouldBe(value == "null" ? 0u : 1u << slot, value);
        }
    }

    [Theory]
    [InlineData(Quantity, "0 -0 1 7.000 1e3 1E+3 \"12\" \"1.0\" 1000000000000000000")]
    [InlineData(Duration, "0 0.001 59.5 \"0.001\" 1e-3 1000000000000000")]
    [InlineData(Money, "0 -0 0.000000000001 1e-12 \"19.99\" 1000000000000000")]
    public void Numbers_within_range_are_read_exactly(int slot, string values)
    {
        foreach (var value in values.Split(' '))
            lines.HeadOf(Fields[slot].Name, value).Present.ShouldBe(1u << slot, value);
    }

    [Theory]
    [InlineData(Quantity, "-1 0.5 1e-30 1e-400 1e400 -1e400 10000000000000000000")]
    [InlineData(Quantity, "1000000000000000001 \"1e3\" \"+1\" \"-1\" \"NaN\" \"0x10\" \"1_000\"")]
    [InlineData(Quantity, "0.0000000000000000000000000000001 1e-99999999999999999999")]
    [InlineData(Quantity, "\"0.0000000000000000000000000000001\" 1e99999999999999999999")]
    [InlineData(Duration, "0.0001 1000000000000000.001 1e16 -0.001")]
    [InlineData(Money, "-0.01 1e-13 1e-30 1e16 1.0000000000000000000000000000001")]
    [InlineData(Money, "1000000000000000.01 12345678901234567890123456789012345678901234567890")]
    public void Numbers_beyond_range_are_marked_and_never_rounded(int slot, string values)
    {
        foreach (var value in values.Split(' '))
        {
            var head = lines.HeadOf(Fields[slot].Name, value);
            head.Present.ShouldBe(0u, value);
            head.Bad.ShouldBe(1u << slot, value);
        }
    }

    [Fact]
    public void A_number_of_a_million_digits_is_marked()
    {
        var digits = new string('7', 1_000_000);
        lines.HeadOf("quantity", digits).Bad.ShouldBe(1u << Quantity);
        lines.HeadOf("money", "0." + digits).Bad.ShouldBe(1u << Money);
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void Texts_have_a_bound(int length, bool fine) =>
        lines
            .HeadOf("text", $"\"{new string('t', length)}\"")
            .Present.ShouldBe(fine ? 1u << Text : 0u);

    [Fact]
    public void Half_a_surrogate_pair_is_no_text_but_unknown_fields_are_not_read()
    {
        const string Fault = "not valid text: half of a surrogate pair";
        lines.FaultOf(ParsedLines.With("text", "\"\\ud800\"")).ShouldBe(Fault);
        lines.FaultOf(ParsedLines.With("message", "\"a\\udc00\"")).ShouldBe(Fault);
        lines.FaultOf(ParsedLines.With("odd", "\"\\ud800\"")).ShouldBeNull();
    }

    private static Field Field(int slot, string name, FieldKind kind) =>
        new(slot, name, kind, null, [], null, Required: false);
}
