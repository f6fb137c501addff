using System.CommandLine;
using System.CommandLine.Parsing;
using Evenhand.Ledger;

namespace Evenhand.Cli.Ledger;

/// <summary>Which ledger a verb works on: a data folder's, or a database's.</summary>
internal sealed class LedgerOptions
{
    private const string ConnectionVariable = "EVENHAND_LEDGER_CONNECTION";
    private const string PasswordVariable = "EVENHAND_LEDGER_PASSWORD_FILE";

    private readonly Option<string> data = DataFolder.Option();
    private readonly Option<string?> connection = new("--ledger-connection")
    {
        Description =
            $"A ledger in PostgreSQL instead, by Npgsql's keywords, without a password. {ConnectionVariable}.",
        HelpName = "KEYWORDS",
    };
    private readonly Option<string?> passwordFile = PasswordFile();

    /// <summary>The option that names the file of a database's password.</summary>
    public static Option<string?> PasswordFile() =>
        new("--ledger-password-file")
        {
            Description =
                $"The file that holds the password for it, and nothing else. {PasswordVariable}. Default: as PGPASSFILE says",
            HelpName = "FILE",
        };

    /// <summary>The file of a database's password, where one is named.</summary>
    public static string? PasswordFile(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) ?? Variable(PasswordVariable);

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { data, connection, passwordFile })
            command.Add(option);
        command.Validators.Add(result =>
        {
            var isData = result.GetResult(data) is { Implicit: false };
            if (isData && result.GetResult(connection) is { Implicit: false })
                result.AddError("--data and --ledger-connection are two ledgers; name one");
            var text = result.GetValue(connection) ?? Variable(ConnectionVariable);
            if (isData || text is null)
                return;
            try
            {
                LedgerPlace.Of(LedgerPlace.Prefix + text, null);
            }
            catch (FormatException wrong)
            {
                result.AddError($"--ledger-connection: {wrong.Message}");
            }
        });
    }

    /// <summary>The folder that is named, whatever else is; what was turned away lies there.</summary>
    public string Folder(ParseResult parsed) => parsed.GetValue(data)!;

    /// <summary>Whether something was named on the line.</summary>
    public string? Named(SymbolResult result) =>
        new Option[] { data, connection }
            .FirstOrDefault(option => result.GetResult(option) is { Implicit: false })
            ?.Name;

    /// <summary>The ledger that a line, or the environment, names.</summary>
    public LedgerPlace Of(ParseResult parsed)
    {
        var named = parsed.GetValue(connection);
        if (named is null && parsed.GetResult(data) is { Implicit: true } or null)
            named = Variable(ConnectionVariable);
        return named is null
            ? LedgerPlace.At(parsed.GetValue(data)!)
            : LedgerPlace.Of(LedgerPlace.Prefix + named, PasswordFile(parsed, passwordFile));
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : null;
}
