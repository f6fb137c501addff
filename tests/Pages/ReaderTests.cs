using Evenhand.Pages.Figures;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Pages;

public sealed class ReaderTests
{
    private static readonly Reader Sydney = new(
        "AUD",
        DateTimeZoneProviders.Tzdb["Australia/Sydney"],
        Instant.FromUtc(2026, 11, 27, 7, 42)
    );

    [Theory]
    [InlineData("630.07", "A$630.07")]
    [InlineData("1630.07", "A$1,630.07")]
    [InlineData("1234567.00", "A$1,234,567.00")]
    [InlineData("-270.2094", "\u2212A$270.2094")]
    [InlineData("0.00", "A$0.00")]
    public void Money_is_grouped_behind_the_sign_of_its_currency(string amount, string read) =>
        Sydney.Money(amount).ShouldBe(read);

    [Fact]
    public void A_currency_without_a_sign_is_written_by_its_code() =>
        (Sydney with { Currency = "CHF" }).Money("5.00").ShouldBe("CHF\u00a05.00");

    [Theory]
    [InlineData("11300.841", "11,301")]
    [InlineData("2.725732449", "2.73")]
    [InlineData("0.019206146", "0.0192")]
    [InlineData("0.00001", "under 0.0001")]
    [InlineData("0", "0")]
    [InlineData("99.996", "100")]
    [InlineData("-1234", "\u22121,234")]
    public void A_quantity_is_rounded_for_the_eye_and_never_to_nothing(
        string quantity,
        string read
    ) => Reader.English.Quantity(quantity).ShouldBe(read);

    [Fact]
    public void A_share_is_in_hundredths() =>
        Reader.English.Share("0.019206146").ShouldBe("1.92\u00a0%");

    [Fact]
    public void Days_and_times_are_those_of_the_account()
    {
        var time = new DateTimeOffset(2026, 11, 2, 14, 5, 0, TimeSpan.Zero);
        Sydney.Day(time).ShouldBe("3 Nov");
        Sydney.DayAndTime(time).ShouldBe("3 Nov 01:05");
        Sydney.Day(time.AddYears(-1)).ShouldBe("3 Nov 2025");
        Sydney.Place.ShouldBe("Sydney");
    }

    [Theory]
    [InlineData("2026-10-31T13:00:00Z", "2026-11-30T13:00:00Z", "1 to 30 November 2026")]
    [InlineData("2026-11-19T13:00:00Z", "2026-12-19T13:00:00Z", "20 November to 19 December 2026")]
    [InlineData(
        "2026-12-19T13:00:00Z",
        "2027-01-19T13:00:00Z",
        "20 December 2026 to 19 January 2027"
    )]
    public void A_cycle_is_named_by_its_first_and_last_day(string from, string to, string read) =>
        Sydney.Cycle(At(from), At(to)).ShouldBe(read);

    [Fact]
    public void What_no_decimal_holds_is_shown_as_it_is()
    {
        var huge = new string('9', 40);
        Reader.English.Quantity(huge).ShouldBe(huge);
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
