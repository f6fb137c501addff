using System.CommandLine;
using Evenhand.Cli.Ledger;
using Evenhand.Node.Roles;

namespace Evenhand.Cli.Keys;

/// <summary><c>evenhand keys revoke</c>.</summary>
internal static class RevokeKey
{
    private static readonly LedgerOptions Place = new();
    private static readonly Argument<string> Id = new("ID") { Description = "The key's id." };

    public static Command Create()
    {
        var command = new Command("revoke", "End a key at once; twice is as good as once.") { Id };
        Place.AddTo(command);
        command.SetAction(parsed =>
            KeyFolder.UseAsync(
                Place.Of(parsed),
                async keys =>
                {
                    var key = await keys.RevokeAsync(parsed.GetValue(Id)!, Doer.CommandLine);
                    Console.Error.WriteLine($"key {key.Id} does not work any more");
                }
            )
        );
        return command;
    }
}
