using System.CommandLine;
using Evenhand.Cli.Ledger;
using Evenhand.Core.Codes;
using Evenhand.Core.Time;
using Evenhand.Node.Clock;
using Evenhand.Node.People;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Server.Access;

namespace Evenhand.Cli.People;

/// <summary><c>evenhand people link</c> and <c>forget</c>: how a person comes in, and comes in no more.</summary>
internal sealed class PersonSignIn
{
    private readonly LedgerOptions place = new();
    private readonly Argument<string> id = new("ID") { Description = "The person's id." };
    private readonly Option<string> url = new("--public-url")
    {
        Description = "Where people reach the server; EVENHAND_PUBLIC_URL.",
        HelpName = "URL",
        DefaultValueFactory = _ =>
            Environment.GetEnvironmentVariable("EVENHAND_PUBLIC_URL") is { Length: > 0 } known
                ? known
                : "http://127.0.0.1:8080",
    };

    public static Command Link()
    {
        var its = new PersonSignIn();
        return its.Made(
            "link",
            "Make a link by which a person signs in to the console, once, within an hour.",
            its.LinkAsync,
            its.url
        );
    }

    public static Command Forget()
    {
        var its = new PersonSignIn();
        return its.Made(
            "forget",
            "Forget a person's password and end its sessions; a link begins anew.",
            (people, person, _) => people.SignIns.ForgetAsync(person, Doer.CommandLine)
        );
    }

    private async Task LinkAsync(PersonRegister people, string person, ParseResult parsed)
    {
        var keys = Seals.FolderOf(place.Folder(parsed));
        if (!Directory.Exists(keys))
            throw new RequestException(
                Code.NotFound,
                $"{keys} is not there: links are made with the server's keys; name its data folder, or ask the server with "
                    + "POST /v1/people/{person}/links"
            );
        var now = Moment.Of(MachineTime.Instance.GetUtcNow());
        if (!people.Find(person)!.ActsAt(now))
            throw new RequestException(
                Code.NotFound,
                $"{person} does not act now: no link lets in"
            );
        await people.SignIns.NoteLinkAsync(person, Doer.CommandLine);
        var links = new PersonLinks(Seals.Of(place.Folder(parsed)), people.SignIns, () => now);
        Console.Out.WriteLine(parsed.GetValue(url)!.TrimEnd('/') + links.AddressOf(person, out _));
    }

    private Command Made(
        string verb,
        string help,
        Func<PersonRegister, string, ParseResult, Task> act,
        params Option[] options
    )
    {
        var command = new Command(verb, help) { id };
        foreach (var option in options)
            command.Add(option);
        place.AddTo(command);
        command.SetAction(parsed =>
            LedgerFolder.UseAsync(
                place.Of(parsed),
                ledger =>
                {
                    var people = LedgerPeople.Open(ledger, MachineTime.Instance);
                    var person = parsed.GetValue(id)!;
                    return people.Find(person) is null
                        ? throw new RequestException(Code.NotFound, "there is no such person")
                        : act(people, person, parsed);
                }
            )
        );
        return command;
    }
}
