namespace Evenhand.Cli;

/// <summary>Files that a verb writes beside its result.</summary>
internal static class OutputFile
{
    /// <summary>Opens a file to write it anew, and finds out early whether that can be done.</summary>
    /// <exception cref="UnwritableFileException">It cannot.</exception>
    public static Stream Open(FileInfo file)
    {
        try
        {
            return file.Open(FileMode.Create, FileAccess.Write, FileShare.Read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var reason =
                error is UnauthorizedAccessException
                    ? "is a directory, or may not be written"
                    : error.Message;
            throw new UnwritableFileException($"{file}: {reason}", error);
        }
    }
}

/// <summary>A file that the user named cannot be written; the message names it and says why.</summary>
public sealed class UnwritableFileException(string message, Exception cause)
    : Exception(message, cause);
