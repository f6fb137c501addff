using System.Text;
using Evenhand.Core.Policy;
using Evenhand.Replay;

namespace Evenhand.Bench;

/// <summary>The fold alone, on one core, for acts that only count.</summary>
internal static class PlainCounters
{
    private const int Events = 2_000_000;

    /// <summary>Folds one account's calls of an interface: a count in the day, held against a limit.</summary>
    public static Measure Fold(PolicyShelf shelf)
    {
        foreach (var warmUp in new[] { true, false })
        {
            var replayer = new Replayer(shelf);
            replayer.Read(Stream(), 0);
            var measure = Measure.Of(
                "fold alone, one core, plain counters",
                () => replayer.Fold(null).Events
            );
            if (!warmUp)
                return measure;
        }
        throw new InvalidOperationException("the second run returns");
    }

    private static MemoryStream Stream()
    {
        var text = new StringBuilder();
        text.AppendLine(
            """{"specversion":"1.0","id":"o","source":"b","type":"account.opened","time":"2026-01-01T00:00:00Z","subject":"a","data":{"policy":"numonix","currency":"USD","time_zone":"UTC"}}"""
        );
        var start = new DateTime(2026, 1, 1, 0, 0, 1, DateTimeKind.Utc);
        for (var i = 0; i < Events; i++)
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{{\"specversion\":\"1.0\",\"id\":\"{i}\",\"source\":\"b\",\"type\":\"api.called\",\"time\":\"{start.AddSeconds(i):yyyy-MM-ddTHH:mm:ssZ}\",\"subject\":\"a\",\"data\":{{}}}}\n"
            );
        return new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
