using System.CommandLine;
using Evenhand.Cli.Replaying;
using Evenhand.Core.Policy;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Interpreting;
using Evenhand.Policies.Reading;
using Evenhand.Replay;

namespace Evenhand.Cli.Policy;

/// <summary><c>evenhand policy readings</c>: how unclear words are read, and what hangs on it.</summary>
internal static class ReadingsCommand
{
    private const string Description = """
        List the readings of a policy with their alternatives and, on a stream, the money between them.

        With --stream the events are replayed once under the policy as chosen and once for each alternative: what is due,
        proposed and left in wallets, which answers and cases change; most money first. Accounts under other policies
        are ignored. Exit status: 0; 2 when the document is no good or lines of the stream are no events.

        Examples:
          evenhand policy readings policies/acme.md
          evenhand policy readings policies/acme.md --stream events.ndjson --json
          evenhand sample --policy acme --accounts 20 | evenhand policy readings policies/acme.md --stream -
        """;

    private static readonly Argument<FileInfo> File = new("FILE") { Description = "The policy" };

    private static readonly Option<string?> Events = new("--stream")
    {
        Description = "Events to replay, one JSON object a line; - for standard input",
        HelpName = "EVENTS",
    };

    private static readonly Option<DirectoryInfo?> Policies = new("--policies")
    {
        Description =
            "The folder of the other versions of the policy; by default that of its catalogue",
        HelpName = "DIR",
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Report in JSON on standard output",
    };

    public static Command Create()
    {
        var command = new Command("readings", Description)
        {
            File,
            Events,
            Policies,
            Catalogues.Option,
            Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var file = parsed.GetRequiredValue(File);
        var opened = new OpenedPolicies(parsed.GetValue(Catalogues.Option));
        if (parsed.GetValue(Events) is { } events)
            return Replayed(parsed, file, opened, events);
        if (opened.Check(file) is not { } policy)
            return ExitStatus.BadInput;
        if (parsed.GetValue(Json))
            ReadingsJson.Write(Alternatives.Of(policy.Policy), Console.OpenStandardOutput());
        else
            ReadingsText.Write(file.ToString(), Alternatives.Of(policy.Policy), Console.Out);
        return ExitStatus.Ok;
    }

    private static int Replayed(
        ParseResult parsed,
        FileInfo file,
        OpenedPolicies opened,
        string events
    )
    {
        if (Shelf(parsed, file) is not { } shelf)
            return ExitStatus.BadInput;
        var problems = new Problems();
        var policy = PolicyFile.Check(file.ToString(), shelf.Catalogue, problems);
        foreach (var problem in problems.InOrder)
            Console.Error.WriteLine(problem);
        if (policy?.Version is null)
            return ExitStatus.BadInput;
        var replayer = new Replayer(shelf);
        if (!TryRead(replayer, events))
            return ExitStatus.BadInput;
        var rejected = Tell(replayer.Fold(null), events);
        var progress = ProgressLine.OnTerminal();
        var stakes = Stakes.Of(
            policy,
            shelf,
            under => replayer.Fold(null, under).Effects,
            (done, all) => progress.Show(() => $"{done} of {all} alternatives")
        );
        progress.Clear();
        if (parsed.GetValue(Json))
            ReadingsJson.Write(stakes, Console.OpenStandardOutput());
        else
            ReadingsText.Write(file.ToString(), stakes, Console.Out);
        return rejected ? ExitStatus.BadInput : ExitStatus.Ok;
    }

    private static PolicyShelf? Shelf(ParseResult parsed, FileInfo file)
    {
        if (parsed.GetValue(Policies) is { } named)
            return PolicyPlace.Load(named, Console.Error);
        var folder = parsed.GetValue(Catalogues.Option)?.Directory ?? file.Directory;
        while (folder is not null && !HasCatalogue(folder))
            folder = folder.Parent;
        if (folder is not null)
            return PolicyPlace.Load(folder, Console.Error);
        Console.Error.WriteLine(
            $"{file}: no {CatalogueReader.FileName} stands beside it or in a folder above; name the folder with --policies"
        );
        return null;
    }

    private static bool HasCatalogue(DirectoryInfo folder) =>
        System.IO.File.Exists(Path.Combine(folder.FullName, CatalogueReader.FileName));

    private static bool TryRead(Replayer replayer, string events)
    {
        try
        {
            using var input = events == "-" ? Console.OpenStandardInput() : InputFile.Open(events);
            replayer.Read(input, 0);
            return true;
        }
        catch (UnreadableFileException unreadable)
        {
            Console.Error.WriteLine(unreadable.Message);
            return false;
        }
    }

    private static bool Tell(Replayed replayed, string events)
    {
        var report = new Report([events == "-" ? "standard input" : events]);
        report.Tell(replayed, [.. replayed.Effects], Console.Error, !Console.IsErrorRedirected);
        return replayed.Rejections.Count > 0;
    }
}
