using Evenhand.Import;
using NodaTime;
using NodaTime.Text;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Import;

public class RealRecordsTests
{
    private const string Sample = "samples/np-telco/calls.csv";

    private static readonly ImportMap Map = RepositoryFile.Map("np-telco");

    private static Imported Import(ImportMap map)
    {
        using Stream input = RepositoryFile.Open(Sample);
        return Imported.By(map, input);
    }

    [Fact]
    public void Every_record_becomes_a_call()
    {
        var calls = Import(Map);

        calls.Rejections.ShouldBeEmpty();
        calls.Summary.Written.ShouldBe(1509);
        calls.Summary.RowsRead.ShouldBe(1509);
        calls.Summary.First.ShouldBe(Instant.FromUtc(2026, 1, 5, 0, 46));
        calls.Summary.Last.ShouldBe(Instant.FromUtc(2026, 3, 1, 22, 39));
    }

    [Fact]
    public void A_record_says_when_it_ended_how_long_it_was_where_it_went_and_what_it_cost()
    {
        var lines = Import(Map).Lines;

        lines[0]
            .ShouldBe(
                """
                {"specversion":"1.0","id":"8fbdfa7cf11186c2fc84125c992cf56b","source":"np-telco","type":"call.ended","time":"2026-01-09T11:09:00Z","subject":"np-telco","sequence":"0000000001","data":{"user":"+441650333333","duration":540,"direction":"outbound","destination":"long-distance","from":"+441650333333","to":"+448450927777","cost":"0.72"}}
                """
            );
    }

    [Fact]
    public void Classes_come_from_the_type_and_freephone_and_premium_calls_have_none()
    {
        Dictionary<string, int> counts = Import(Map)
            .Data("destination")
            .CountBy(d => d ?? "none")
            .ToDictionary();

        counts
            .Keys.Order()
            .ShouldBe(["international", "local-landline", "local-mobile", "long-distance", "none"]);
        counts.Values.Sum().ShouldBe(1509);
    }

    [Fact]
    public void A_caller_is_one_user_also_when_calling_abroad() =>
        Import(Map)
            .Data("user")
            .Distinct()
            .Order()
            .ShouldBe(["+441463555555", "+441650333333", "+442320000000", "+442470999999"]);

    [Fact]
    public void Importing_twice_gives_the_same_bytes() =>
        Import(Map).Bytes.ShouldBe(Import(Map).Bytes);

    [Fact]
    public void No_two_records_have_the_same_id() => Import(Map).All("id").ShouldBeUnique();

    [Fact]
    public void Shifting_by_whole_weeks_changes_neither_id_nor_weekday_nor_local_hour()
    {
        var shifted = Import(Map);
        var recorded = Import(Map with { ShiftDays = 0 });

        shifted.All("id").ShouldBe(recorded.All("id"));
        foreach ((var then, var now) in recorded.All("time").Zip(shifted.All("time")))
        {
            (LocalDateTime before, LocalDateTime after) = (Local(then), Local(now));
            after.DayOfWeek.ShouldBe(before.DayOfWeek);
            after.TimeOfDay.ShouldBe(before.TimeOfDay);
            Period.DaysBetween(before.Date, after.Date).ShouldBe(627 * 7);
        }
    }

    [Fact]
    public void A_limit_stops_after_so_many_events()
    {
        using Stream input = RepositoryFile.Open(Sample);

        Imported.By(Map, input, limit: 3).Lines.ShouldBe(Import(Map).Lines[..3]);
    }

    private static LocalDateTime Local(string time) =>
        InstantPattern.ExtendedIso.Parse(time).Value.InZone(Map.Zone).LocalDateTime;
}
