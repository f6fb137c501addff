namespace Evenhand.Ledger;

/// <summary>A file that is on the disk as a whole, or not there: also where the power is cut meanwhile.</summary>
public static class WholeFile
{
    /// <summary>Writes a file for its owner alone, in the place of one that is there.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="write">Writes what is in it.</param>
    /// <exception cref="IOException">The disk refuses; what stood there before still does.</exception>
    public static void Write(string file, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var unnamed = $"{file}.new";
        using (var stream = new FileStream(unnamed, OwnerOnly.Options(FileMode.Create)))
        {
            write(stream);
            stream.Flush();
            Posix.SyncFile(stream);
        }
        File.Move(unnamed, file, overwrite: true);
        Posix.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(file))!);
    }
}
