using System.CommandLine;
using Evenhand.Cli.Keys;

namespace Evenhand.Cli;

/// <summary><c>evenhand keys</c>: who may call the server.</summary>
public static class KeysCommand
{
    private const string Help = """
        Lists, makes, rotates and revokes the keys of a data folder, also while a server runs on it.

        Examples:
          evenhand keys list --data /var/lib/evenhand
          evenhand keys create --role ingest --name "call records"
          evenhand keys create --role operator --role billing --name "the back office"
          evenhand keys create --role account --account acme
          evenhand keys create --person ann --role reviewer
          evenhand keys rotate ID
          evenhand keys revoke ID

        Which events the keys of a role may send:
        """;

    /// <summary>The command with its subcommands.</summary>
    public static Command Create() =>
        new("keys", $"{Help}\n{SenderText.Table()}")
        {
            ListKeys.Create(),
            CreateKey.Create(),
            RotateKey.Create(),
            RevokeKey.Create(),
        };
}
