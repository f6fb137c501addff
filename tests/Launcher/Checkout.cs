using System.Diagnostics;
using System.Runtime.Versioning;
using Evenhand.Tests.Tidy;

namespace Evenhand.Tests.Launcher;

/// <summary>
/// A small checkout in a temporary folder whose name has a space, with the real launcher and a `dotnet` of its own: a
/// script that notes each build and whose program prints its arguments and its input. A real build takes too long to try
/// every way it can go; that it works is shown by everybody who runs the launcher.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class Checkout : IDisposable
{
    private const string Dotnet = """
        #!/usr/bin/env bash
        here=${0%/*}
        case $1 in
        --version) [[ -f $here/too-old ]] && exit 1; echo 10.0.100 ;;
        --list-sdks) echo '8.0.100 [somewhere]' ;;
        publish)
            echo "$*" >>"$here/builds"
            if [[ -f $here/broken ]]; then echo 'Some.cs(1,2): error'; exit 1; fi
            if [[ -f $here/offline && $* != *PublishReadyToRun=false* ]]; then echo 'error NU1101: no package'; exit 1; fi
            while (($#)); do [[ $1 == --output ]] && out=$2; shift; done
            mkdir -p "$out" && touch "$out/evenhand.dll" ;;
        *) shift; echo "arguments: $*"; echo "input: $(cat)"; exit 7 ;;
        esac
        """;

    private readonly string root = Directory.CreateTempSubdirectory("a checkout ").FullName;

    public Checkout()
    {
        Directory.CreateDirectory(At("src/Core"));
        Directory.CreateDirectory(At("elsewhere"));
        foreach (
            var file in new[]
            {
                "global.json",
                ".editorconfig",
                "Directory.Build.props",
                "src/Core/Some.cs",
            }
        )
        {
            Write(file);
        }
        File.Copy(Path.Combine(Tree.Root(), "evenhand"), At("evenhand"));
        File.WriteAllText(At("sdk-dotnet"), Dotnet);
        Directory.CreateDirectory(At("sdk"));
        File.Move(At("sdk-dotnet"), At("sdk/dotnet"));
        File.SetUnixFileMode(At("sdk/dotnet"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public int Builds =>
        File.Exists(At("sdk/builds")) ? File.ReadAllLines(At("sdk/builds")).Length : 0;

    public string At(string path) => Path.Combine(root, path);

    public void Write(string path) => File.WriteAllText(At(path), "");

    /// <summary>Runs the launcher from another folder than its own.</summary>
    public Run Run(
        string arguments = "",
        string input = "",
        string? path = null,
        string launcher = "evenhand"
    )
    {
        using var process = Start(
            arguments,
            path ?? $"{At("sdk")}:{Environment.GetEnvironmentVariable("PATH")}",
            launcher
        );
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Run(process.ExitCode, output, error.Result);
    }

    private Process Start(string arguments, string path, string launcher)
    {
        var start = new ProcessStartInfo("/bin/bash", $"\"{At(launcher)}\" {arguments}")
        {
            WorkingDirectory = At("elsewhere"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = path;
        start.Environment["HOME"] = At("elsewhere");
        start.Environment.Remove("DOTNET_ROOT");
        return Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}

/// <summary>What came of one run of the launcher.</summary>
internal sealed record Run(int Status, string Output, string Error);
