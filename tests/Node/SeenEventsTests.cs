using System.Diagnostics;
using Evenhand.Core.Keeping;
using Evenhand.Node.Accounts;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>What is remembered of events comes back from a snapshot as it was, and as fast as it was learned.</summary>
public class SeenEventsTests
{
    /// <summary>Three fifths of the places of a table: in its own order, they pile up in one half as large.</summary>
    private const int Events = (1 << 19) * 3 / 5;

    [Fact]
    [Trait("fault", "H1")]
    public void What_was_seen_comes_back_in_about_the_time_that_it_takes_to_see_it()
    {
        Learn(out _);
        var learned = Learn(out var seen);
        var writer = new StateWriter();
        seen.Exchange(writer);
        var bytes = writer.Written.ToArray();

        var began = Stopwatch.GetTimestamp();
        var back = new SeenEvents(TimeSpan.MaxValue);
        back.Exchange(new StateReader(bytes));
        var restored = Stopwatch.GetElapsedTime(began);

        (restored / learned).ShouldBeLessThan(10);
        back.Count.ShouldBe(Events);
        back.Bytes.ShouldBe(seen.Bytes);
        foreach (var (name, content) in Names().Take(1000))
        {
            back.Add(name, content, new(0)).ShouldBe(Seen.Same);
            back.Add(name, content + (1UL << 32), new(0)).ShouldBe(Seen.Other);
        }
    }

    private static TimeSpan Learn(out SeenEvents seen)
    {
        var began = Stopwatch.GetTimestamp();
        seen = new SeenEvents(TimeSpan.MaxValue);
        foreach (var (name, content) in Names())
            seen.Add(name, content, new(0));
        return Stopwatch.GetElapsedTime(began);
    }

    private static IEnumerable<(ulong Name, ulong Content)> Names()
    {
        var random = new Random(7);
        for (var i = 0; i < Events; i++)
            yield return ((ulong)random.NextInt64(), (ulong)i);
    }
}
