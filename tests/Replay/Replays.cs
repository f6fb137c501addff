using System.Text;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;
using Evenhand.Replay;
using Evenhand.Tests.Core;
using NodaTime;

namespace Evenhand.Tests.Replay;

/// <summary>Streams replayed as the command does it, in parallel, and what comes out as bytes of JSON.</summary>
internal static class Replays
{
    public static Replayed Of(Stream input, Instant? until, PolicyShelf? shelf = null)
    {
        var replayer = new Replayer(shelf ?? Published.Shelf);
        replayer.Read(input, 0);
        return replayer.Fold(until is { } end ? Moment.Of(end) : null);
    }

    public static Replayed Of(IEnumerable<string> lines, Instant? until, PolicyShelf? shelf = null)
    {
        var text = string.Join('\n', lines) + "\n";
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return Of(input, until, shelf);
    }

    /// <summary>Every line that the command would print.</summary>
    public static string[] Output(
        IEnumerable<string> lines,
        Instant? until,
        PolicyShelf? shelf = null
    ) =>
        Said.Json(Of(lines, until, shelf).Effects)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
