using System.CommandLine;
using System.Globalization;
using Evenhand.Cli.Accounts;
using Evenhand.Cli.Ledger;
using Evenhand.Ledger;
using Evenhand.Node.Mending;
using Evenhand.Notation;
using Evenhand.Server;

namespace Evenhand.Cli;

/// <summary><c>evenhand verify</c>: whether a ledger is whole.</summary>
public static class VerifyCommand
{
    private const string Help = """
        Walks through a ledger, a backup's file, or the file of a case, with its hashes and checksums and names the first damage, and events
        that were once filed under another account than theirs. It may run beside a server, and where nothing can be
        written.

        With --statements it tells which stated cycles this release would state otherwise, of the very events that they were
        stated with: the money, clause by clause, and why. What came later is no part of that; it makes adjustments.

        With --cut, the first damage and what follows it are cut off; the damaged file is kept whole beside the ledger. No
        server may run meanwhile. Exit status: 0 sound, or made so; 1 damaged, or something would be stated otherwise.

        Examples:
          evenhand verify --data /var/lib/evenhand
          evenhand verify monday.backup
          evenhand verify --ledger-connection "Host=db;Database=evenhand;Username=evenhand"
          evenhand verify case.zip
          evenhand verify case.zip --data /var/lib/evenhand
          evenhand verify --data /var/lib/evenhand --cut
          evenhand verify --data /var/lib/evenhand --statements
        """;

    private static readonly LedgerOptions Place = new();
    private static readonly Argument<string?> Backup = new("FILE")
    {
        Description = "A backup's file, or that of a case, instead of a data folder.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<bool> Cut = new("--cut")
    {
        Description = "Cut off the first damage and everything after it.",
    };

    private static readonly Option<bool> Statements = new("--statements")
    {
        Description = "Tell which stated cycles this release would state otherwise.",
    };
    private static readonly Option<string?> Policies = new("--policies")
    {
        Description =
            "With --statements: the folder of policies that the server has. Default: policies here or in a folder above.",
    };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("verify", Help) { Backup, Cut, Statements, Policies };
        Place.AddTo(command);
        command.SetAction(parsed =>
            DataFolder.Try(() =>
                parsed.GetValue(Statements)
                    ? StatementCheck.Run(Place.Of(parsed), PoliciesOf(parsed))
                : parsed.GetValue(Cut) ? CutOff(Place.Folder(parsed))
                : parsed.GetValue(Backup) is { } path && CaseCheck.Is(path)
                    ? CaseCheck.Run(path, Place.Of(parsed), Place.Named(parsed.CommandResult))
                : Verify(
                    parsed.GetValue(Backup) is { } backup
                        ? LedgerPlace.At(backup)
                        : Place.Of(parsed)
                )
            )
        );
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(Cut) && parsed.GetValue(Backup) is not null)
                parsed.AddError(
                    "--cut mends a data folder, not a backup: restore the backup first, or use another one."
                );
            if (parsed.GetValue(Cut) && Place.Named(parsed) == "--ledger-connection")
                parsed.AddError(
                    "--cut mends a data folder; a database goes back to a backup of it, or is made anew by evenhand copy"
                );
        });
        return command;
    }

    private static string? PoliciesOf(ParseResult parsed) =>
        parsed.GetValue(Policies) ?? Environment.GetEnvironmentVariable("EVENHAND_POLICIES");

    private static int Verify(LedgerPlace place)
    {
        var progress = ProgressLine.OnTerminal();
        var verdict = place.Verify(
            (done, all) => progress.Show(() => $"verify: {done:N0} of {all:N0} segments")
        );
        progress.Clear();
        Console.Out.WriteLine(
            $"{Counted.Of(verdict.Segments, "segment")} with {Counted.Of(verdict.Records, "record")} {Counted.Word(verdict.Segments, "is", "are")} sound"
        );
        if (verdict.Damage is not { } damage)
            return TellMisfiled(place);
        Console.Error.WriteLine(
            Printable.Line($"evenhand: segment {Counted.Of(damage.Segment)}: {damage.What}")
        );
        if (damage.Accounts.Count > 0)
            Console.Error.WriteLine(
                Printable.Line($"It held records of: {string.Join(", ", damage.Accounts)}")
            );
        return ExitStatus.Failed;
    }

    /// <summary>What says of itself that it belongs to another account is damage; what only looks so is for a person to judge.</summary>
    private static int TellMisfiled(LedgerPlace place)
    {
        var found = MisfiledSearch.Run(place);
        foreach (var each in found)
            Console.Out.WriteLine(MisfiledText.Line(each));
        if (found.Count > 0)
            Console.Out.WriteLine("evenhand accounts refile puts events where they belong");
        return found.Any(each => each.Sign == Sign.Mark) ? ExitStatus.Failed : ExitStatus.Ok;
    }

    private static int CutOff(string folder)
    {
        using var held = DataLock.Take(folder);
        var kept = LedgerVerification.Cut(folder);
        Console.Out.WriteLine(
            kept is null
                ? "nothing is damaged; nothing was cut"
                : $"cut; the damaged ledger is kept in {kept}"
        );
        return ExitStatus.Ok;
    }
}
