using System.CommandLine;
using Evenhand.Cli.People;

namespace Evenhand.Cli;

/// <summary><c>evenhand people</c>: who acts.</summary>
public static class PeopleCommand
{
    private const string Help = """
        Lists, adds, changes, ends and lets in the persons of a data folder, also while a server runs on it: those in whose names cases are
        found, steps proposed and approved, appeals decided, charges confirmed. An id is given once and for ever.

        Examples:
          evenhand people add ann --name "Ann Lee" --email ann@example.com --role reviewer
          evenhand people add bob --name "Bob Ray" --role operator --role billing
          evenhand people change ann --role reviewer --role operator
          evenhand people list --json
          evenhand people end ann
          evenhand people link ann --public-url https://usage.example.com
          evenhand people forget ann
          evenhand keys create --person ann --role reviewer
        """;

    /// <summary>The command with its subcommands.</summary>
    public static Command Create() =>
        new("people", Help)
        {
            ListPeople.Create(),
            ChangePerson.Add(),
            ChangePerson.Change(),
            ChangePerson.End(),
            PersonSignIn.Link(),
            PersonSignIn.Forget(),
        };
}
