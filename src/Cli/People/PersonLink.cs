using System.CommandLine;
using Evenhand.Cli.Ledger;
using Evenhand.Core.Codes;
using Evenhand.Core.Time;
using Evenhand.Node.Clock;
using Evenhand.Node.People;
using Evenhand.Node.Refusals;
using Evenhand.Server.Access;

namespace Evenhand.Cli.People;

/// <summary><c>evenhand people link</c>: a way in for somebody who has none.</summary>
internal static class PersonLink
{
    private static readonly LedgerOptions Place = new();
    private static readonly Argument<string> Id = new("ID") { Description = "The person's id." };
    private static readonly Option<string> Server = new("--public-url")
    {
        Description =
            "The server's address, as browsers reach it. EVENHAND_PUBLIC_URL. Default: http://127.0.0.1:8080",
        HelpName = "URL",
        DefaultValueFactory = _ =>
            Environment.GetEnvironmentVariable("EVENHAND_PUBLIC_URL") is { Length: > 0 } set
                ? set
                : "http://127.0.0.1:8080",
    };

    public static Command Create()
    {
        var command = new Command(
            "link",
            "Make a link by which a person opens the console once, within an hour. It is sealed by the data folder's keys: run it where the server's data is."
        )
        {
            Id,
            Server,
        };
        Place.AddTo(command);
        command.SetAction(parsed =>
            LedgerFolder.UseAsync(
                Place.Of(parsed),
                ledger =>
                {
                    var now = Moment.Of(MachineTime.Instance.GetUtcNow());
                    var id = parsed.GetValue(Id)!;
                    var person =
                        LedgerPeople.Open(ledger, MachineTime.Instance).Find(id)
                        ?? throw new RequestException(Code.NotFound, $"there is no person {id}");
                    if (!person.ActsAt(now))
                        throw new RequestException(
                            Code.NotFound,
                            $"{id} does not act now: no link lets in"
                        );
                    var link = ConsoleLink.Of(Place.Folder(parsed), id, MachineTime.Instance);
                    Console.Out.WriteLine(parsed.GetValue(Server)!.TrimEnd('/') + link);
                    return Task.CompletedTask;
                }
            )
        );
        return command;
    }
}
