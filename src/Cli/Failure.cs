namespace Evenhand.Cli;

/// <summary>What the user is told when the world fails, or when we do. Never a stack trace.</summary>
internal static class Failure
{
    /// <summary>Says what happened, and returns the exit status.</summary>
    public static int Tell(Exception error)
    {
        var what = error switch
        {
            AggregateException { InnerException: { } inner } => inner,
            _ => error,
        };
        var message = what switch
        {
            IOException or UnauthorizedAccessException => what.Message,
            OutOfMemoryException => "there is not enough memory",
            _ =>
                $"this is a defect of evenhand ({what.GetType().Name}: {what.Message}); please report what you ran",
        };
        try
        {
            Console.Error.WriteLine(Printable.Line($"evenhand: {message}"));
        }
        catch (IOException)
        {
            // Nobody is left to tell; the exit status says it.
        }
        return ExitStatus.Failed;
    }
}
