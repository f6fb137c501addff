using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Evenhand.Tests.Crash;

/// <summary>The server as its operators run it: as a process of its own, on a folder of data.</summary>
internal sealed class ServedProcess : IDisposable
{
    public const string AdminKey = "crash-test-key-of-the-first-start";
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "evenhand.dll");

    private readonly Process process;
    private readonly StringBuilder said = new();

    private ServedProcess(Process process) => this.process = process;

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    public int Status => process.ExitCode;

    /// <summary>What it wrote so far, on either output.</summary>
    public string Said
    {
        get
        {
            lock (said)
                return said.ToString();
        }
    }

    /// <summary>Starts <c>evenhand serve</c>.</summary>
    /// <param name="data">The folder of data.</param>
    /// <param name="port">The port on loopback.</param>
    /// <param name="environment">More variables of its environment.</param>
    /// <param name="command">What is to start it instead of nothing, with its arguments.</param>
    public static ServedProcess Start(
        string data,
        int port,
        IReadOnlyDictionary<string, string>? environment = null,
        params string[] command
    )
    {
        string[] line =
        [
            .. command,
            "dotnet",
            Program,
            "serve",
            "--data",
            data,
            "--policies",
            RepositoryFile.PathOf("policies"),
            "--urls",
            Address(port).ToString().TrimEnd('/'),
        ];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["EVENHAND_ADMIN_KEY"] = AdminKey;
        // Many starts: what is compiled for a long life would not pay.
        start.Environment["DOTNET_TC_QuickJit"] = "1";
        start.Environment["DOTNET_TieredPGO"] = "0";
        // The seed is the test's; a server knows no such setting, and says so.
        start.Environment.Remove("EVENHAND_SEED");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var served = new ServedProcess(new Process { StartInfo = start });
        served.process.OutputDataReceived += served.Hear;
        served.process.ErrorDataReceived += served.Hear;
        served.process.Start();
        served.process.BeginOutputReadLine();
        served.process.BeginErrorReadLine();
        return served;
    }

    public static Uri Address(int port) => new($"http://127.0.0.1:{port}");

    /// <summary>A port that nobody listens on now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until it answers that it is ready; throws with what it said if it ends instead.</summary>
    public Task ReadyAsync(HttpClient http) => AnswersAsync(http, "/health/ready");

    /// <summary>Waits until it answers at all, ready or not; throws with what it said if it ends instead.</summary>
    public Task LiveAsync(HttpClient http) => AnswersAsync(http, "/health/live");

    private async Task AnswersAsync(HttpClient http, string path)
    {
        var waited = Stopwatch.StartNew();
        while (!await IsWellAsync(http, path))
        {
            if (HasEnded)
                throw new InvalidOperationException(
                    $"the server ended with {Status}:\n{await EndedAsync()}"
                );
            if (waited.Elapsed > Wait.Longest)
                throw new TimeoutException($"{path} does not answer after {Wait.Longest}:\n{Said}");
            await Task.Delay(10);
        }
    }

    /// <summary>Waits until it ends by itself and gives all that it said.</summary>
    public async Task<string> EndedAsync()
    {
        using var bound = new CancellationTokenSource(Wait.Longest);
        await process.WaitForExitAsync(bound.Token);
        return Said;
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private static async Task<bool> IsWellAsync(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (said)
            said.AppendLine(line.Data);
    }
}
