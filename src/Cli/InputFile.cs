using Evenhand.Import;

namespace Evenhand.Cli;

/// <summary>Files that the user names; what hinders reading one is said in a sentence.</summary>
internal static class InputFile
{
    public static Stream Open(string path)
    {
        try
        {
            return new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read,
                1 << 16,
                FileOptions.SequentialScan
            );
        }
        catch (Exception error)
            when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UnreadableFileException($"{path}: {Reason(error)}", error);
        }
    }

    /// <summary>The text of a map, or the beginning of a longer file, which is no map and which the reader of maps refuses.</summary>
    public static string Text(string path)
    {
        using StreamReader reader = new(Open(path));
        var text = new char[MapReader.Longest + 1];
        return new string(text, 0, reader.ReadBlock(text));
    }

    /// <summary>The table in a file: the file itself, or what a zip archive holds.</summary>
    public static Stream Table(Stream file, string path)
    {
        try
        {
            return FxRates.Open(file, path);
        }
        catch (InvalidDataException error)
        {
            throw new UnreadableFileException($"{path}: {error.Message}", error);
        }
    }

    private static string Reason(Exception error) =>
        error switch
        {
            FileNotFoundException or DirectoryNotFoundException => "no such file",
            UnauthorizedAccessException => "is a directory, or may not be read",
            _ => error.Message,
        };
}

/// <summary>A file that the user named cannot be read; the message names it and says why.</summary>
public sealed class UnreadableFileException(string message, Exception cause)
    : Exception(message, cause);
