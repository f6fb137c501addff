namespace Evenhand.Ledger;

/// <summary>
/// What a ledger keeps is for its owner's eyes alone: it names customers and what they did. Folders are 0700 and files 0600
/// from their making on; on Windows a file has the rights of its folder.
/// </summary>
public static class OwnerOnly
{
    private const UnixFileMode OfFiles = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OfFolders = OfFiles | UnixFileMode.UserExecute;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    /// <summary>Makes a folder where there is none. One that is there keeps its rights: it may serve others too.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else if (!Directory.Exists(folder))
            Directory.CreateDirectory(folder, OfFolders);
    }

    /// <summary>What is wrong with the rights of a folder; null where nothing is.</summary>
    public static string? Doubt(string folder) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & Others) != 0
            ? $"{folder} may be looked into by other users ({Octal(File.GetUnixFileMode(folder))}); unless that is meant, run: chmod 700 '{folder}'"
            : null;

    /// <summary>Makes an empty file where there is none.</summary>
    internal static void MakeFile(string file)
    {
        if (File.Exists(file))
            return;
        using var made = new FileStream(file, Options(FileMode.OpenOrCreate));
    }

    /// <summary>The options under which a file that is made is for its owner alone.</summary>
    public static FileStreamOptions Making(FileStreamOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OfFiles;
        return options;
    }

    /// <summary>How a file is opened to be written.</summary>
    internal static FileStreamOptions Options(FileMode mode) =>
        Making(
            new FileStreamOptions
            {
                Mode = mode,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite,
            }
        );

    /// <summary>Takes the rights of others away from a file that is there.</summary>
    /// <returns>What was wrong and what was done; null where nothing was.</returns>
    internal static string? Narrow(string file)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(file))
            return null;
        var mode = File.GetUnixFileMode(file);
        if ((mode & Others) == 0)
            return null;
        try
        {
            File.SetUnixFileMode(file, mode & ~Others);
            return $"{file} could be read or written by other users ({Octal(mode)}); now only by its owner";
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return $"{file} can be read or written by other users ({Octal(mode)}), and this user may not change that; its owner may, with: chmod 600 '{file}'";
        }
    }

    private static string Octal(UnixFileMode mode) => "0" + Convert.ToString((int)mode, 8);
}
