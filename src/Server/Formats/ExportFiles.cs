using System.Formats.Tar;
using System.Text;
using Evenhand.Node.Exporting;
using Evenhand.Server.Sites.SigningIn;

namespace Evenhand.Server.Formats;

/// <summary>An export as it leaves: as one stream of lines, or as an archive of small files.</summary>
public static class ExportFiles
{
    /// <summary>Bytes of lines that are sent, or become a file of the archive, at once.</summary>
    private const int AtOnce = 1 << 20;

    /// <summary>Writes the lines.</summary>
    public static async Task SendAsync(
        IEnumerable<string> lines,
        Stream to,
        CancellationToken stop = default
    )
    {
        foreach (var part in Parts(lines))
            await to.WriteAsync(part, stop);
    }

    /// <summary>
    /// Writes an archive of policies and lines. It needs the length of a file before it, so the lines come in several of a size that
    /// memory holds.
    /// </summary>
    public static async Task PackAsync(
        IEnumerable<PolicyFileText> policies,
        IEnumerable<string> lines,
        Stream to,
        CancellationToken stop = default
    )
    {
        await using var tar = new TarWriter(to, leaveOpen: true);
        foreach (var file in policies)
            await tar.WriteEntryAsync(Entry($"policies/{file.Name}", file.Bytes), stop);
        var number = 0;
        foreach (var part in Parts(lines))
            await tar.WriteEntryAsync(Entry($"events/{++number:000000}.ndjson", part), stop);
    }

    private static IEnumerable<byte[]> Parts(IEnumerable<string> lines)
    {
        var buffer = new MemoryStream();
        foreach (var line in lines)
        {
            buffer.Write(Encoding.UTF8.GetBytes(line));
            buffer.WriteByte((byte)'\n');
            if (buffer.Length < AtOnce)
                continue;
            yield return buffer.ToArray();
            buffer.SetLength(0);
        }
        if (buffer.Length > 0)
            yield return buffer.ToArray();
    }

    private static PaxTarEntry Entry(string name, byte[] bytes) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) };
}
