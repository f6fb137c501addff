namespace Evenhand.Cli.Vault;

/// <summary>A file that is there under its name once it is whole: what is refused, or breaks off, leaves what was there before.</summary>
internal static class WholeFile
{
    private const string Broken = ".partial";

    /// <summary>Writes one.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="write">Writes what is to be in it.</param>
    /// <exception cref="UnwritableFileException">It cannot be written.</exception>
    public static async Task WriteAsync(string file, Func<Stream, Task> write)
    {
        var broken = new FileInfo(file + Broken);
        try
        {
            await using (var output = OutputFile.Open(broken))
                await write(output);
            broken.MoveTo(file, overwrite: true);
        }
        finally
        {
            File.Delete(file + Broken);
        }
    }
}
