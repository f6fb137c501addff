using System.Globalization;
using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Replay.Output;
using Evenhand.Tests.Replay;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Stream;

public class Rfc3339Tests
{
    [Theory]
    [InlineData("2026-01-31T23:59:59Z", "2026-01-31T23:59:59Z")]
    [InlineData("2026-01-31t23:59:59z", "2026-01-31T23:59:59Z")]
    [InlineData("2026-02-01T00:59:59.1234567+01:00", "2026-01-31T23:59:59.1234567Z")]
    [InlineData("2026-02-01T00:00:00.5-05:45", "2026-02-01T05:45:00.5Z")]
    [InlineData("2026-02-01T00:00:00-00:00", "2026-02-01T00:00:00Z")]
    [InlineData("2024-02-29T12:00:00+14:00", "2024-02-28T22:00:00Z")]
    [InlineData("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z")]
    [InlineData("9998-12-31T23:59:59.9999999Z", "9998-12-31T23:59:59.9999999Z")]
    public void An_instant_is_read(string text, string instant)
    {
        Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var ticks).ShouldBeTrue();
        Instants.Text(ticks).ShouldBe(instant);
    }

    [Theory]
    [InlineData("2026-01-31T23:59:59.123456789Z", "2026-01-31T23:59:59.1234567Z")]
    [InlineData("2026-01-31T23:59:59.99999999999999999999999Z", "2026-01-31T23:59:59.9999999Z")]
    [InlineData("2026-01-31T23:59:59.000000001+01:00", "2026-01-31T22:59:59Z")]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.9999999Z")]
    [InlineData("2016-12-31T23:59:60.5Z", "2016-12-31T23:59:59.9999999Z")]
    [InlineData("2017-01-01T05:44:60+05:45", "2016-12-31T23:59:59.9999999Z")]
    [Trait("fault", "E05")]
    public void What_is_finer_than_an_instant_is_cut_off_and_a_leap_second_ends_its_minute(
        string text,
        string instant
    )
    {
        Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var ticks).ShouldBeTrue();
        Instants.Text(ticks).ShouldBe(instant);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-01-31")]
    [InlineData("2026-01-31T23:59:59")]
    [InlineData("2026-01-31 23:59:59Z")]
    [InlineData("2026-01-31T23:59Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-00-10T00:00:00Z")]
    [InlineData("2026-13-10T00:00:00Z")]
    [InlineData("2026-01-00T00:00:00Z")]
    [InlineData("2026-01-31T24:00:00Z")]
    [InlineData("2026-01-31T23:60:00Z")]
    [InlineData("2016-12-31T23:59:61Z")]
    [InlineData("2026-01-31T23:59:59.Z")]
    [InlineData("2026-01-31T23:59:59.123456789")]
    [InlineData("2026-01-31T23:59:59.1234567x9Z")]
    [InlineData("2026-01-31T23:59:59.5")]
    [InlineData("2026-01-31T23:59:59+0100")]
    [InlineData("2026-01-31T23:59:59+24:00")]
    [InlineData("2026-01-31T23:59:59+01:60")]
    [InlineData("2026-01-31T23:59:59Z ")]
    [InlineData("1969-12-31T23:59:59Z")]
    [InlineData("٢٠٢٦-01-31T23:59:59Z")]
    public void Anything_else_is_not(string text) =>
        Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();

    [Fact]
    public void Every_instant_that_is_written_is_read_back() =>
        Laws.Hold(
            500,
            from seconds in Gen.Choose(0, int.MaxValue)
            from fraction in Gen.Choose(0, 9_999_999)
            from offset in Gen.Choose(-839, 839)
            select (seconds, fraction, offset),
            each =>
            {
                var (seconds, fraction, offset) = each;
                var at = DateTimeOffset
                    .FromUnixTimeSeconds(seconds + 100_000L)
                    .AddTicks(fraction)
                    .ToOffset(TimeSpan.FromMinutes(offset));
                var text = at.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz",
                    CultureInfo.InvariantCulture
                );
                if (at.Year >= 1970)
                {
                    Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var read).ShouldBeTrue(text);
                    read.ShouldBe(Moment.Of(at));
                }
            }
        );
}
