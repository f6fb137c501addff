using System.CommandLine;
using Evenhand.Cli.Reading;
using Evenhand.Client;
using Evenhand.Wire;

namespace Evenhand.Cli.Acts;

/// <summary>What all verbs that act have in common: which server they ask, with which key, and how they end.</summary>
internal sealed class ServerCall
{
    private const string KeyVariable = "EVENHAND_KEY";
    private const string AddressVariable = "EVENHAND_URL";

    private readonly Option<string?> server = new("--server")
    {
        Description = $"The server's address. {AddressVariable}.",
        HelpName = "URL",
    };
    private readonly Option<string?> key = new("--key")
    {
        Description =
            $"The person's key, or the account's own; better in {KeyVariable}, where no list of processes shows it.",
        HelpName = "TEXT",
    };

    /// <summary>The option for programs.</summary>
    public Option<bool> Json { get; } =
        new("--json") { Description = "For programs: what the API gives, one object a line." };

    /// <summary>Makes a verb of it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="help">What it does.</param>
    /// <param name="parts">Its arguments and options.</param>
    /// <param name="work">Its work.</param>
    public static Command Verb(
        string name,
        string help,
        Symbol[] parts,
        Func<EvenhandClient, ParseResult, bool, Task> work
    )
    {
        var call = new ServerCall();
        var command = new Command(name, help);
        foreach (var part in parts)
            if (part is Argument argument)
                command.Add(argument);
            else
                command.Add((Option)part);
        foreach (var option in new Option[] { call.Json, call.server, call.key })
            command.Add(option);
        command.SetAction((parsed, _) => call.RunAsync(parsed, work));
        return command;
    }

    /// <summary>Tells of an act that was done.</summary>
    public static void Tell(ActView done, bool asJson)
    {
        if (asJson)
            JsonLines.Write(done, WireJson.Wire.ActView);
        else
            Console.Out.WriteLine(
                Printable.Line($"{done.Type} {done.About} of {done.Account}, act {done.Id}")
            );
    }

    private async Task<int> RunAsync(
        ParseResult parsed,
        Func<EvenhandClient, ParseResult, bool, Task> work
    )
    {
        var address = parsed.GetValue(server) ?? Variable(AddressVariable);
        var hindrance = new Hindrance(address);
        try
        {
            using var client = new EvenhandClient(
                new EvenhandOptions
                {
                    Address = AddressOf(address),
                    Key = parsed.GetValue(key) ?? Variable(KeyVariable),
                }
            );
            await work(client, parsed, parsed.GetValue(Json));
            return ExitStatus.Ok;
        }
        catch (EvenhandProblemException refused) when (refused.Problem.Unmet is { } unmet)
        {
            return Hindrance.Tell(
                new ReadRefusedException(Sentence(refused.Problem, unmet), ExitStatus.Failed)
            );
        }
        catch (EvenhandProblemException refused)
            when (refused.Status == System.Net.HttpStatusCode.Forbidden)
        {
            return Hindrance.Tell(
                new ReadRefusedException(refused.Problem.Detail ?? "the key may not do this")
            );
        }
        catch (Exception error) when (hindrance.Of(error) is { } told)
        {
            return Hindrance.Tell(told);
        }
    }

    private static string Sentence(Problem problem, IReadOnlyList<string> unmet)
    {
        var from = problem.PossibleFrom is { } time ? $"; possible from {Shown.Instant(time)}" : "";
        return $"not possible ({string.Join(", ", unmet)}): {problem.Detail}{from}";
    }

    private static Uri AddressOf(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
            ? address
            : throw new ReadRefusedException(
                $"name the server with --server or {AddressVariable}, such as http://127.0.0.1:8080"
            );

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : null;
}
