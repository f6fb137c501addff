using System.CommandLine;
using Evenhand.Cli.Serving;

namespace Evenhand.Cli;

/// <summary><c>evenhand serve</c>: the server.</summary>
public static class ServeCommand
{
    private const string Help = """
        Serves the API: takes usage in and acknowledges it once it is on disk, answers the gate, shows usage, allowances and
        statements. Everything it keeps is in one data folder.

        A setting comes from its flag, else from its environment variable, else from the file of --config. The key of
        the first administrator is made at the first start and shown once, unless EVENHAND_ADMIN_KEY sets it. Where no person
        exists, one is added, admin, and a link is shown by which that person signs in to the console, once.

        SIGINT or SIGTERM lets it finish what is under way; a second one ends it at once. Nothing acknowledged is lost.

        Examples:
          evenhand serve
          evenhand serve --data /var/lib/evenhand --urls http://0.0.0.0:8080 --log-format json
          evenhand serve --urls https://0.0.0.0:8443 --tls-cert chain.pem --tls-key key.pem
          EVENHAND_GRACE=5d evenhand serve --config evenhand.conf

        More in docs/OPERATIONS.md.
        """;

    /// <summary>The command, with an option for each row of the table of settings.</summary>
    public static Command Create()
    {
        var options = new SettingOptions();
        var command = new Command("serve", Help);
        options.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(options, parsed));
        return command;
    }

    private static async Task<int> RunAsync(SettingOptions options, ParseResult parsed)
    {
        if (options.Read(parsed, Console.Error) is not { } settings)
            return ExitStatus.BadInput;
        TextWriter told = settings.LogsAsJson
            ? new LogLines(Console.Error, TimeProvider.System)
            : Console.Error;
        return await ServerRun.RunAsync(
            settings,
            told,
            async server => Banner.Write(server, settings, told, await server.FirstLinkAsync())
        );
    }
}
