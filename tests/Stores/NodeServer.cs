using System.Collections.Concurrent;
using System.Diagnostics;
using Evenhand.Tests.Server;

namespace Evenhand.Tests.Stores;

/// <summary>
/// A provider's server that runs in Node.js, with a folder of its own. It reads from this process and ends, and takes its folder away, when
/// there is nobody to read from: so nothing is left behind however this process ends.
/// </summary>
internal sealed class NodeServer
{
    private static readonly string[] Packages = ["s3rver@3.7.1", "azurite@3.35.0"];
    private static readonly Lock Installing = new();
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Whoever is collected is read from no more.</summary>
    private static readonly ConcurrentBag<Process> Running = [];

    private NodeServer(Uri address) => Address = address;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts a server; the test counts as skipped where it cannot be installed.</summary>
    /// <param name="name">The name of its script.</param>
    /// <param name="script">Takes the folder as its argument, begins to listen, and writes its address in one line.</param>
    public static NodeServer Start(string name, string script)
    {
        var packages = Installed();
        File.WriteAllText(Path.Combine(packages, name + ".mjs"), Ending + script);
        var process = Process.Start(
            new ProcessStartInfo(
                "node",
                [name + ".mjs", Directory.CreateTempSubdirectory(name + "-").FullName]
            )
            {
                WorkingDirectory = packages,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        Running.Add(process);
        var said = process.StandardOutput.ReadLineAsync();
        if (!said.Wait(Patience) || said.Result is not { } line)
            throw new InvalidOperationException($"{name} did not begin to listen");
        return new NodeServer(new Uri(line));
    }

    /// <summary>The packages of all servers, which one caller at a time may install.</summary>
    private static string Installed()
    {
        lock (Installing)
            return Npm.Installed("stores", Packages);
    }

    private const string Ending = """
        import { rmSync } from 'node:fs';
        const folder = process.argv[2];
        process.stdin.on('end', () => { rmSync(folder, { recursive: true, force: true }); process.exit(0); });
        process.stdin.resume();

        """;
}
