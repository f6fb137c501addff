using System.Diagnostics;
using System.Text;
using Evenhand.Server.Sites.Filling;
using Evenhand.Tests.Crash;
using Shouldly;

namespace Evenhand.Tests.Documents;

/// <summary>One terminal in an empty folder, in which a page is typed; <c>evenhand</c> is the program that was built.</summary>
internal sealed class Terminal : IDisposable
{
    private const string PageAddress = "127.0.0.1:8080";

    /// <summary>Reads the name of a file with a step, runs it here, and says how it ended.</summary>
    private const string Loop = """
        while IFS= read -r step; do
          failed=0
          trap 'failed=$?' ERR
          . "$step" >"$step.out" 2>&1 </dev/null
          trap - ERR
          echo "$failed"
        done
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-page-");
    private readonly string address = $"127.0.0.1:{ServedProcess.FreePort()}";
    private readonly Process bash;
    private int steps;

    /// <param name="cloned">What else of the repository stands in the folder, as in a clone.</param>
    public Terminal(params string[] cloned)
    {
        Directory.CreateDirectory(Here);
        Directory.CreateDirectory(Beside("bin"));
        File.WriteAllText(Beside("loop"), Loop);
        File.WriteAllText(
            Beside("bin/evenhand"),
            $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "evenhand.dll")}' \"$@\"\n"
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                Beside("bin/evenhand"),
                UnixFileMode.UserRead | UnixFileMode.UserExecute
            );
        // In a clone it stands at the root.
        File.CreateSymbolicLink(Path.Combine(Here, "evenhand"), Beside("bin/evenhand"));
        foreach (var name in cloned)
            Directory.CreateSymbolicLink(Path.Combine(Here, name), RepositoryFile.PathOf(name));
        var start = new ProcessStartInfo("bash", [Beside("loop")])
        {
            WorkingDirectory = Here,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList())
            start.Environment.Remove(name);
        start.Environment["PATH"] = $"{Beside("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["EVENHAND_URLS"] = $"http://{address}";
        start.Environment["DOTNET_TC_QuickJit"] = "1";
        start.Environment["DOTNET_TieredPGO"] = "0";
        bash = Process.Start(start)!;
    }

    private string Here => Beside("here");

    /// <summary>Types a whole page and holds what comes against what it shows.</summary>
    /// <param name="name">The page, from the root of the repository.</param>
    /// <returns>How many steps it has.</returns>
    public async Task<int> TypeAsync(string name)
    {
        var steps = Walk.Of(await File.ReadAllTextAsync(RepositoryFile.PathOf(name)));
        var wrong = new List<string>();
        foreach (var step in steps)
            if (await TypeAsync(step) is { } what)
                wrong.Add($"{name}:{step.Line}: {step.Command}{what}");
        wrong.ShouldBeEmpty();
        return steps.Count;
    }

    public void Dispose()
    {
        bash.Kill(entireProcessTree: true);
        bash.WaitForExit();
        bash.Dispose();
        foreach (var link in Directory.GetDirectories(Here).Where(IsLink))
            Directory.Delete(link);
        folder.Delete(recursive: true);
    }

    /// <summary>Types a step; what is wrong with it, or null.</summary>
    private async Task<string?> TypeAsync(Step step)
    {
        var file = Beside($"step{++steps}");
        await File.WriteAllTextAsync(file, step.Command.Replace(PageAddress, address));
        await bash.StandardInput.WriteLineAsync(file);
        await bash.StandardInput.FlushAsync();
        var status = await bash.StandardOutput.ReadLineAsync().WaitAsync(Wait.Longest);
        var waited = Stopwatch.StartNew();
        var printed = await PrintedAsync(file);
        while (step.GoesOn && !Agrees(step, printed) && waited.Elapsed < Wait.Longest)
        {
            await Task.Delay(10);
            printed = await PrintedAsync(file);
        }
        if (status != "0" != step.Fails)
            return $"ends with {status}:\n{printed}";
        return Agrees(step, printed) ? null : $"shows\n{step.Shown}and prints\n{printed}";
    }

    private async Task<string> PrintedAsync(string step) =>
        (await File.ReadAllTextAsync($"{step}.out")).Replace(address, PageAddress);

    private static bool Agrees(Step step, string printed) =>
        step.Shown is null
        || (step.IsJson ? Shown.IsJson(step.Shown, printed) : Shown.IsText(step.Shown, printed));

    private static bool IsLink(string path) => new DirectoryInfo(path).LinkTarget is not null;

    /// <summary>Nothing of how the tests are run reaches what is tried.</summary>
    private static bool IsOurs(string variable) =>
        variable.StartsWith("EVENHAND_", StringComparison.Ordinal);

    private string Beside(string name) => Path.Combine(folder.FullName, name);
}
