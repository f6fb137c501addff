using System.CommandLine;
using Evenhand.Core.Stream;
using Evenhand.Policies;
using Evenhand.Policies.Reading;

namespace Evenhand.Cli.Policy;

/// <summary><c>evenhand policy check</c>: whether policies are what they claim to be.</summary>
internal static class CheckCommand
{
    private static readonly Argument<FileInfo[]> Files = new("FILE")
    {
        Description = "The policies.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<FileInfo?> Catalogue = new("--catalogue")
    {
        Description =
            "The catalogue; default: catalogue.yaml beside the policy, or in a folder above.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new Command("check", "Check policies, and run their examples.")
        {
            Files,
            Catalogue,
        };
        command.SetAction(parsed =>
            Check(parsed.GetRequiredValue(Files), parsed.GetValue(Catalogue))
        );
        return command;
    }

    private static int Check(FileInfo[] files, FileInfo? catalogue)
    {
        var problems = new Problems();
        var catalogues = new Dictionary<string, Catalogue?>();
        foreach (var file in files)
        {
            var place = catalogue?.ToString() ?? CataloguePlace.Of(file);
            if (place is null)
            {
                problems.Add(
                    new Problem(
                        file.ToString(),
                        Place.Start,
                        "",
                        "no catalogue.yaml stands beside it or above",
                        "name one with --catalogue"
                    )
                );
                continue;
            }
            if (!catalogues.TryGetValue(place, out var known))
                catalogues[place] = known = CatalogueReader.Open(place, problems);
            if (known is not null)
                PolicyFile.Check(file.ToString(), known, problems);
        }
        foreach (var problem in problems.InOrder)
            Console.Error.WriteLine(problem);
        if (problems.Untold > 0)
            Console.Error.WriteLine($"… and {problems.Untold} more");
        return problems.Count == 0 ? ExitStatus.Ok : ExitStatus.BadInput;
    }
}
