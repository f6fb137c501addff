using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Evenhand.Bench.Serve;

/// <summary>
/// Asks at a given rate, whether answers come or not. A wait is counted from the instant at which an ask was due, also
/// when it could only be sent later, so that one slow answer shows in all that stood behind it.
/// </summary>
internal static class OpenLoop
{
    private const int Connections = 16;
    private const uint PauseMicroseconds = 30;

    /// <summary>The waits, sorted, in milliseconds.</summary>
    /// <param name="port">The server's port.</param>
    /// <param name="request">Gives the next request.</param>
    /// <param name="rate">Asks a second.</param>
    /// <param name="lasting">How long.</param>
    public static double[] Run(int port, RequestSource request, double rate, TimeSpan lasting)
    {
        var lanes = Enumerable.Range(0, Connections).Select(_ => new Lane(port)).ToArray();
        var waits = new double[(int)(rate * lasting.TotalSeconds)];
        var (sent, answered, next) = (0, 0, 0);
        var start = Stopwatch.GetTimestamp();
        while (answered < waits.Length)
        {
            var due = (int)
                Math.Min(waits.Length, Stopwatch.GetElapsedTime(start).TotalSeconds * rate);
            for (; sent < due; sent++)
            {
                var lane = lanes[next++ % Connections];
                lane.Due.Enqueue(start + (long)(sent / rate * Stopwatch.Frequency));
                lane.Connection.Send(request());
            }
            var before = answered;
            foreach (var lane in lanes)
                while (lane.Due.Count > 0 && lane.Connection.TryReceive(out var status))
                    waits[answered++] = lane.Wait(status);
            if (answered == before)
                _ = usleep(PauseMicroseconds);
        }
        foreach (var lane in lanes)
            lane.Connection.Dispose();
        Array.Sort(waits);
        return waits;
    }

    /// <summary>The wait that so many of a thousand do not pass.</summary>
    public static double OfThousand(double[] waits, int share) =>
        waits[(int)Math.Min(waits.Length - 1, (long)waits.Length * share / 1000)];

    // Thread.Sleep cannot wait for less than a millisecond, which is longer than most answers take.
    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int usleep(uint microseconds);

    private sealed class Lane(int port)
    {
        public Connection Connection { get; } = new(port) { Blocking = false };

        public Queue<long> Due { get; } = new();

        public double Wait(int status) =>
            status == 200
                ? Stopwatch.GetElapsedTime(Due.Dequeue()).TotalMilliseconds
                : throw new InvalidOperationException($"answered {status}");
    }
}
