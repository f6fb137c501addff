using System.CommandLine;
using Evenhand.Cli.Ledger;
using Evenhand.Ledger;
using Evenhand.Notation;
using Evenhand.Server;

namespace Evenhand.Cli;

/// <summary><c>evenhand copy</c>: a ledger from one store into another.</summary>
public static class CopyCommand
{
    private const string Help = """
        Copies a ledger from a data folder into a PostgreSQL database, or back: all records as they are, in the order of their
        arrival, with the ledger's identity. No server may run on either. Broken off, the same line goes on where it was. At the
        end it compares the two; before that nobody can serve the copy.

        A place is a data folder, or "postgres:" and Npgsql's keywords. Into a database it is run as the owner of the tables,
        which it makes.

        Examples:
          evenhand copy --from /var/lib/evenhand --to "postgres:Host=db;Database=evenhand;Username=evenhand_owner" --for evenhand
          evenhand copy --from "postgres:Host=db;Database=evenhand;Username=evenhand" --to /var/lib/evenhand
        """;

    private static readonly Option<string> From = Place("--from", "The ledger that is copied.");
    private static readonly Option<string> To = Place("--to", "Where it is copied to.");
    private static readonly Option<string?> PasswordFile = LedgerOptions.PasswordFile();
    private static readonly Option<int> Partitions = PrepareCommand.PartitionsOption();
    private static readonly Option<string?> For = PrepareCommand.RoleOption();

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("copy", Help) { From, To, PasswordFile, Partitions, For };
        command.SetAction(parsed => DataFolder.Try(() => Copy(parsed)));
        return command;
    }

    private static int Copy(ParseResult parsed)
    {
        var (from, to) = (PlaceOf(parsed, From), PlaceOf(parsed, To));
        if (!from.Exists)
            throw new LedgerUnavailableException($"{from} holds no ledger");
        using var one = LockOf(parsed.GetValue(From)!);
        using var other = LockOf(parsed.GetValue(To)!);
        var progress = ProgressLine.OnTerminal();
        var records = LedgerCopy.Run(
            from,
            to,
            new Copying
            {
                Partitions = parsed.GetValue(Partitions),
                Role = parsed.GetValue(For),
                Progress = (what, done) => progress.Show(() => $"{what}: {done:N0} records"),
            }
        );
        progress.Clear();
        Console.Error.WriteLine(
            Printable.Line(
                $"{to} holds what {from} held, {Counted.Of(records, "record")}, and was compared with it"
            )
        );
        return ExitStatus.Ok;
    }

    private static DataLock? LockOf(string place) =>
        IsDatabase(place) ? null : DataLock.Take(place);

    private static LedgerPlace PlaceOf(ParseResult parsed, Option<string> option) =>
        LedgerPlace.Of(parsed.GetValue(option)!, LedgerOptions.PasswordFile(parsed, PasswordFile));

    private static bool IsDatabase(string place) =>
        place.StartsWith(LedgerPlace.Prefix, StringComparison.Ordinal);

    private static Option<string> Place(string name, string description)
    {
        var option = new Option<string>(name)
        {
            Description = $"{description} A data folder, or postgres:KEYWORDS.",
            HelpName = "PLACE",
            Required = true,
        };
        option.Validators.Add(result =>
        {
            try
            {
                LedgerPlace.Of(result.GetValueOrDefault<string>(), null);
            }
            catch (FormatException wrong)
            {
                result.AddError($"{name}: {wrong.Message}");
            }
        });
        return option;
    }
}
