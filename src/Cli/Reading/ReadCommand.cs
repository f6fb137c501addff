using System.CommandLine;
using Evenhand.Cli.Ledger;
using Evenhand.Cli.Replaying;
using Evenhand.Core.Codes;
using Evenhand.Node.Refusals;

namespace Evenhand.Cli.Reading;

/// <summary>What all verbs that read have in common: where they read from, and how they end.</summary>
internal sealed class ReadCommand
{
    private const string KeyVariable = "EVENHAND_KEY";
    private const string PoliciesVariable = "EVENHAND_POLICIES";

    /// <summary>The end of each verb's help.</summary>
    public const string Places = """
        It reads from a data folder, also beside the server that runs on it, and changes nothing there; or with --server from
        a server, by its API.
        """;

    private readonly LedgerOptions place = new();
    private readonly Option<string?> policies = new("--policies")
    {
        Description =
            $"The folder of policies, for the catalogue that a data folder is read by. {PoliciesVariable}. Default: policies here or in a folder above",
        HelpName = "DIR",
    };
    private readonly Option<string?> server = new("--server")
    {
        Description = "Read from the server at this address instead of a data folder.",
        HelpName = "URL",
    };
    private readonly Option<string?> key = new("--key")
    {
        Description =
            $"The key to show the server; better in {KeyVariable}, where no list of processes shows it.",
        HelpName = "TEXT",
    };

    /// <summary>The option for programs.</summary>
    public Option<bool> Json { get; } =
        new("--json") { Description = "For programs: what the API gives, one object a line." };

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="withJson">Whether it has a form for people that programs would not want.</param>
    public void AddTo(Command command, bool withJson = true)
    {
        if (withJson)
            command.Add(Json);
        foreach (var option in new Option[] { policies, server, key })
            command.Add(option);
        place.AddTo(command);
        command.Validators.Add(result =>
        {
            var isOfServer = result.GetResult(server) is { Implicit: false };
            var named =
                place.Named(result)
                ?? (result.GetResult(policies) is { Implicit: false } ? policies.Name : null);
            if (isOfServer && named is not null)
                result.AddError($"{named} and --server are two places to read from; name one");
            if (!isOfServer && result.GetResult(key) is { Implicit: false })
                result.AddError("--key is for a server; name it with --server");
        });
    }

    /// <summary>Does a verb's work, and tells what hinders it.</summary>
    /// <param name="parsed">The line.</param>
    /// <param name="account">The account that it speaks of; null for none.</param>
    /// <param name="work">The work.</param>
    public async Task<int> RunAsync(ParseResult parsed, string? account, Func<IReads, Task> work)
    {
        var hindrance = new Hindrance(parsed.GetValue(server));
        try
        {
            using var reads = Open(parsed);
            try
            {
                // No account is called so, and as a part of an address it would name something else.
                if (account is "" or "." or "..")
                    throw new RequestException(Code.UnknownAccount, account);
                await work(reads);
                return ExitStatus.Ok;
            }
            catch (Exception error) when (account is not null && Hindrance.IsUnknown(error))
            {
                return Hindrance.Tell(await UnknownName.OfAsync(reads, account));
            }
        }
        catch (Exception error) when (hindrance.Of(error) is { } told)
        {
            return Hindrance.Tell(told);
        }
    }

    private IReads Open(ParseResult parsed)
    {
        if (parsed.GetValue(server) is { } address)
            return ServerReads.Open(
                Address(address),
                parsed.GetValue(key) ?? Variable(KeyVariable)
            );
        var ledger = place.Of(parsed);
        if (!ledger.Exists)
            throw new ReadRefusedException(
                $"{ledger} holds no ledger; name a data folder with --data, or a server with --server"
            );
        var named = parsed.GetValue(policies) ?? Variable(PoliciesVariable);
        return FolderReads.Open(
            ledger,
            place.Folder(parsed),
            PolicyPlace.Find(named)
                ?? throw new ReadRefusedException(
                    "there is no folder of policies here, whose catalogue says what the events of the data folder mean; name one with --policies"
                ),
            Console.Error
        );
    }

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
            ? address
            : throw new ReadRefusedException(
                $"--server: {text} is no address such as http://127.0.0.1:8080"
            );

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : null;
}
