using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Evenhand.Ledger;

/// <summary>Which file it is, whatever it is called.</summary>
/// <param name="Device">Where it lies.</param>
/// <param name="Number">Its number there.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Number);

/// <summary>
/// What .NET does not offer of the operating system: which file stands under a name, and that a name is on disk. Where the
/// system has no such thing, a file is taken for the one it was; Windows lets nobody move away a file that is open.
/// </summary>
internal static class Posix
{
    private const string Library = "libc";
    private const int CurrentFolder = -100;
    private const uint WantNumber = 0x100;
    private const int StatSize = 256;
    private const int NoSuchCall = 38;
    private static readonly FileIdentity SomeFile = new(0, 0);

    // Found by name in the whole process, as any library of it finds them: so a library that stands before the C library sees
    // these calls too.
    static Posix() =>
        NativeLibrary.SetDllImportResolver(
            typeof(Posix).Assembly,
            (name, _, _) => name == Library ? NativeLibrary.GetMainProgramHandle() : 0
        );

    /// <summary>The file that stands under a name, links followed; null where none can be seen.</summary>
    public static FileIdentity? Find(string path)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
            return File.Exists(path) ? SomeFile : null;
        try
        {
            return OperatingSystem.IsLinux() ? OnLinux(path) : OnMac(path);
        }
        catch (EntryPointNotFoundException)
        {
            return File.Exists(path) ? SomeFile : null;
        }
    }

    /// <summary>Has a file written to the disk; that the disk refuses is never passed over.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void SyncFile(FileStream file)
    {
        file.Flush(flushToDisk: OperatingSystem.IsWindows());
        if (OperatingSystem.IsWindows())
            return;
        if (Sync((int)file.SafeFileHandle.DangerousGetHandle()) != 0)
            throw Failed(file.Name);
    }

    /// <summary>Has the names of a folder written to the disk.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(Text(folder), 0);
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

    private static FileIdentity? OnLinux(string path)
    {
        var stat = new byte[StatSize];
        if (StatX(CurrentFolder, Text(path), 0, WantNumber, stat) == 0)
            return new(
                BinaryPrimitives.ReadUInt64LittleEndian(stat.AsSpan(136)),
                BinaryPrimitives.ReadUInt64LittleEndian(stat.AsSpan(32))
            );
        return Marshal.GetLastPInvokeError() == NoSuchCall && File.Exists(path) ? SomeFile : null;
    }

    private static FileIdentity? OnMac(string path)
    {
        var stat = new byte[StatSize];
        return Stat(Text(path), stat) == 0
            ? new(
                BinaryPrimitives.ReadUInt32LittleEndian(stat),
                BinaryPrimitives.ReadUInt64LittleEndian(stat.AsSpan(8))
            )
            : null;
    }

    private static byte[] Text(string path) => Encoding.UTF8.GetBytes(path + '\0');

    private static IOException Failed(string path) =>
        new($"{path} cannot be written to the disk: {Marshal.GetLastPInvokeErrorMessage()}");

    [DllImport(Library, EntryPoint = "statx", SetLastError = true)]
    private static extern int StatX(int folder, byte[] path, int flags, uint mask, byte[] stat);

    [DllImport(Library, EntryPoint = "stat", SetLastError = true)]
    private static extern int Stat(byte[] path, byte[] stat);

    [DllImport(Library, EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags);

    [DllImport(Library, EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int descriptor);

    [DllImport(Library, EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);
}
