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

    /// <summary>
    /// The files of a name, which may be a pattern of the shell's (<c>*</c> and <c>?</c> in its last part) that the shell did
    /// not replace, in the order of their names; the name itself if nothing fits, which is then told when it is opened.
    /// </summary>
    public static IReadOnlyList<string> Matching(string name)
    {
        var (folder, pattern) = (Path.GetDirectoryName(name) ?? "", Path.GetFileName(name));
        if (File.Exists(name) || !pattern.AsSpan().ContainsAny('*', '?'))
            return [name];
        if (folder.Length > 0 && !Directory.Exists(folder))
            return [name];
        string[] found =
        [
            .. Directory
                .EnumerateFiles(folder.Length > 0 ? folder : ".", pattern)
                .Select(path => folder.Length > 0 ? path : Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];
        return found.Length > 0 ? found : [name];
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
