using System.Diagnostics;
using System.Text;

namespace Evenhand.Tests.Cli;

/// <summary>The command line as its users run it: as a process, in a temporary folder.</summary>
internal sealed class EvenhandProcess : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "evenhand.dll");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-replay-");

    public string Folder => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(Folder, name), bytes);
        return name;
    }

    /// <summary>Runs <c>evenhand</c> with arguments, and with a text on its standard input.</summary>
    public Ran Run(string arguments, string input = "") =>
        Shell($"{Quoted("dotnet")} {Quoted(Program)} {arguments}", input);

    /// <summary>Runs a line of shell in which <c>$evenhand</c> stands for the program.</summary>
    /// <param name="line">The line.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="times">How much longer than one run it may take.</param>
    public Ran Shell(string line, string input = "", int times = 1)
    {
        using var process = Start(line);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(Wait.Longest * times))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"still running after {Wait.Longest * times}: {line}");
        }
        return new Ran(process.ExitCode, output.Result, errors.Result);
    }

    private Process Start(string line)
    {
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList = { "-o", "pipefail", "-c", line },
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        start.Environment["evenhand"] = Launcher();
        // As what is published is compiled: it begins sooner.
        start.Environment["DOTNET_TC_QuickJit"] = "1";
        return Process.Start(start)!;
    }

    /// <summary>A script whose path has no spaces, wherever the program itself stands.</summary>
    private string Launcher()
    {
        var launcher = Path.Combine(Folder, ".evenhand");
        File.WriteAllText(launcher, $"#!/bin/sh\nexec dotnet {Quoted(Program)} \"$@\"\n");
        return $"sh {launcher}";
    }

    private static string Quoted(string text) => $"'{text}'";
}

/// <summary>How a run ended.</summary>
internal sealed record Ran(int Status, string Output, string Errors)
{
    public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
