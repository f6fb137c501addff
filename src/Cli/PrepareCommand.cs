using System.CommandLine;
using Evenhand.Cli.Ledger;
using Evenhand.Ledger.Postgres;

namespace Evenhand.Cli;

/// <summary><c>evenhand prepare</c>: makes a ledger in a database, or brings it along.</summary>
public static class PrepareCommand
{
    private const string Help = """
        Makes the tables of a ledger in a PostgreSQL database, or brings them to this release's format; and lets a role
        serve it that can add to the ledger and neither change nor delete what is there. Run it as the role that owns the
        tables, before the server is started. It may be run again.

        Examples:
          evenhand prepare --ledger-connection "Host=db;Database=evenhand;Username=evenhand_owner" --for evenhand
        """;

    private static readonly Option<string> Connection = new("--ledger-connection")
    {
        Description = "The database, by Npgsql's keywords, as the owner of the tables.",
        HelpName = "KEYWORDS",
        Required = true,
    };
    private static readonly Option<string?> PasswordFile = LedgerOptions.PasswordFile();
    private static readonly Option<int> Partitions = PartitionsOption();
    private static readonly Option<string?> For = RoleOption();

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("prepare", Help) { Connection, PasswordFile, Partitions, For };
        command.SetAction(parsed =>
            DataFolder.Try(() =>
            {
                var place = PostgresPlace.Of(
                    parsed.GetValue(Connection)!,
                    LedgerOptions.PasswordFile(parsed, PasswordFile)
                );
                var done = Preparation.RunAsync(
                    place,
                    parsed.GetValue(Partitions),
                    parsed.GetValue(For)
                );
                Console.Error.WriteLine(Printable.Line(done.GetAwaiter().GetResult()));
                return ExitStatus.Ok;
            })
        );
        return command;
    }

    /// <summary>How many partitions a ledger is made with.</summary>
    public static Option<int> PartitionsOption()
    {
        var option = new Option<int>("--partitions")
        {
            Description =
                "How many partitions a ledger is made with; it never changes. As many nodes can share it one day.",
            DefaultValueFactory = _ => Preparation.Partitions,
            HelpName = "N",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > Evenhand.Ledger.Partitioning.Most)
                result.AddError(
                    $"--partitions: it takes a number from 1 to {Evenhand.Ledger.Partitioning.Most}"
                );
        });
        return option;
    }

    /// <summary>The role that is to serve a ledger.</summary>
    public static Option<string?> RoleOption() =>
        new("--for")
        {
            Description = "The role that is to serve the ledger; it is granted what it needs.",
            HelpName = "ROLE",
        };
}
