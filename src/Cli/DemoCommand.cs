using System.CommandLine;
using Evenhand.Cli.Serving;
using Evenhand.Server;
using Evenhand.Server.Settings;

namespace Evenhand.Cli;

/// <summary><c>evenhand demo</c>: the server with made-up accounts, to look around in.</summary>
public static class DemoCommand
{
    private const string Help = """
        Starts the server on a folder of its own, with made-up accounts of every policy that has a profile: two months of
        usage that ends now. It says where to look, and what to try first.

        Nothing is left when it ends, unless --keep names a folder.

        Examples:
          evenhand demo
          evenhand demo --keep demo-data --urls http://127.0.0.1:9000
        """;

    private static readonly Option<DirectoryInfo?> Kept = new("--keep")
    {
        Description =
            "Keep the data in this folder; one that holds data already is served as it is.",
        HelpName = "DIR",
    };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var options = new SettingOptions("policies", "urls", "log-level");
        var command = new Command("demo", Help) { Kept };
        options.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(options, parsed));
        return command;
    }

    private static async Task<int> RunAsync(SettingOptions options, ParseResult parsed)
    {
        if (options.Read(parsed, Console.Error) is not { } settings)
            return ExitStatus.BadInput;
        var kept = parsed.GetValue(Kept);
        var folder = kept?.FullName ?? Directory.CreateTempSubdirectory("evenhand-demo-").FullName;
        try
        {
            var demo = new Demo(settings with { Data = folder, Sends = false }, Console.Error);
            return await ServerRun.RunAsync(demo.Settings, Console.Error, demo.ShowAsync);
        }
        finally
        {
            if (kept is null)
                Directory.Delete(folder, recursive: true);
        }
    }
}
