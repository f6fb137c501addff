namespace Evenhand.Cli.Reading;

/// <summary>What was asked for cannot be read; the message says why and what can.</summary>
/// <param name="message">The sentence.</param>
/// <param name="status">What the verb tells the shell.</param>
internal sealed class ReadRefusedException(string message, int status = ExitStatus.BadInput)
    : Exception(message)
{
    /// <summary>The exit status.</summary>
    public int Status { get; } = status;

    /// <summary>All that is wrong, before the message.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
