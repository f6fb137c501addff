using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;

namespace Evenhand.Bench.Serve;

/// <summary>The server as a process of its own, on a folder of data.</summary>
internal sealed class Served : IDisposable
{
    public const string AdminKey = "bench-key-of-the-first-start-of-all";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    public static readonly string Program = Path.Combine(AppContext.BaseDirectory, "evenhand.dll");

    private readonly Process process;

    private Served(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    /// <summary>How long it took from the start of the process until it was ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Starts a server and waits until it is ready.</summary>
    /// <param name="policies">The folder of policies.</param>
    /// <param name="data">The folder of data.</param>
    /// <param name="flags">More flags.</param>
    public static Served Start(string policies, string data, params string[] flags)
    {
        var port = FreePort();
        string[] line =
        [
            Program,
            "serve",
            "--data",
            data,
            "--policies",
            policies,
            "--urls",
            $"http://127.0.0.1:{port}",
            .. flags,
        ];
        var start = new ProcessStartInfo("dotnet", line)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["EVENHAND_ADMIN_KEY"] = AdminKey;
        start.Environment["EVENHAND_BENCH"] = "1";
        // As the launcher, the image and the unit have it.
        start.Environment["DOTNET_gcConcurrent"] = "1";
        start.Environment["DOTNET_GCgen0size"] = "0x8000000";
        start.Environment["DOTNET_TieredPGO"] = "1";
        // What is published is compiled ahead, and hot methods once more; here they begin in the tier that leads there.
        start.Environment["DOTNET_TC_QuickJit"] = "1";
        var clock = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        var said = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, heard) => said.AppendLine(heard.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var served = new Served(process, port);
        while (!served.IsReady())
        {
            if (process.HasExited || clock.Elapsed > Patience)
                throw new InvalidOperationException($"the server did not get ready: {said}");
            Thread.Sleep(5);
        }
        served.ReadyAfter = clock.Elapsed;
        return served;
    }

    /// <summary>Bytes of the managed heap after a full collection, and of the whole process then.</summary>
    public (long Heap, long Resident) Memory()
    {
        using var connection = new Connection(Port);
        var status = connection.Exchange(
            Requests.Post("/bench/collect", "application/json", "{}"u8)
        );
        if (status != 200)
            throw new InvalidOperationException($"/bench/collect answered {status}");
        using var json = JsonDocument.Parse(connection.Body.ToArray());
        return (
            json.RootElement.GetProperty("heap").GetInt64(),
            json.RootElement.GetProperty("resident").GetInt64()
        );
    }

    /// <summary>A figure of /metrics, summed over its labels; 0 where it is not told.</summary>
    public double Metric(string name)
    {
        using var connection = new Connection(Port);
        connection.Exchange(Requests.Get("/metrics"));
        return System
            .Text.Encoding.UTF8.GetString(connection.Body)
            .Split('\n')
            .Where(line =>
                line.StartsWith(name, StringComparison.Ordinal)
                && line.Length > name.Length
                && line[name.Length] is ' ' or '{'
            )
            .Sum(line =>
                double.Parse(
                    line[(line.LastIndexOf('}') + 1)..].Split(' ')[1],
                    CultureInfo.InvariantCulture
                )
            );
    }

    /// <summary>Processor time that it has taken so far, on all cores: noise of the machine shows less here than in rates.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Whether it was stopped.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>Bytes of memory that the process had at most so far; 0 where the system does not tell.</summary>
    public long Peak
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    /// <summary>SIGTERM: it keeps what it knows of each account, and ends.</summary>
    public void Stop()
    {
        using var kill = Process.Start(
            "kill",
            ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]
        );
        process.WaitForExit();
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private bool IsReady()
    {
        try
        {
            using var connection = new Connection(Port);
            return connection.Exchange(Requests.Get("/health/ready")) == 200;
        }
        catch (Exception absent) when (absent is SocketException or IOException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
