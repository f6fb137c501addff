namespace Evenhand.Cli;

/// <summary>
/// One line on a terminal that says how far long work has come. It first shows after a second and is renewed four times a
/// second; where standard error is no terminal it never shows.
/// </summary>
public sealed class ProgressLine(TextWriter? terminal, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly long _begun = clock.GetTimestamp();
    private TimeSpan _shown;

    public static ProgressLine OnTerminal() =>
        new(Console.IsErrorRedirected ? null : Console.Error, TimeProvider.System);

    public static ProgressLine Silent { get; } = new(null, TimeProvider.System);

    public void Show(Func<string> text)
    {
        TimeSpan elapsed = clock.GetElapsedTime(_begun);
        if (terminal is null || elapsed < Patience || elapsed - _shown < Interval)
        {
            return;
        }

        _shown = elapsed;
        terminal.Write($"\r{text()}\e[K");
    }

    /// <summary>Takes the line away, if it ever showed, before anything else is written.</summary>
    public void Clear()
    {
        if (_shown > TimeSpan.Zero)
        {
            terminal?.Write("\r\e[K");
        }

        _shown = TimeSpan.Zero;
    }
}
