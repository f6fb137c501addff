using System.Diagnostics;
using Evenhand.Tests.Tidy;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Packages from npm that a test needs, installed once for all runs; without npm the test is skipped, and says so.</summary>
internal static class Npm
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(9);

    /// <summary>A folder with the packages, in which scripts find them.</summary>
    /// <param name="name">The folder's name under <c>.build</c>.</param>
    /// <param name="packages">The packages with their versions.</param>
    public static string Installed(string name, params string[] packages)
    {
        if (!Exists("npm") || !Exists("node"))
            Assert.Skip($"npm or node is not installed: {packages[0]} was not tried");
        var folder = Path.Combine(Tree.Root(), ".build", name);
        Directory.CreateDirectory(folder);
        if (packages.All(package => IsThere(folder, package)))
            return folder;
        File.WriteAllText(
            Path.Combine(folder, "package.json"),
            """{"private":true,"type":"module"}"""
        );
        var (status, output) = Run(
            folder,
            "npm",
            ["install", "--no-audit", "--no-fund", .. packages]
        );
        if (status != 0)
            Assert.Skip($"npm could not install {string.Join(", ", packages)}: {output}");
        return folder;
    }

    /// <summary>Whether a program can be called.</summary>
    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Writes a script beside the packages and runs it.</summary>
    public static (int Status, string Output) Script(
        string folder,
        string script,
        params string[] arguments
    )
    {
        // Several tests use the packages of a folder at once.
        var file = $"script-{Guid.NewGuid():N}.mjs";
        File.WriteAllText(Path.Combine(folder, file), script);
        try
        {
            return Run(folder, "node", [file, .. arguments]);
        }
        finally
        {
            File.Delete(Path.Combine(folder, file));
        }
    }

    private static bool IsThere(string folder, string package) =>
        Directory.Exists(Path.Combine(folder, "node_modules", package[..package.LastIndexOf('@')]));

    private static (int Status, string Output) Run(
        string folder,
        string program,
        string[] arguments
    )
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} still runs after {Patience}");
        }
        return (process.ExitCode, output.Result + errors.Result);
    }
}
