using System.CommandLine;
using Evenhand.Cli.Ledger;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node.Clock;
using Evenhand.Node.Keys;
using Evenhand.Node.People;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;

namespace Evenhand.Cli.Keys;

/// <summary><c>evenhand keys create</c>.</summary>
internal static class CreateKey
{
    private static readonly LedgerOptions Place = new();
    private static readonly Option<string[]> WantedRoles = new("--role")
    {
        Description =
            "What the key may do: ingest, gate, read, reviewer, operator, billing, admin, or account for one account's own. "
            + "Give it again for another role. 'evenhand keys --help' says which events each may send.",
        HelpName = "ROLE",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<string> Account = new("--account")
    {
        Description = "The account that a key of the role account belongs to.",
        DefaultValueFactory = _ => "",
        HelpName = "ID",
    };
    private static readonly Option<string> Owner = new("--person")
    {
        Description = "The person that it belongs to, in whose name it acts ('evenhand people').",
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
        WantedRoles.AcceptOnlyFromAmong([.. Enum.GetValues<Role>().Select(RoleSet.Word)]);
        var command = new Command(
            "create",
            "Make a key. Its text is written to standard output, this once."
        )
        {
            WantedRoles,
            Account,
            Owner,
            Name,
        };
        command.Aliases.Add("add");
        Place.AddTo(command);
        command.SetAction(parsed =>
            LedgerFolder.UseAsync(
                Place.Of(parsed),
                async ledger =>
                {
                    var keys = LedgerKeys.Open(ledger, MachineTime.Instance);
                    var person = parsed.GetValue(Owner)!;
                    if (
                        person.Length > 0
                        && LedgerPeople.Open(ledger, MachineTime.Instance).Find(person) is null
                    )
                        throw new RequestException(
                            Code.NotFound,
                            $"there is no person {person}; add them first: evenhand people add"
                        );
                    var roles = parsed
                        .GetValue(WantedRoles)!
                        .Select(word => Enum.Parse<Role>(word, ignoreCase: true));
                    var made = await keys.CreateAsync(
                        RoleSet.Of(roles),
                        new AccountId(parsed.GetValue(Account)!),
                        parsed.GetValue(Name)!,
                        Doer.CommandLine,
                        person
                    );
                    KeyFolder.Tell(made);
                }
            )
        );
        return command;
    }
}
