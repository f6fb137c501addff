using System.CommandLine;
using Evenhand.Cli.Ledger;
using Evenhand.Runtime.Serving.Keys;

namespace Evenhand.Cli.Keys;

/// <summary><c>evenhand keys create</c>.</summary>
internal static class CreateKey
{
    private static readonly Option<string> Data = DataFolder.Option();
    private static readonly Option<string> WantedRole = new("--role")
    {
        Description =
            "What the key may do: ingest, gate, read, operator, admin, or account for one account's own.",
        HelpName = "ROLE",
        Required = true,
    };
    private static readonly Option<string> Account = new("--account")
    {
        Description = "The account that a key of the role account belongs to.",
        DefaultValueFactory = _ => "",
        HelpName = "ID",
    };
    private static readonly Option<string> Name = new("--name")
    {
        Description = "What it is for, in words.",
        DefaultValueFactory = _ => "",
        HelpName = "TEXT",
    };

    public static Command Create()
    {
        WantedRole.AcceptOnlyFromAmong([
            .. Enum.GetNames<Role>().Select(name => name.ToLowerInvariant()),
        ]);
        var command = new Command(
            "create",
            "Make a key. Its text is written to standard output, this once."
        )
        {
            WantedRole,
            Account,
            Name,
            Data,
        };
        command.SetAction(parsed =>
            KeyFolder.UseAsync(
                parsed.GetValue(Data)!,
                async keys =>
                {
                    var role = Enum.Parse<Role>(parsed.GetValue(WantedRole)!, ignoreCase: true);
                    var made = await keys.CreateAsync(
                        role,
                        parsed.GetValue(Account)!,
                        parsed.GetValue(Name)!
                    );
                    KeyFolder.Tell(made);
                }
            )
        );
        return command;
    }
}
