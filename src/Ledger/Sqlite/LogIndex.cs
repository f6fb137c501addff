using System.Runtime.InteropServices;
using SQLitePCL;

namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// The head of the index that SQLite keeps of its log, in memory that all processes share (sqlite.org/walformat.html, 2.1).
/// Every commit changes it: while it is the same, nobody has committed, and to know that takes no call of the system. For one
/// thread at a time, and for as long as its connection is open.
/// </summary>
internal sealed class LogIndex
{
    private const string Library = "e_sqlite3";

    /// <summary>SQLITE_FCNTL_FILE_POINTER: gives the connection's <c>sqlite3_file</c>.</summary>
    private const int FilePointer = 7;

    /// <summary>The first version of <c>sqlite3_io_methods</c> that maps shared memory, and which of its entries does.</summary>
    private const int MapsSince = 2;
    private const int Map = 13;

    /// <summary>Bytes of a region of the index, the first of which begins with the head.</summary>
    private const int RegionSize = 32 << 10;

    private readonly nint head;
    private readonly long[] noted = new long[6];

    private LogIndex(nint head) => this.head = head;

    /// <summary>The index of a connection that has read; null where its file is written without a log, or the index cannot be seen.</summary>
    public static LogIndex? Of(Database database)
    {
        var handle = database.Handle.DangerousGetHandle();
        if (FileControl(handle, "main", FilePointer, out var file) != raw.SQLITE_OK || file == 0)
            return null;
        var methods = Marshal.ReadIntPtr(file);
        if (methods == 0 || Marshal.ReadInt32(methods) < MapsSince)
            return null;
        var map = Marshal.GetDelegateForFunctionPointer<MapRegion>(
            Marshal.ReadIntPtr(methods, Map * nint.Size)
        );
        return map(file, 0, RegionSize, 0, out var region) == raw.SQLITE_OK && region != 0
            ? new LogIndex(region)
            : null;
    }

    /// <summary>Takes note of what stands there now. False where that is what was noted before.</summary>
    public bool TryNote()
    {
        var isNew = false;
        for (var i = 0; i < noted.Length; i++)
        {
            var now = Marshal.ReadInt64(head, i * sizeof(long));
            isNew |= now != noted[i];
            noted[i] = now;
        }
        return isNew;
    }

    [DllImport(Library, EntryPoint = "sqlite3_file_control")]
    [DefaultDllImportSearchPaths(
        DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories
    )]
    private static extern int FileControl(
        nint database,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string schema,
        int operation,
        out nint argument
    );

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int MapRegion(nint file, int region, int size, int extend, out nint memory);
}
