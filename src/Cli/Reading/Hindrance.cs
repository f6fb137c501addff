using System.Net;
using Evenhand.Cli.Ledger;
using Evenhand.Client;
using Evenhand.Core.Codes;
using Evenhand.Node.Refusals;

namespace Evenhand.Cli.Reading;

/// <summary>What keeps a verb from reading, in a sentence for people, whichever end it comes from.</summary>
/// <param name="server">The server's address as it was given; null for a data folder.</param>
internal sealed class Hindrance(string? server)
{
    /// <summary>Whether the account that was named is not there.</summary>
    public static bool IsUnknown(Exception error) =>
        error is RequestException { Code: Code.UnknownAccount }
        || error is EvenhandProblemException refused && refused.Code == Code.UnknownAccount.Name();

    /// <summary>What is told; null for what is no hindrance but a defect.</summary>
    public ReadRefusedException? Of(Exception error) =>
        error switch
        {
            ReadRefusedException refused => refused,
            EvenhandProblemException refused => Of(refused),
            EvenhandUnavailableException away => new ReadRefusedException(
                $"{server}: {away.Message.TrimEnd('.')}{Cause(away)}; see that the server runs and that the address is right",
                ExitStatus.Failed
            ),
            RequestException refused => new ReadRefusedException(
                refused.Message,
                refused.Code == Code.Parked ? ExitStatus.Failed : ExitStatus.BadInput
            ),
            UnwritableFileException unwritable => new ReadRefusedException(unwritable.Message),
            _ when LedgerTrouble.Is(error) => new ReadRefusedException(
                error.Message,
                ExitStatus.Failed
            ),
            _ => null,
        };

    /// <summary>Tells it; the exit status.</summary>
    public static int Tell(ReadRefusedException refused)
    {
        foreach (var problem in refused.Problems)
            Console.Error.WriteLine(Printable.Line(problem));
        Console.Error.WriteLine(Printable.Line($"evenhand: {refused.Message}"));
        return refused.Status;
    }

    private ReadRefusedException Of(EvenhandProblemException refused)
    {
        var said = refused.Problem.Detail ?? refused.Problem.Title ?? $"{(int)refused.Status}";
        return refused.Status switch
        {
            HttpStatusCode.Unauthorized => new ReadRefusedException(
                $"{server}: the key was refused ({said}); give one that works with EVENHAND_KEY or --key"
            ),
            HttpStatusCode.Forbidden => new ReadRefusedException(
                $"{server}: the key may not read this ({said}); a key of the role read may"
            ),
            HttpStatusCode.NotFound when refused.Code is null => new ReadRefusedException(
                $"{server}: this is no Evenhand, or one that does not know what was asked ({said})"
            ),
            _ => new ReadRefusedException(said),
        };
    }

    private static string Cause(EvenhandUnavailableException away) =>
        away.InnerException is { } cause ? $" ({cause.Message.TrimEnd('.')})" : "";
}
