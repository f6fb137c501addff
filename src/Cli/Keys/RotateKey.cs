using System.CommandLine;
using Evenhand.Cli.Ledger;
using Evenhand.Node.Roles;

namespace Evenhand.Cli.Keys;

/// <summary><c>evenhand keys rotate</c>.</summary>
internal static class RotateKey
{
    private static readonly LedgerOptions Place = new();
    private static readonly Argument<string> Id = new("ID") { Description = "The key's id." };

    public static Command Create()
    {
        var command = new Command(
            "rotate",
            "Make a key in place of another, which works on for an hour."
        )
        {
            Id,
        };
        Place.AddTo(command);
        command.SetAction(parsed =>
            KeyFolder.UseAsync(
                Place.Of(parsed),
                async keys =>
                    KeyFolder.Tell(await keys.RotateAsync(parsed.GetValue(Id)!, Doer.CommandLine))
            )
        );
        return command;
    }
}
