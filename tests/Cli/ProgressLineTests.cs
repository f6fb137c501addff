using Evenhand.Cli;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

public class ProgressLineTests
{
    [Fact]
    public void Nothing_shows_within_the_first_second_and_then_four_times_a_second()
    {
        using StringWriter terminal = new();
        Clock clock = new();
        ProgressLine progress = new(terminal, clock);

        foreach (var milliseconds in new[] { 0, 999, 1000, 1100, 1250 })
        {
            clock.Milliseconds = milliseconds;
            progress.Show(() => $"{milliseconds}");
        }

        terminal.ToString().ShouldBe("\r1000\e[K\r1250\e[K");
    }

    [Fact]
    public void It_is_taken_away_only_if_it_showed()
    {
        using StringWriter terminal = new();
        Clock clock = new();
        ProgressLine progress = new(terminal, clock);

        progress.Clear();
        clock.Milliseconds = 2000;
        progress.Show(() => "x");
        progress.Clear();

        terminal.ToString().ShouldBe("\rx\e[K\r\e[K");
    }

    private sealed class Clock : TimeProvider
    {
        public long Milliseconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Milliseconds;
    }
}
