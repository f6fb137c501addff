using System.Globalization;
using Evenhand.Ledger;

namespace Evenhand.Server;

/// <summary>The mark that a data folder is in use. The operating system takes it away when the process ends, however it ends.</summary>
public sealed class DataLock : IDisposable
{
    private const string FileName = "evenhand.lock";

    private readonly FileStream file;

    private DataLock(FileStream file) => this.file = file;

    /// <summary>Takes a folder, which is made when it is not there.</summary>
    /// <exception cref="DataInUseException">Another process has it.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public static DataLock Take(string folder)
    {
        OwnerOnly.MakeFolder(folder);
        var path = Path.Combine(folder, FileName);
        FileStream file;
        try
        {
            file = new FileStream(
                path,
                OwnerOnly.Making(
                    new FileStreamOptions
                    {
                        Mode = FileMode.OpenOrCreate,
                        Access = FileAccess.ReadWrite,
                        Share = FileShare.None,
                    }
                )
            );
        }
        catch (IOException error) when (IsHeldByAnother(error))
        {
            throw new DataInUseException(
                $"{folder} is in use by another server{Holder(path)}; stop it, or name another folder with --data"
            );
        }
        file.SetLength(0);
        file.Write(
            System.Text.Encoding.ASCII.GetBytes(
                Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
            )
        );
        file.Flush();
        return new DataLock(file);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    // A lock that another process holds, as the framework tells it by system. Any other error is the disk's own, and
    // its message says so.
    private static bool IsHeldByAnother(IOException error) =>
        error.HResult
            is unchecked((int)0x80070020) // Windows: ERROR_SHARING_VIOLATION
                or 11 // Linux: EWOULDBLOCK
                or 35; // macOS: EWOULDBLOCK

    private static string Holder(string path)
    {
        try
        {
            using var other = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite
            );
            using var text = new StreamReader(other);
            return int.TryParse(text.ReadToEnd(), out var process) ? $" (process {process})" : "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}

/// <summary>A data folder belongs to another process; the message says what to do.</summary>
public sealed class DataInUseException(string message) : Exception(message);
