using System.CommandLine;
using Evenhand.Cli.Ledger;
using Evenhand.Cli.Reading;
using Evenhand.Node.Clock;
using Evenhand.Node.People;
using Evenhand.Node.Roles;

namespace Evenhand.Cli.People;

/// <summary><c>evenhand people add</c>, <c>change</c> and <c>end</c>.</summary>
internal sealed class ChangePerson
{
    private readonly LedgerOptions place = new();
    private readonly Argument<string> id = new("ID")
    {
        Description = "The person's id: letters, digits and . - _ @.",
    };
    private readonly Option<string?> name = new("--name")
    {
        Description = "What people call it.",
        HelpName = "TEXT",
    };
    private readonly Option<string?> email = new("--email")
    {
        Description = "Where it is written to.",
        HelpName = "ADDRESS",
    };
    private readonly Option<string[]> roles = new("--role")
    {
        Description =
            "What it may do: read, reviewer, operator, billing, admin. Give it again for another role.",
        HelpName = "ROLE",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<string?> from = Moments.Option(
        "--from",
        "From an instant or a day on."
    );
    private readonly Option<string?> until = Moments.Option(
        "--until",
        "Before an instant or a day."
    );

    public static Command Add()
    {
        var its = new ChangePerson();
        return its.Made(
            "add",
            "Add a person.",
            [its.name, its.email, its.roles, its.from, its.until],
            (people, parsed) =>
                people.AddAsync(
                    parsed.GetValue(its.id)!,
                    parsed.GetValue(its.name) ?? parsed.GetValue(its.id)!,
                    parsed.GetValue(its.email) ?? "",
                    its.RolesOf(parsed) ?? default,
                    (
                        Moments.Read(parsed.GetValue(its.from)),
                        Moments.Read(parsed.GetValue(its.until))
                    ),
                    Doer.CommandLine
                )
        );
    }

    public static Command Change()
    {
        var its = new ChangePerson();
        return its.Made(
            "change",
            "Change a person; what is not named stays as it is.",
            [its.name, its.email, its.roles, its.until],
            (people, parsed) =>
                people.ChangeAsync(
                    parsed.GetValue(its.id)!,
                    parsed.GetValue(its.name),
                    parsed.GetValue(its.email),
                    its.RolesOf(parsed),
                    Moments.Read(parsed.GetValue(its.until)),
                    Doer.CommandLine
                )
        );
    }

    public static Command End()
    {
        var its = new ChangePerson();
        return its.Made(
            "end",
            "End a person at once, whose keys do nothing any more; twice is as good as once.",
            [],
            (people, parsed) => people.EndAsync(parsed.GetValue(its.id)!, Doer.CommandLine)
        );
    }

    private Command Made(
        string verb,
        string help,
        Option[] options,
        Func<PersonRegister, ParseResult, Task<Person>> act
    )
    {
        roles.AcceptOnlyFromAmong([.. PersonRegister.MayHave.All.Select(RoleSet.Word)]);
        var command = new Command(verb, help) { id };
        foreach (var option in options)
            command.Add(option);
        place.AddTo(command);
        command.SetAction(parsed =>
            LedgerFolder.UseAsync(
                place.Of(parsed),
                async ledger =>
                {
                    var people = LedgerPeople.Open(ledger, MachineTime.Instance);
                    var person = await act(people, parsed);
                    Console.Error.WriteLine($"{person.Id}: {person.Roles}");
                }
            )
        );
        return command;
    }

    private RoleSet? RolesOf(ParseResult parsed) =>
        parsed.GetValue(roles) is { Length: > 0 } named
            ? RoleSet.Of(named.Select(word => Enum.Parse<Role>(word, ignoreCase: true)))
            : null;
}
