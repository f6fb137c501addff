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
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private NodeServer(Process process, Uri address) => (Process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    private Process Process { get; }

    /// <summary>Starts a server; the test counts as skipped where it cannot be installed.</summary>
    /// <param name="name">The name of its script.</param>
    /// <param name="script">Takes the folder as its argument, begins to listen, and writes its address in one line.</param>
    public static NodeServer Start(string name, string script)
    {
        var packages = Npm.Installed("stores", Packages);
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
        var said = process.StandardOutput.ReadLineAsync();
        if (!said.Wait(Patience) || said.Result is not { } line)
            throw new InvalidOperationException($"{name} did not begin to listen");
        return new NodeServer(process, new Uri(line));
    }

    private const string Ending = """
        import { rmSync } from 'node:fs';
        const folder = process.argv[2];
        process.stdin.on('end', () => { rmSync(folder, { recursive: true, force: true }); process.exit(0); });
        process.stdin.resume();

        """;
}
