using System.Runtime.InteropServices;

namespace Evenhand.Cli.Serving;

/// <summary>The signals that end a server: the first lets it finish what is under way, the second ends it at once.</summary>
internal sealed class Signals : IDisposable
{
    /// <summary>What a shell reports of a process that an interrupt ended.</summary>
    private const int Interrupted = 130;

    private readonly TaskCompletionSource first = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly PosixSignalRegistration[] registrations;
    private readonly TextWriter errors;

    /// <summary>Begins to listen.</summary>
    public Signals(TextWriter errors)
    {
        this.errors = errors;
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Hear),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hear),
        ];
    }

    /// <summary>Ends with the first signal.</summary>
    public Task First => first.Task;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
    }

    private void Hear(PosixSignalContext context)
    {
        context.Cancel = true;
        if (first.TrySetResult())
        {
            errors.WriteLine("Stopping: requests under way are answered. Again to stop at once.");
            return;
        }
        // What was acknowledged is on disk; nothing else is worth waiting for.
        Environment.Exit(Interrupted);
    }
}
