using Evenhand.Cli.Ledger;
using Evenhand.Cli.Replaying;
using Evenhand.Node.Clock;
using Evenhand.Node.Refusals;
using Evenhand.Server;
using Evenhand.Server.Settings;

namespace Evenhand.Cli.Serving;

/// <summary>Runs a server until a signal ends it.</summary>
internal static class ServerRun
{
    /// <summary>Serves; the exit status says how it ended.</summary>
    /// <param name="settings">What is set.</param>
    /// <param name="errors">Where people read.</param>
    /// <param name="begun">What is done and told once it serves.</param>
    public static async Task<int> RunAsync(
        ServerSettings settings,
        TextWriter errors,
        Func<RunningServer, Task> begun
    )
    {
        if (PolicyPlace.Find(settings.Policies) is not { } policies)
        {
            errors.WriteLine("There is no folder of policies here; name one with --policies.");
            return ExitStatus.BadInput;
        }
        using var signals = new Signals(errors);
        try
        {
            await using var server = await RunningServer.StartAsync(
                settings,
                policies,
                MachineTime.Instance
            );
            await begun(server);
            await signals.First;
        }
        catch (RequestException refusal)
        {
            foreach (var (_, message) in refusal.Problems)
                errors.WriteLine(Printable.Line(message));
            errors.WriteLine(Printable.Line($"evenhand: {refusal.Message}"));
            return ExitStatus.BadInput;
        }
        catch (CannotServeException error)
        {
            errors.WriteLine(Printable.Line($"evenhand: {error.Message}"));
            return ExitStatus.BadInput;
        }
        catch (Exception error) when (LedgerTrouble.Is(error) || error is DataInUseException)
        {
            errors.WriteLine(Printable.Line($"evenhand: {error.Message}"));
            return ExitStatus.Failed;
        }
        errors.WriteLine("Stopped.");
        return ExitStatus.Ok;
    }
}
