using Evenhand.Languages;
using Evenhand.Pages.Figures;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Languages;

public sealed class LanguageTests
{
    private static readonly Language German = Language.Find("de").ShouldNotBeNull();

    private static readonly Reader Leser = new(
        "AUD",
        DateTimeZoneProviders.Tzdb["Australia/Sydney"],
        Instant.FromUtc(2026, 11, 27, 12, 0)
    )
    {
        Say = German,
    };

    [Theory]
    [InlineData("de", "de")]
    [InlineData("DE-at", "de")]
    [InlineData("en-GB", "en")]
    [InlineData("tlh", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_language_is_found_by_the_first_part_of_its_tag(string? tag, string? found) =>
        Language.Find(tag)?.Tag.ShouldBe(found);

    [Fact]
    public void What_no_file_has_is_said_in_English_and_what_is_English_as_it_stands()
    {
        German["No file has this."].ShouldBe("No file has this.");
        Language.English["Nothing is paused."].ShouldBe("Nothing is paused.");
        German["Nothing is paused."].ShouldBe("Nichts ist angehalten.");
    }

    [Theory]
    [InlineData(0, "0 Lizenzen")]
    [InlineData(1, "1 Lizenz")]
    [InlineData(1_234, "1.234 Lizenzen")]
    public void So_many_are_said_in_their_form(long count, string said) =>
        German.Count(count, "{0} licence|{0} licences").ShouldBe(said);

    [Theory]
    [InlineData("1234567.05", "1.234.567,05")]
    [InlineData("-1234.5", "-1.234,5")]
    [InlineData("12", "12")]
    [InlineData("3/4", "3/4")]
    [InlineData("", "")]
    public void A_decimal_string_of_any_length_keeps_every_digit(string number, string said) =>
        German.Number(number).ShouldBe(said);

    [Theory]
    [InlineData("1.234,5", "1234.5")]
    [InlineData("5000", "5000")]
    [InlineData("0,5", "0.5")]
    public void A_number_is_read_as_its_reader_types_it(string typed, string plain) =>
        German.Plain(typed).ShouldBe(plain);

    [Fact]
    public void Money_days_and_quantities_are_written_as_readers_write_them()
    {
        Leser.Money("-1630.07").ShouldBe("−1.630,07\u00a0A$");
        Leser.Quantity("11300.841").ShouldBe("11.301");
        Leser.Quantity("0.00000001").ShouldBe("unter 0,0001");
        Leser.Share("0.019206146").ShouldBe("1,92\u00a0%");
        Leser.DayAndTime(new(2026, 3, 3, 7, 42, 0, TimeSpan.Zero)).ShouldBe("3. März 18:42");
        Leser.Day(new LocalDate(2025, 10, 9)).ShouldBe("9. Okt. 2025");
        Leser.Cycle(At(2026, 11), At(2026, 12)).ShouldBe("1. bis 30. November 2026");
        Leser.Cycle(At(2025, 12), At(2026, 2)).ShouldBe("1. Dezember 2025 bis 31. Januar 2026");
        (Leser with { Currency = "CHF" }).Money("5.00").ShouldBe("5,00\u00a0CHF");
    }

    private static DateTimeOffset At(int year, int month) =>
        new LocalDate(year, month, 1).AtStartOfDayInZone(Leser.Zone).ToDateTimeOffset();
}
