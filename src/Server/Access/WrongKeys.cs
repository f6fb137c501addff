using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Evenhand.Server.Access;

/// <summary>
/// Tells of keys that are none, without what was shown. Whoever guesses keys must not fill the log: the first is told at once, the
/// others together, at most a line in ten seconds.
/// </summary>
/// <param name="log">Where it is told.</param>
/// <param name="clock">The time.</param>
public sealed partial class WrongKeys(ILogger log, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private long? told;
    private long untold;

    /// <summary>Notes that a key was shown that is not known, or was revoked.</summary>
    public void Note(HttpContext context)
    {
        long count;
        lock (gate)
        {
            untold++;
            if (told is { } before && clock.GetElapsedTime(before) < Pause)
                return;
            (told, count, untold) = (clock.GetTimestamp(), untold, 0);
        }
        Tell(count, $"{context.Connection.RemoteIpAddress}", context.TraceIdentifier);
    }

    [LoggerMessage(
        EventId = 4,
        Level = LogLevel.Warning,
        Message = "Requests with a key that is not known or was revoked: {Count}; the last came from {Address}, request {RequestId}"
    )]
    private partial void Tell(long count, string address, string requestId);
}
