using System.Diagnostics;

namespace Evenhand.Bench.Serve;

/// <summary>
/// One thread and a few connections, each with one request under way: the next goes out when the answer has come.
/// The thread goes round, so that the server always has the others to work on.
/// </summary>
internal sealed class ClosedLoop : IDisposable
{
    private readonly Connection[] connections;

    public ClosedLoop(int port, int connections) =>
        this.connections = [.. Enumerable.Range(0, connections).Select(_ => new Connection(port))];

    /// <summary>Sends requests for a while.</summary>
    /// <param name="request">Gives the next request.</param>
    /// <param name="lasting">How long.</param>
    /// <returns>Answers a second.</returns>
    public double Run(RequestSource request, TimeSpan lasting)
    {
        foreach (var connection in connections)
            connection.Send(request());
        var clock = Stopwatch.StartNew();
        long answered = 0;
        while (clock.Elapsed < lasting)
        {
            foreach (var connection in connections)
            {
                Expect(connection);
                connection.Send(request());
            }
            answered += connections.Length;
        }
        var rate = answered / clock.Elapsed.TotalSeconds;
        foreach (var connection in connections)
            Expect(connection);
        return rate;
    }

    public void Dispose()
    {
        foreach (var connection in connections)
            connection.Dispose();
    }

    private static void Expect(Connection connection)
    {
        var status = connection.Receive();
        if (status != 200)
            throw new InvalidOperationException(
                $"answered {status}: {System.Text.Encoding.UTF8.GetString(connection.Body)}"
            );
    }
}

/// <summary>Gives the bytes of the next request.</summary>
internal delegate ReadOnlySpan<byte> RequestSource();
