using System.IO.Compression;
using System.Text;
using Evenhand.Import;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Import;

public class FxRatesTests
{
    private const string Table = "Date,USD,CYP,\n2026-07-01,1.1684,N/A,\n2026-01-02,1.1711,0.58,\n";

    private static Imported Import(string csv) =>
        Imported.Rates(new MemoryStream(Encoding.UTF8.GetBytes(csv)));

    [Fact]
    public void A_day_becomes_an_event_of_the_rates_there_were_at_four_in_Frankfurt()
    {
        var lines = Import(Table).Lines;

        lines.Length.ShouldBe(2);
        lines[0].ShouldStartWith("""{"specversion":"1.0","id":"2026-07-01-""");
        lines[0]
            .ShouldContain(
                """ "type":"fx.published","time":"2026-07-01T14:00:00Z","data":""".Trim()
            );
        lines[0].ShouldEndWith("""{"base":"EUR","date":"2026-07-01","rates":{"USD":1.1684}}}""");
        lines[1].ShouldContain("2026-01-02T15:00:00Z");
    }

    [Fact]
    [Trait("fault", "E07")]
    public void A_corrected_table_says_when_it_was_published_and_its_events_are_others()
    {
        const string Corrected = "Date,USD\n2026-07-01,1.1690\n2026-01-02,1.1711\n";
        var first = Import("Date,USD\n2026-07-01,1.1684\n2026-01-02,1.1711\n");
        var again = Imported.Rates(
            new MemoryStream(Encoding.UTF8.GetBytes(Corrected)),
            published: NodaTime.Instant.FromUtc(2026, 7, 3, 9, 0)
        );
        again.Lines[0].ShouldContain("""time":"2026-07-01T14:00:00Z""");
        again
            .Lines[0]
            .ShouldEndWith(
                """{"base":"EUR","date":"2026-07-01","published":"2026-07-03T09:00:00Z","rates":{"USD":1.1690}}}"""
            );
        Ids(again).Intersect(Ids(first)).ShouldBeEmpty();
    }

    [Fact]
    public void A_table_that_was_published_before_its_days_says_nothing_of_it()
    {
        var early = Imported.Rates(
            new MemoryStream(Encoding.UTF8.GetBytes(Table)),
            published: NodaTime.Instant.FromUtc(2026, 1, 1, 0, 0)
        );
        early.Bytes.ShouldBe(Import(Table).Bytes);
    }

    private static IEnumerable<string?> Ids(Imported rates) =>
        rates.Events.Select(each => each.GetProperty("id").GetString());

    [Fact]
    public void A_table_may_come_in_a_zip_archive()
    {
        using MemoryStream archive = new();
        using (ZipArchive zip = new(archive, ZipArchiveMode.Create, leaveOpen: true))
        using (StreamWriter entry = new(zip.CreateEntry("eurofxref-hist.csv").Open()))
        {
            entry.Write(Table);
        }

        Imported.Rates(archive, "eurofxref-hist.zip").Bytes.ShouldBe(Import(Table).Bytes);
    }

    [Fact]
    public void The_sample_has_six_currencies_on_every_working_day()
    {
        using Stream input = RepositoryFile.Open("samples/fx/eurofxref-cut.csv");
        var rates = Imported.Rates(input);

        rates.Summary.Written.ShouldBe(111);
        rates.Events.ShouldAllBe(e =>
            e.GetProperty("data").GetProperty("rates").EnumerateObject().Count() == 6
        );
    }

    [Theory]
    [InlineData(
        "Date,USD\n2026-13-01,1.1\n",
        "calls.csv:2: '2026-13-01' is not a date such as 2026-01-05"
    )]
    [InlineData(
        "Date,USD\n2026-01-01,-1\n",
        "calls.csv:2: column `USD`: '-1' is not a rate above zero, nor N/A"
    )]
    [InlineData(
        "Day,USD\n",
        "calls.csv:1: the header is not `Date` and the codes of currencies, as in eurofxref-hist.csv"
    )]
    public void What_is_no_rate_is_rejected(string csv, string expected) =>
        Import(csv).Rejection.ShouldBe(expected);
}
