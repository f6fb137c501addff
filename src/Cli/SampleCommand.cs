using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Evenhand.Notation;
using Evenhand.Sampling;
using Evenhand.Sampling.Profiles;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Cli;

/// <summary><c>evenhand sample</c>: writes a synthetic stream of events to standard output.</summary>
public static class SampleCommand
{
    private const string Help = """
        Writes a synthetic stream of CloudEvents (NDJSON) that looks like real usage under the policies named.

        The accounts, what they do and how some of them misbehave stand in profiles beside the policies. The same
        arguments give the same bytes on every machine. Nothing in a sample is about real people.

        It holds questions to the gate (gate.asked), which a replay answers; a server, which is asked at /v1/gate, rejects
        them among events. grep -v '"gate.asked"' leaves them out.

        Examples:
          evenhand sample --policy all --accounts 8 --months 2 > sample.ndjson
          evenhand sample --policy NAME --accounts 20 --seed 7 --shuffle | evenhand replay
          evenhand sample --policy all --accounts 1000 --months 3 --events 5000000 > bench.ndjson
        """;

    private static readonly Option<string[]> Policy = new("--policy")
    {
        Description =
            "The profile to follow, by its policy's name; may be repeated; 'all' for every profile there is.",
        Required = true,
    };
    private static readonly Option<DirectoryInfo?> Profiles = new("--profiles")
    {
        Description =
            "Where the profiles are. Default: policies/profiles here or in a folder above.",
    };
    private static readonly Option<int> Accounts = new("--accounts")
    {
        Description = "The number of accounts, shared out among the policies.",
        DefaultValueFactory = _ => 10,
    };
    private static readonly Option<int> Months = new("--months")
    {
        Description = "The length of the period in calendar months.",
        DefaultValueFactory = _ => 1,
    };
    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Another seed gives another sample.",
        DefaultValueFactory = _ => 1,
    };
    private static readonly Option<LocalDate?> From = new("--from")
    {
        Description = "The first day, which begins at midnight UTC. Default: 2026-01-01.",
        CustomParser = Date,
    };
    private static readonly Option<long?> Events = new("--events")
    {
        Description = "Exactly so many events, by scaling how active the accounts are.",
    };
    private static readonly Option<bool> Shuffle = new("--shuffle")
    {
        Description =
            "Out of order and with some events repeated; statements must not change by it.",
    };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        Within(Accounts, 1, SampleRequest.MostAccounts);
        Within(Months, 1, SampleRequest.MostMonths);
        Within(Events, 1, 1_000_000_000);
        var command = new Command("sample", Help)
        {
            Policy,
            Profiles,
            Accounts,
            Months,
            Seed,
            From,
            Events,
            Shuffle,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var errors = arguments.InvocationConfiguration.Error;
        var library = ProfileLibrary.Open(arguments.GetValue(Profiles)?.FullName);
        if (library is null)
            return Refuse(
                errors,
                "There is no folder policies/profiles here or above; name one with --profiles DIR."
            );
        var selection = library.Select(arguments.GetValue(Policy)!);
        if (selection.Problems.Count > 0)
            return Refuse(errors, [.. selection.Problems]);
        var request = new SampleRequest
        {
            Profiles = selection.Profiles,
            Accounts = arguments.GetValue(Accounts),
            Months = arguments.GetValue(Months),
            Seed = arguments.GetValue(Seed),
            From = arguments.GetValue(From) ?? SampleRequest.UsualFrom,
            Events = arguments.GetValue(Events),
            Shuffled = arguments.GetValue(Shuffle),
        };
        return Write(request, errors);
    }

    private static int Write(SampleRequest request, TextWriter errors)
    {
        using var output = Console.OpenStandardOutput();
        var lines = new Sampler(request).Write(output);
        if (lines < 0)
            return Refuse(
                errors,
                "That number of events cannot be reached: opening the accounts alone takes more, or nothing else happens."
            );
        errors.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Counted.Of(lines, "event")} of {Counted.Of(request.Accounts, "account")} from {request.From:uuuu-MM-dd}, {Counted.Of(request.Months, "month")}, seed {request.Seed}"
            )
        );
        return 0;
    }

    private static int Refuse(TextWriter errors, params string[] problems)
    {
        foreach (var problem in problems)
            errors.WriteLine(problem);
        return 2;
    }

    private static LocalDate? Date(ArgumentResult argument)
    {
        var parsed = LocalDatePattern.Iso.Parse(argument.Tokens[0].Value);
        if (parsed.TryGetValue(default, out var date) && date.Year is >= 1970 and <= 2200)
            return date;
        argument.AddError(
            $"--from takes a date such as 2026-01-01, not '{argument.Tokens[0].Value}'."
        );
        return null;
    }

    private static void Within<T>(Option<T> option, long least, long most) =>
        option.Validators.Add(result =>
        {
            // What is no number at all has been reported already.
            if (
                result.Tokens is not [{ Value: var text }]
                || !long.TryParse(text, CultureInfo.InvariantCulture, out var number)
            )
                return;
            if (number < least || number > most)
                result.AddError(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{option.Name} should lie between {least} and {most}, not be {number}."
                    )
                );
        });
}
