using System.Runtime.InteropServices;
using System.Text;

namespace Evenhand.Stores;

/// <summary>Files for their owner's eyes alone, and names of folders that are on disk, which .NET does not offer.</summary>
internal static class Disk
{
    private const string Library = "libc";
    private const int NoRoomOnPosix = 28;
    private const int NoRoomOfUser = 122;
    private const int NoRoomOnWindows = 112;

    private const UnixFileMode OfFiles = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder for its owner alone, where there is none.</summary>
    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else if (!Directory.Exists(folder))
            Directory.CreateDirectory(folder, OfFiles | UnixFileMode.UserExecute);
    }

    /// <summary>Opens a file to be written, for its owner alone.</summary>
    public static FileStream Write(string file, FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OfFiles;
        return new FileStream(file, options);
    }

    /// <summary>Has the names of a folder written to the disk.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(Encoding.UTF8.GetBytes(folder + '\0'), 0);
        if (descriptor < 0)
            throw Failed(folder);
        try
        {
            if (Sync(descriptor) != 0)
                throw Failed(folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>What the disk failed with, as the store's.</summary>
    public static StoreException Of(Exception failure) =>
        new($"the store's disk failed: {failure.Message}", failure)
        {
            LacksRoom =
                (failure.HResult & 0xFFFF) is NoRoomOnPosix or NoRoomOfUser or NoRoomOnWindows,
        };

    /// <summary>Whether an exception is the disk's.</summary>
    public static bool IsOfDisk(Exception failure) =>
        failure is IOException or UnauthorizedAccessException;

    private static IOException Failed(string path) =>
        new($"{path} cannot be written to the disk: {Marshal.GetLastPInvokeErrorMessage()}");

    [DllImport(Library, EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags);

    [DllImport(Library, EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int descriptor);

    [DllImport(Library, EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);
}
